/* A node for kafka, on its own: logs in memory. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_LOGS = 1024, NAME = 16, LINE = 1 << 16, REPLY = 1 << 20 };

struct log {
  char key[NAME];
  int size, room, committed;
  int *messages;
};

static struct log logs[MAX_LOGS];
static int log_count;
static char self[NAME], out[REPLY];
static int out_size;

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
  for (from++; *from && *from != '"' && size < NAME - 1; from++) to[size++] = *from;
  to[size] = 0;
  return *from ? from + 1 : from;
}

static struct log *log_of(const char *key) {
  for (int i = 0; i < log_count; i++) {
    if (!strcmp(logs[i].key, key)) return &logs[i];
  }
  if (log_count == MAX_LOGS) abort();
  strcpy(logs[log_count].key, key);
  logs[log_count].committed = -1;
  return &logs[log_count++];
}

static int append(struct log *log, int message) {
  if (log->size == log->room) {
    log->room = log->room ? 2 * log->room : 64;
    log->messages = realloc(log->messages, log->room * sizeof *log->messages);
    if (!log->messages) abort();
  }
  log->messages[log->size] = message;
  return log->size++;
}

#define PRINT(...) (out_size += snprintf(out + out_size, sizeof out - out_size, __VA_ARGS__))

/* Of each log a few messages from an offset on. */
static void poll_from(const char *offsets) {
  char key[NAME];
  PRINT(",\"msgs\":{");
  for (const char *at = offsets + 1; *at == '"';) {
    at = copy_text(at, key) + 1;
    struct log *log = log_of(key);
    int from = atoi(at);
    PRINT("\"%s\":[", key);
    for (int i = from; i < log->size && i < from + 20; i++) {
      PRINT("%s[%d,%d]", i > from ? "," : "", i, log->messages[i]);
    }
    at += strspn(at, "0123456789");
    PRINT("]%s", *at == ',' ? "," : "");
    if (*at == ',') at++;
  }
  PRINT("}");
}

static void commit(const char *offsets) {
  char key[NAME];
  for (const char *at = offsets + 1; *at == '"';) {
    at = copy_text(at, key) + 1;
    struct log *log = log_of(key);
    if (atoi(at) > log->committed) log->committed = atoi(at);
    at += strspn(at, "0123456789");
    if (*at == ',') at++;
  }
}

static void list_committed(const char *keys) {
  char key[NAME];
  const char *comma = "";
  PRINT(",\"offsets\":{");
  for (const char *at = keys + 1; *at == '"';) {
    at = copy_text(at, key);
    struct log *log = log_of(key);
    if (log->committed >= 0) {
      PRINT("%s\"%s\":%d", comma, key, log->committed);
      comma = ",";
    }
    if (*at == ',') at++;
  }
  PRINT("}");
}

static void take(const char *json) {
  char verb[32] = "", client[NAME], key[NAME];
  const char *type = find(json, "type");
  if (*type) snprintf(verb, sizeof verb, "%.*s", (int)strcspn(type + 1, "\""), type + 1);
  copy_text(find(json, "src"), client);
  if (!strcmp(verb, "init")) copy_text(find(json, "node_id"), self);
  out_size = 0;
  PRINT("{\"src\":\"%s\",\"dest\":\"%s\",\"body\":{\"type\":\"%s_ok\",\"in_reply_to\":%d", self, client,
        verb, atoi(find(json, "msg_id")));
  if (!strcmp(verb, "send")) {
    copy_text(find(json, "key"), key);
    PRINT(",\"offset\":%d", append(log_of(key), atoi(find(json, "msg"))));
  } else if (!strcmp(verb, "poll")) {
    poll_from(find(json, "offsets"));
  } else if (!strcmp(verb, "commit_offsets")) {
    commit(find(json, "offsets"));
  } else if (!strcmp(verb, "list_committed_offsets")) {
    list_committed(find(json, "keys"));
  }
  PRINT("}}\n");
  fputs(out, stdout);
  fflush(stdout);
}

int main(void) {
  static char line[LINE];
  while (fgets(line, sizeof line, stdin)) take(line);
  return 0;
}
