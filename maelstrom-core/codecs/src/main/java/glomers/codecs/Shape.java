package glomers.codecs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/**
 * A record as its annotations describe it: its properties in the order in which they are written.
 *
 * @param isArray whether it is written as an array of their values, not as an object
 */
record Shape(TypeElement type, boolean isArray, List<Property> properties) {

  /**
   * One of a record's properties.
   *
   * @param component its component's name
   * @param name its key
   * @param isTextEvenIfAbsent whether nothing, and null, are read as the empty text
   * @param isWrittenIfSet whether the boolean {@code false} is left out
   * @param subtypeKey the key that tells which member of a sealed family it is; empty for no family
   */
  record Property(
      String component,
      TypeMirror type,
      String name,
      boolean isTextEvenIfAbsent,
      boolean isWrittenIfSet,
      boolean isWrittenIfPresent,
      String subtypeKey) {}

  /** The shape in which a record is written, and read into its own constructor. */
  static Shape of(DeclaredType type, Types types) throws NotKnown {
    mustSayNothingElse((TypeElement) type.asElement(), types);
    return writtenOf(type, types);
  }

  /** The shape in which a record is written that is read in another way. */
  static Shape writtenOf(DeclaredType type, Types types) throws NotKnown {
    TypeElement element = (TypeElement) type.asElement();
    var annotations = new JsonAnnotations(element);
    annotations.mustBeAmong(
        "JsonTypeName.value", "JsonFormat.shape", "JsonPropertyOrder.value", "JsonInclude.value");
    String inclusion = annotations.text("JsonInclude", "value", "ALWAYS");
    if (!inclusion.equals("ALWAYS") && !inclusion.equals("NON_ABSENT")) {
      throw new NotKnown("@JsonInclude " + inclusion);
    }
    boolean isArray = annotations.text("JsonFormat", "shape", "").equals("ARRAY");
    List<Property> properties = new ArrayList<>();
    for (RecordComponentElement component : element.getRecordComponents()) {
      properties.add(property(component, type, inclusion.equals("NON_ABSENT"), types));
    }
    if (annotations.has("JsonPropertyOrder")
        && !annotations
            .value("JsonPropertyOrder", "value")
            .get()
            .equals(properties.stream().map(Property::name).toList())) {
      throw new NotKnown("an order that is not that of the components");
    }
    return new Shape(element, isArray, properties);
  }

  private static Property property(
      RecordComponentElement component, DeclaredType owner, boolean ifPresent, Types types)
      throws NotKnown {
    String name = component.getSimpleName().toString();
    var annotations = new JsonAnnotations(component);
    annotations.mustBeAmong(
        "JsonProperty.value",
        "JsonProperty.required",
        "JsonSetter.nulls",
        "JsonSetter.contentNulls",
        "JsonInclude.value",
        "JsonTypeInfo.use",
        "JsonTypeInfo.property");
    TypeMirror type =
        ((javax.lang.model.type.ExecutableType) types.asMemberOf(owner, component.getAccessor()))
            .getReturnType();
    boolean isEmptyText = annotations.text("JsonSetter", "nulls", "").equals("AS_EMPTY");
    String inclusion = annotations.text("JsonInclude", "value", "ALWAYS");
    boolean isWrittenIfSet = inclusion.equals("NON_DEFAULT");
    boolean isOptional = type.toString().startsWith("java.util.Optional");
    boolean isOfFamily = annotations.text("JsonTypeInfo", "use", "NAME").equals("NAME");
    if (isEmptyText && !type.toString().equals("java.lang.String")
        || annotations.has("JsonSetter")
            && !isEmptyText
            && !annotations.text("JsonSetter", "contentNulls", "").equals("FAIL")
        || annotations.text("JsonSetter", "contentNulls", "FAIL").equals("FAIL")
            && annotations.value("JsonSetter", "contentNulls").isPresent()
            && type.toString().contains("JsonNode")
        || !isKnown(inclusion, type)
        || !isOfFamily) {
      throw new NotKnown("the annotations of " + name);
    }
    return new Property(
        name,
        type,
        annotations.text("JsonProperty", "value", name),
        isEmptyText,
        isWrittenIfSet,
        (ifPresent || inclusion.equals("NON_ABSENT")) && isOptional,
        annotations.text("JsonTypeInfo", "property", ""));
  }

  private static boolean isKnown(String inclusion, TypeMirror type) {
    return switch (inclusion) {
      case "ALWAYS" -> true;
      case "NON_ABSENT" -> type.toString().startsWith("java.util.Optional");
      case "NON_DEFAULT" -> type.toString().equals("boolean");
      default -> false;
    };
  }

  /**
   * Jackson also heeds what methods, constructors and all supertypes say, and takes a method that
   * is named as one for a property.
   */
  private static void mustSayNothingElse(TypeElement record, Types types) throws NotKnown {
    Set<Element> ofComponents = new HashSet<>();
    for (RecordComponentElement component : record.getRecordComponents()) {
      ofComponents.add(component.getAccessor());
      ElementFilter.fieldsIn(record.getEnclosedElements()).stream()
          .filter(field -> field.getSimpleName().equals(component.getSimpleName()))
          .forEach(ofComponents::add);
    }
    JsonAnnotations.mustBeSilent(record, ofComponents);
    for (Element member : record.getEnclosedElements()) {
      if (member instanceof ExecutableElement method
          && !ofComponents.contains(method)
          && method.getKind() == ElementKind.METHOD
          && !method.getModifiers().contains(Modifier.STATIC)
          && method.getParameters().isEmpty()
          && method.getSimpleName().toString().matches("(get|is)[A-Z].*")) {
        throw new NotKnown("a method that is named as a property: " + method);
      }
    }
    for (TypeMirror supertype : record.getInterfaces()) {
      supertypeMustSayNothing((TypeElement) types.asElement(supertype), types);
    }
  }

  private static void supertypeMustSayNothing(TypeElement type, Types types) throws NotKnown {
    if (!type.getQualifiedName().contentEquals("glomers.core.message.Body")) {
      new JsonAnnotations(type).mustBeAmong();
    }
    JsonAnnotations.mustBeSilent(type, Set.of());
    for (TypeMirror supertype : type.getInterfaces()) {
      supertypeMustSayNothing((TypeElement) types.asElement(supertype), types);
    }
  }
}
