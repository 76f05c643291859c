package glomers.bench.story;

import glomers.bench.checker.Subject.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A value, or a version of a key, to be found in JSON whose fields nobody has told us: nodes of any
 * language say things in their own way. A version is found where its key and its value stand
 * together: {@code {"k1": 9}}, {@code ["w", 5, 3]}, {@code {"key": "k1", "entries": [[3, 9]]}}.
 */
final class Sought {

  /** Fields of every message that say nothing of its content. */
  private static final Set<String> ENVELOPE = Set.of("type", "msg_id", "in_reply_to");

  /** Fields whose single value is what they are about, rather than a number of something else. */
  private static final Set<String> CONTENT =
      Set.of(
          "message",
          "messages",
          "msg",
          "msgs",
          "value",
          "values",
          "val",
          "v",
          "data",
          "element",
          "elements",
          "payload",
          "item",
          "items",
          "from",
          "to");

  private final Item item;
  private final Optional<String> key;
  private final Optional<String> value;

  Sought(Item item) {
    this.item = item;
    this.key = item.key().map(JsonWords::bare);
    this.value = item.value().map(JsonWords::bare);
  }

  /** What it is, in a few words. */
  String words() {
    return item.words();
  }

  /** Whether it can be in a text of JSON at all: quick, and right if it says no. */
  boolean mayBeIn(String json) {
    String text = value.or(() -> key).orElse("");
    for (int at = json.indexOf(text); at >= 0; at = json.indexOf(text, at + 1)) {
      if (isWhole(json, at, at + text.length())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWhole(String text, int from, int to) {
    return (from == 0 || !Character.isLetterOrDigit(text.charAt(from - 1)))
        && (to == text.length() || !Character.isLetterOrDigit(text.charAt(to)));
  }

  /** Where it stands in a message's body, or in what an operation asked or was answered. */
  Optional<Sighting> in(JsonNode json) {
    return key.isPresent() ? version(json, "") : value(json, "", json);
  }

  // ------------------------------------------------------------------------------ values of no key

  private Optional<Sighting> value(JsonNode json, String place, JsonNode parent) {
    if (json.isObject()) {
      for (Map.Entry<String, JsonNode> field : json.properties()) {
        if (ENVELOPE.contains(field.getKey())) {
          continue;
        }
        String inner = place.isEmpty() ? field.getKey() : place + "." + field.getKey();
        if (field.getKey().equals(value.orElseThrow())) {
          return Optional.of(new Sighting(place, withOthers(json.size()), true));
        }
        Optional<Sighting> found = value(field.getValue(), inner, json);
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
    if (json.isArray()) {
      for (JsonNode element : json) {
        Optional<Sighting> found = value(element, place, json);
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
    if (!isValue(json)) {
      return Optional.empty();
    }
    String name = place.substring(place.lastIndexOf('.') + 1);
    boolean isContent = place.isEmpty() || parent.isArray() || CONTENT.contains(name);
    String words = parent.isArray() ? withOthers(parent.size()) : value.orElseThrow();
    return Optional.of(new Sighting(place, isContent ? words : name + "=" + words, !isContent));
  }

  private String withOthers(int size) {
    return value.orElseThrow() + (size > 1 ? " and " + (size - 1) + " more" : "");
  }

  // ------------------------------------------------------------------------------ versions of keys

  private Optional<Sighting> version(JsonNode json, String place) {
    if (json.isObject()) {
      return inObject(json, place);
    }
    if (json.isArray()) {
      return inArray(json, place);
    }
    return Optional.empty();
  }

  /** The first that is certain; if none is, the first guess. */
  private static Optional<Sighting> best(Stream<Optional<Sighting>> found) {
    List<Sighting> sightings = new ArrayList<>();
    for (Sighting each : (Iterable<Sighting>) found.flatMap(Optional::stream)::iterator) {
      if (!each.isGuess()) {
        return Optional.of(each);
      }
      sightings.add(each);
    }
    return sightings.stream().findFirst();
  }

  private Optional<Sighting> inObject(JsonNode json, String place) {
    return best(
        Stream.concat(
            json.properties().stream().map(field -> inField(field, place)),
            isOfOtherKey(json)
                ? Stream.empty()
                : json.properties().stream().map(field -> beside(field, json, place))));
  }

  /** Whether it says itself which key it is about, and that is not the one looked for. */
  private boolean isOfOtherKey(JsonNode json) {
    JsonNode named = json.path("key");
    return !named.isMissingNode()
        && !named.isContainer()
        && !isKeyText(named)
        && !(named.isString() && isWithin(named.stringValue()));
  }

  private Optional<Sighting> inField(Map.Entry<String, JsonNode> field, String place) {
    if (ENVELOPE.contains(field.getKey())) {
      return Optional.empty();
    }
    String inner = place.isEmpty() ? field.getKey() : place + "." + field.getKey();
    boolean isKey = field.getKey().equals(key.orElseThrow());
    boolean isNear = isKey || isWithin(field.getKey());
    return best(
        Stream.of(
            isNear ? under(field.getValue(), place, !isKey) : Optional.empty(),
            version(field.getValue(), inner)));
  }

  /** The value in another field than the one that holds the key. */
  private Optional<Sighting> beside(
      Map.Entry<String, JsonNode> field, JsonNode json, String place) {
    // In a map from keys to values what equals the key may be another key's value.
    boolean isEnvelope = ENVELOPE.contains(field.getKey()) || isNumber(field.getKey());
    boolean isNamedKey = field.getKey().toLowerCase(Locale.ROOT).startsWith("k");
    // A number beside others is no key that is a text: it counts something, or says when.
    boolean isKey = isKey(field.getValue()) || isNamedKey && isKeyText(field.getValue());
    boolean isNear =
        isKey || field.getValue().isString() && isWithin(field.getValue().stringValue());
    if (isEnvelope || !isNear) {
      return Optional.empty();
    }
    boolean isCertain = isKey && isNamedKey;
    boolean saysWhere = json.properties().stream().anyMatch(other -> isContent(other, field));
    return json.properties().stream()
        .filter(other -> !other.getKey().equals(field.getKey()))
        .filter(other -> !ENVELOPE.contains(other.getKey()))
        .filter(other -> !saysWhere || isContent(other, field))
        .map(other -> under(other.getValue(), place, !isCertain))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean isContent(
      Map.Entry<String, JsonNode> field, Map.Entry<String, JsonNode> keyField) {
    return CONTENT.contains(field.getKey()) && !field.getKey().equals(keyField.getKey());
  }

  private Optional<Sighting> inArray(JsonNode json, String place) {
    for (int i = 0; i < json.size() - 1; i++) {
      if (isKey(json.get(i))) {
        for (int j = i + 1; j < json.size(); j++) {
          Optional<Sighting> found = under(json.get(j), place, false);
          if (found.isPresent()) {
            return found;
          }
        }
      }
    }
    return best(json.valueStream().map(element -> version(element, place)));
  }

  /** The value within what belongs to the key. */
  private Optional<Sighting> under(JsonNode json, String place, boolean isGuess) {
    if (value.isEmpty()) {
      return json.isNull()
          ? Optional.empty()
          : Optional.of(new Sighting(place, named(JsonWords.brief(json)), isGuess));
    }
    return within(json, false).map(words -> new Sighting(place, named(words), isGuess));
  }

  private String named(String words) {
    return key.orElseThrow() + "=" + words;
  }

  /**
   * The smallest part that holds the value, if that is short; else the value itself. Of a pair in a
   * list the first is an offset or a time, as in the protocol's own logs.
   */
  private Optional<String> within(JsonNode json, boolean isInList) {
    if (!json.isContainer()) {
      return isValue(json) ? value : Optional.empty();
    }
    boolean isPair = isInList && json.isArray() && json.size() == 2;
    for (int i = 0; json.isArray() && i < json.size(); i++) {
      if (isValue(json.get(i)) && !(isPair && i == 0)) {
        return Optional.of(isPair ? JsonWords.brief(json) : withOthers(json.size()));
      }
    }
    for (JsonNode element : json) {
      if (json.isObject() && isValue(element)) {
        return value;
      }
      Optional<String> found =
          element.isContainer() ? within(element, json.isArray()) : Optional.empty();
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Whether an entry of the key's log, an offset and a message, holds the value. */
  boolean isVersionIn(JsonNode entry) {
    return value.isPresent() && isValue(entry.path(1));
  }

  // ------------------------------------------------------------------------------------- equality

  private boolean isValue(JsonNode json) {
    if (json.isContainer() || json.isNull()) {
      return false;
    }
    String text = JsonWords.bare(json);
    String wanted = value.orElseThrow();
    return text.equals(wanted) || json.isString() && text.startsWith(wanted + ":x"); // made long
  }

  private boolean isKey(JsonNode json) {
    return json.isString() == item.key().orElseThrow().isString() && isKeyText(json);
  }

  private boolean isKeyText(JsonNode json) {
    return !json.isContainer() && JsonWords.bare(json).equals(key.orElseThrow());
  }

  private static boolean isNumber(String name) {
    return !name.isEmpty() && name.chars().allMatch(Character::isDigit);
  }

  /** Whether a name is made of the key and more, as in {@code log/k1}. */
  private boolean isWithin(String name) {
    String text = key.orElseThrow();
    int at = name.indexOf(text);
    return at >= 0 && name.length() > text.length() && isWhole(name, at, at + text.length());
  }

  /** Those that are sought for the parts of a subject, the first few. */
  static List<Sought> of(List<Item> items, int maxCount) {
    return items.stream().limit(maxCount).map(Sought::new).toList();
  }
}
