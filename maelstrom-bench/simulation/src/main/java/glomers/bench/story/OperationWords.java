package glomers.bench.story;

import glomers.bench.checker.Subject;
import glomers.bench.checker.Subject.Item;
import glomers.bench.history.Operation;
import glomers.bench.history.Operation.ErrorKind;
import glomers.bench.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Operations of any workload in a few words, cut down to what a subject is about. */
public final class OperationWords {

  private static final int MAX_VALUES = 8;
  private static final int MAX_ENTRIES = 5;

  /** By their texts: checkers have numbers in a form of their own. */
  private final Set<String> keys;

  private final List<Sought> sought;

  /** Words about what bears on the given subject. */
  public OperationWords(Subject subject) {
    this.keys =
        subject.items().stream()
            .map(Item::key)
            .flatMap(Optional::stream)
            .map(JsonWords::bare)
            .collect(Collectors.toUnmodifiableSet());
    this.sought = Sought.of(subject.items(), 1);
  }

  /** What was asked, and what was answered. */
  String of(Operation operation) {
    String name = operation.function().equals("txn") ? "T" + operation.index() + ": " : "";
    return name
        + switch (operation.function()) {
          case "txn" -> transaction(operation);
          case "send" -> send(operation);
          case "poll" -> poll(operation);
          case "assign" -> assign(operation);
          case "crash" -> "the client crashes";
          default -> isOfRegister(operation) ? ofRegister(operation) : other(operation);
        };
  }

  /** Whether it is {@code lin-kv}'s: what was asked stands behind its key. */
  private boolean isOfRegister(Operation operation) {
    JsonNode input = operation.input();
    return List.of("read", "write", "cas").contains(operation.function())
        && input.isArray()
        && input.size() == 2
        && keys.contains(JsonWords.bare(input.path(0)));
  }

  private static String ofRegister(Operation operation) {
    String key = log(JsonWords.brief(operation.input().path(0)));
    JsonNode asked = operation.input().path(1);
    String words =
        switch (operation.function()) {
          case "write" -> "write " + JsonWords.brief(asked) + " to " + key;
          case "cas" ->
              "cas "
                  + key
                  + " from "
                  + JsonWords.brief(asked.path(0))
                  + " to "
                  + JsonWords.brief(asked.path(1));
          default -> "read " + key;
        };
    if (!operation.isOk()) {
      return words + ", " + failure(operation);
    }
    JsonNode value = operation.output().path(1);
    return !operation.function().equals("read")
        ? words + ", acknowledged"
        : words + " → " + (value.isNull() ? "nothing" : JsonWords.brief(value));
  }

  private String other(Operation operation) {
    String asked =
        operation.function()
            + (operation.input().isNull() || operation.input().isMissingNode()
                ? ""
                : " " + JsonWords.brief(operation.input()));
    if (!operation.isOk()) {
      return asked + ", " + failure(operation);
    }
    JsonNode output = operation.output();
    if (output.isNull() && operation.function().equals("read")) {
      return asked + " → null";
    }
    if (output.isNull() || output.isMissingNode() || output.equals(operation.input())) {
      return asked + ", acknowledged";
    }
    return asked + " → " + answer(output) + among(output);
  }

  /** Whether the value is in an answer that is too long to be shown. */
  private String among(JsonNode output) {
    return output.isArray()
            && output.size() > MAX_VALUES
            && sought.stream().anyMatch(one -> one.in(output).isPresent())
        ? ", " + sought.getFirst().words() + " among them"
        : "";
  }

  private static String answer(JsonNode output) {
    if (output.isArray()) {
      return output.size() > MAX_VALUES
          ? output.size() + " values"
          : "[" + output.valueStream().map(JsonWords::brief).collect(Collectors.joining(" ")) + "]";
    }
    return JsonWords.brief(output);
  }

  private static String send(Operation send) {
    String asked =
        "send "
            + JsonWords.brief(send.input().path("msg"))
            + " to "
            + log(JsonWords.brief(send.input().path("key")));
    return send.isOk()
        ? asked + ", acknowledged at offset " + JsonWords.brief(send.output().path("offset"))
        : asked + ", " + failure(send);
  }

  /** A log's name; one that is a number needs a word more. */
  private static String log(String key) {
    return key.chars().allMatch(Character::isDigit) ? "key " + key : key;
  }

  private static String assign(Operation assign) {
    String keys =
        assign
            .input()
            .path("keys")
            .valueStream()
            .map(key -> log(JsonWords.brief(key)))
            .limit(MAX_ENTRIES)
            .collect(Collectors.joining(", "));
    int more = assign.input().path("keys").size() - MAX_ENTRIES;
    return "assigned to "
        + (keys.isEmpty() ? "nothing" : keys)
        + (more > 0 ? " and " + more + " more" : "")
        + (assign.isOk() ? "" : ", " + failure(assign));
  }

  private String poll(Operation poll) {
    JsonNode asked = poll.input().path("offsets");
    List<String> parts = new ArrayList<>();
    List<String> logs = new ArrayList<>(keys.stream().sorted().toList());
    if (logs.isEmpty() && asked.size() <= 2) {
      asked.properties().forEach(entry -> logs.add(entry.getKey()));
    }
    for (String log : logs) {
      if (asked.has(log)) {
        parts.add(log(log) + " from " + JsonWords.brief(asked.path(log)));
      }
    }
    String question = "poll" + (parts.isEmpty() ? "" : " " + String.join(", ", parts));
    if (!poll.isOk()) {
      return question + ", " + failure(poll);
    }
    JsonNode brought = poll.output().path("msgs");
    if (logs.isEmpty()) {
      int count = 0;
      for (JsonNode entries : brought) {
        count += entries.size();
      }
      return question + " → " + (count == 0 ? "nothing" : count + " messages");
    }
    List<String> answers = new ArrayList<>();
    for (String log : logs) {
      answers.add(
          (logs.size() > 1 && !brought.path(log).isEmpty() ? log(log) + ": " : "")
              + entries(brought.path(log)));
    }
    answers.removeIf(String::isEmpty);
    return question + " → " + (answers.isEmpty() ? "nothing" : String.join(", ", answers));
  }

  private String entries(JsonNode entries) {
    List<String> shown = new ArrayList<>();
    int left = entries.size();
    for (JsonNode entry : entries) {
      // Of many those that matter: the first, the last, and the one that is looked for.
      boolean isWanted = sought.stream().anyMatch(one -> one.isVersionIn(entry));
      if (entries.size() <= MAX_ENTRIES || isWanted || left == entries.size() || left == 1) {
        shown.add(
            JsonWords.brief(entry.path(1))
                + (shown.isEmpty() ? " at offset " : " at ")
                + JsonWords.brief(entry.path(0)));
      } else if (!shown.getLast().equals("…")) {
        shown.add("…");
      }
      left--;
    }
    return String.join(", ", shown);
  }

  private String transaction(Operation txn) {
    List<String> parts = new ArrayList<>();
    int others = 0;
    for (JsonNode each : txn.isOk() ? txn.output() : txn.input()) {
      if (!keys.isEmpty() && !isAbout(each)) {
        others++;
        continue;
      }
      String key = JsonWords.brief(each.path(1));
      String value = JsonWords.brief(each.path(2));
      parts.add(
          switch (each.path(0).asString("")) {
            case "w" -> "write " + key + "=" + value;
            case "append" -> "append " + value + " to " + key;
            default ->
                "read "
                    + key
                    + (txn.isOk() ? " → " + (each.path(2).isNull() ? "nothing" : value) : "");
          });
    }
    if (parts.size() > MAX_ENTRIES) {
      int more = parts.size() - MAX_ENTRIES;
      parts.subList(MAX_ENTRIES, parts.size()).clear();
      parts.add(more + " more");
    } else if (parts.isEmpty()) {
      parts.add(others + " accesses of other keys");
    }
    return String.join(", ", parts) + (txn.isOk() ? "" : ", " + failure(txn));
  }

  /** Whether an access is one of a key that the subject is about. */
  boolean isAbout(JsonNode access) {
    return keys.contains(JsonWords.bare(access.path(1)));
  }

  private static String failure(Operation operation) {
    return switch (operation.errorKind()) {
      case NO_ANSWER -> "no answer";
      case CLIENT_CRASHED -> "the client crashed";
      case MALFORMED_REPLY -> "answered against the protocol";
      case REFUSED -> "refused";
      case NO_SUCH_KEY -> "refused: no such key";
      case PRECONDITION_FAILED -> "refused: another value";
      case NONE, OTHER -> operation.errorKind() == ErrorKind.NONE ? "" : outcome(operation);
    };
  }

  private static String outcome(Operation operation) {
    return operation.outcome() == Operation.Outcome.FAIL ? "failed" : "outcome unknown";
  }

  // ---------------------------------------------------------------------------------- cut as JSON

  /** What was asked or answered, without what belongs to keys that the subject is not about. */
  public JsonNode cut(JsonNode value) {
    if (keys.isEmpty()) {
      return value;
    }
    if (isTransaction(value)) {
      ArrayNode kept = Json.array();
      value.forEach(each -> {
        if (isAbout(each)) {
          kept.add(each);
        }
      });
      return kept.isEmpty() ? value : kept;
    }
    for (String part : List.of("msgs", "offsets")) {
      if (value.path(part).isObject()) {
        ObjectNode kept = Json.object();
        for (String name : keys) {
          if (value.path(part).has(name)) {
            kept.set(name, value.path(part).path(name));
          }
        }
        return Json.object().set(part, kept);
      }
    }
    return value;
  }

  private static boolean isTransaction(JsonNode value) {
    return value.isArray()
        && !value.isEmpty()
        && value.valueStream().allMatch(each -> each.isArray() && each.size() == 3);
  }
}
