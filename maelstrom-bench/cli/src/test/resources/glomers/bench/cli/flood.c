/* A node for broadcast: it passes every new value on to all others, once. With the argument "again"
   it does so until they have answered: without it, it is wrong as soon as a message is lost. */
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_VALUES = 10000, MAX_NODES = 32, NAME = 16, AGAIN_MILLIS = 300 };

static char self[NAME], peers[MAX_NODES][NAME];
static int peer_count;
static char is_known[MAX_VALUES], has[MAX_NODES][MAX_VALUES];

/* Where the value of a key begins; an empty text if there is no such key. */
static const char *find(const char *json, const char *key) {
  char quoted[32];
  snprintf(quoted, sizeof quoted, "\"%s\":", key);
  const char *at = strstr(json, quoted);
  return at ? at + strlen(quoted) : "";
}

/* Copies a text without its quotation marks; returns what follows it. */
static const char *copy_text(const char *from, char *to) {
  int size = 0;
  if (*from == '"') {
    for (from++; *from && *from != '"' && size < NAME - 1; from++) to[size++] = *from;
  }
  to[size] = 0;
  return from;
}

static void reply(const char *json, const char *verb, const char *more) {
  char client[NAME];
  copy_text(find(json, "src"), client);
  printf("{\"src\":\"%s\",\"dest\":\"%s\",\"body\":{\"type\":\"%s_ok\",\"in_reply_to\":%d%s}}\n",
         self, client, verb, atoi(find(json, "msg_id")), more);
}

static void pass_on(int value) {
  for (int peer = 0; peer < peer_count; peer++) {
    if (!has[peer][value]) {
      printf("{\"src\":\"%s\",\"dest\":\"%s\",\"body\":{\"type\":\"gossip\",\"message\":%d}}\n",
             self, peers[peer], value);
    }
  }
}

static void learn(int value) {
  if (value >= 0 && value < MAX_VALUES && !is_known[value]) {
    is_known[value] = 1;
    pass_on(value);
  }
}

static void init(const char *json) {
  copy_text(find(json, "node_id"), self);
  const char *at = find(json, "node_ids") + 1;
  for (peer_count = 0; *at == '"' && peer_count < MAX_NODES;) {
    at = copy_text(at, peers[peer_count]) + 1;
    if (strcmp(peers[peer_count], self)) peer_count++;
    if (*at == ',') at++;
  }
}

static void read_all(const char *json) {
  static char values[8 * MAX_VALUES];
  int size = sprintf(values, ",\"messages\":[");
  for (int value = 0; value < MAX_VALUES; value++) {
    if (is_known[value]) size += sprintf(values + size, "%d,", value);
  }
  if (values[size - 1] == ',') size--;
  strcpy(values + size, "]");
  reply(json, "read", values);
}

static void take(const char *json) {
  char verb[NAME], sender[NAME];
  int value = atoi(find(json, "message"));
  copy_text(find(json, "type"), verb);
  copy_text(find(json, "src"), sender);
  if (!strcmp(verb, "init")) init(json);
  if (!strcmp(verb, "read")) {
    read_all(json);
  } else if (!strcmp(verb, "gossip")) {
    learn(value);
    printf("{\"src\":\"%s\",\"dest\":\"%s\",\"body\":{\"type\":\"got\",\"message\":%d}}\n", self,
           sender, value);
  } else if (!strcmp(verb, "got")) {
    for (int peer = 0; peer < peer_count; peer++) {
      if (!strcmp(peers[peer], sender)) has[peer][value] = 1;
    }
  } else {
    if (!strcmp(verb, "broadcast")) learn(value);
    reply(json, verb, "");
  }
  fflush(stdout);
}

int main(int argc, char **argv) {
  static char input[1 << 20];
  size_t size = 0;
  int sends_again = argc > 1 && !strcmp(argv[1], "again");
  while (1) {
    struct pollfd in = {.fd = STDIN_FILENO, .events = POLLIN};
    if (poll(&in, 1, sends_again ? AGAIN_MILLIS : -1) == 0) {
      for (int value = 0; value < MAX_VALUES; value++) {
        if (is_known[value]) pass_on(value);
      }
      fflush(stdout);
      continue;
    }
    ssize_t count = read(STDIN_FILENO, input + size, sizeof input - size - 1);
    if (count <= 0) return 0;
    size += count;
    input[size] = 0;
    char *end, *line = input;
    while ((end = strchr(line, '\n'))) {
      *end = 0;
      take(line);
      line = end + 1;
    }
    size -= line - input;
    memmove(input, line, size);
  }
}
