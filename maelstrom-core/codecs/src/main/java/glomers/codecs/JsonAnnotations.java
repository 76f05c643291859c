package glomers.codecs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.VariableElement;

/**
 * What Jackson's annotations at one element say, by the annotations' simple names and their
 * elements' names.
 */
final class JsonAnnotations {

  static final String TYPE_NAME = "JsonTypeName";

  private final Map<String, Map<String, Object>> values;

  JsonAnnotations(Element element) {
    values =
        with(element)
            .flatMap(e -> e.getAnnotationMirrors().stream())
            .filter(JsonAnnotations::isOfJackson)
            .collect(
                Collectors.toMap(
                    mirror -> mirror.getAnnotationType().asElement().getSimpleName().toString(),
                    JsonAnnotations::valuesOf,
                    (one, same) -> one));
  }

  /** An annotation of a record's component may stand at its accessor, too. */
  private static Stream<Element> with(Element element) {
    return element instanceof RecordComponentElement component
        ? Stream.of(component, component.getAccessor())
        : Stream.of(element);
  }

  private static boolean isOfJackson(AnnotationMirror mirror) {
    String name = mirror.getAnnotationType().toString();
    return name.startsWith("com.fasterxml.jackson.") || name.startsWith("tools.jackson.");
  }

  private static Map<String, Object> valuesOf(AnnotationMirror mirror) {
    return mirror.getElementValues().entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().getSimpleName().toString(),
                entry -> plain(entry.getValue())));
  }

  /** Texts, enum constants' names, and lists of these. */
  private static Object plain(AnnotationValue value) {
    return switch (value.getValue()) {
      case VariableElement constant -> constant.getSimpleName().toString();
      case List<?> list -> list.stream().map(element -> plain((AnnotationValue) element)).toList();
      default -> value.getValue();
    };
  }

  boolean has(String annotation) {
    return values.containsKey(annotation);
  }

  /** What an annotation's element says, if it is there and says anything. */
  Optional<Object> value(String annotation, String element) {
    return Optional.ofNullable(values.getOrDefault(annotation, Map.of()).get(element));
  }

  String text(String annotation, String element, String otherwise) {
    return value(annotation, element).map(Object::toString).orElse(otherwise);
  }

  /**
   * Makes sure that nothing is said but this.
   *
   * @param known annotations with the elements that may have a value, such as {@code
   *     "JsonProperty.value"}; without any, {@code "JsonValue"}
   */
  void mustBeAmong(String... known) throws NotKnown {
    Set<String> allowed = Set.of(known);
    for (Map.Entry<String, Map<String, Object>> annotation : values.entrySet()) {
      String name = annotation.getKey();
      boolean isAllowed =
          annotation.getValue().isEmpty()
              ? allowed.stream().anyMatch(k -> k.equals(name) || k.startsWith(name + "."))
              : annotation.getValue().keySet().stream()
                  .allMatch(element -> allowed.contains(name + "." + element));
      if (!isAllowed) {
        throw new NotKnown("@" + name + annotation.getValue());
      }
    }
  }

  /** Makes sure that what stands in a type, beside the given elements, says nothing. */
  static void mustBeSilent(Element type, Set<? extends Element> apart) throws NotKnown {
    for (Element member : type.getEnclosedElements()) {
      boolean isType = member.getKind().isClass() || member.getKind().isInterface();
      if (!isType
          && !apart.contains(member)
          && member.getAnnotationMirrors().stream().anyMatch(JsonAnnotations::isOfJackson)) {
        throw new NotKnown(type + "." + member);
      }
    }
  }
}
