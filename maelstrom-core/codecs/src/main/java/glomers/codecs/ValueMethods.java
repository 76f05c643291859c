package glomers.codecs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/**
 * The methods of a codec that read and write values: a pair for each type that its message is made
 * of, except for what {@code glomers.core.json.Values} reads and writes.
 */
final class ValueMethods {

  /** What {@code Values} has a reader and a writer for: the ends of their methods' names. */
  private static final Map<String, String> SIMPLE =
      Map.of(
          "long", "Long",
          "java.lang.Long", "Long",
          "int", "Int",
          "java.lang.Integer", "Int",
          "boolean", "Boolean",
          "java.lang.Boolean", "Boolean",
          "java.lang.String", "String",
          "java.util.OptionalLong", "OptionalLong",
          "tools.jackson.databind.JsonNode", "Node");

  private static final Set<String> LISTS = Set.of("java.util.List", "java.util.Collection");

  private static final Map<String, String> MAPS =
      Map.of(
          "java.util.Map", "java.util.LinkedHashMap",
          "java.util.SortedMap", "java.util.TreeMap");

  private final ProcessingEnvironment env;
  private final String packageName;
  private final Map<String, String> numberByType = new HashMap<>();
  private final List<String> methods = new ArrayList<>();

  ValueMethods(ProcessingEnvironment env, String packageName) {
    this.env = env;
    this.packageName = packageName;
  }

  /** The methods' sources. */
  List<String> methods() {
    return methods;
  }

  Shape shapeOf(DeclaredType type) throws NotKnown {
    mustBeAccessible((TypeElement) type.asElement());
    return Shape.of(type, env.getTypeUtils());
  }

  private void mustBeAccessible(Element element) throws NotKnown {
    boolean isOfThisPackage =
        env.getElementUtils().getPackageOf(element).getQualifiedName().contentEquals(packageName);
    for (Element e = element;
        e != null && e.getKind() != ElementKind.PACKAGE;
        e = e.getEnclosingElement()) {
      if (e.getModifiers().contains(Modifier.PRIVATE)
          || !isOfThisPackage && !e.getModifiers().contains(Modifier.PUBLIC)) {
        throw new NotKnown("what no other class may use: " + e);
      }
    }
  }

  /** An expression that reads a value, at whose first token the parser stands. */
  private String read(TypeMirror type) throws NotKnown {
    String simple = SIMPLE.get(type.toString());
    return simple == null
        ? "read" + number(type) + "(in)"
        : "glomers.core.json.Values.read" + simple + "(in)";
  }

  /** A statement that writes a value. */
  private String write(TypeMirror type, String value) throws NotKnown {
    String simple = SIMPLE.get(type.toString());
    return simple == null
        ? "write" + number(type) + "(" + value + ", out);"
        : "glomers.core.json.Values.write" + simple + "(" + value + ", out);";
  }

  /** Which pair of methods is for the type; makes them when they are needed first. */
  private String number(TypeMirror type) throws NotKnown {
    String known = numberByType.get(type.toString());
    if (known != null) {
      return known;
    }
    if (!(type instanceof DeclaredType declared)) {
      throw new NotKnown("values of type " + type);
    }
    String number = Integer.toString(numberByType.size() + 1);
    numberByType.put(type.toString(), number);
    TypeElement element = (TypeElement) declared.asElement();
    mustBeAccessible(element);
    String name = element.getQualifiedName().toString();
    if (name.equals("java.util.Optional")) {
      optional(number, declared);
    } else if (LISTS.contains(name)) {
      list(number, declared);
    } else if (MAPS.containsKey(name)) {
      map(number, declared);
    } else if (name.startsWith("java.")) {
      throw new NotKnown("values of type " + type);
    } else {
      ownType(number, declared, element);
    }
    return number;
  }

  private void ownType(String number, DeclaredType type, TypeElement element) throws NotKnown {
    Optional<ExecutableElement> creator = annotated(element, "JsonCreator");
    Optional<ExecutableElement> value = annotated(element, "JsonValue");
    boolean isRecord = element.getKind() == ElementKind.RECORD;
    if (element.getKind() == ElementKind.ENUM) {
      new JsonAnnotations(element).mustBeAmong();
      JsonAnnotations.mustBeSilent(element, value.map(Set::of).orElse(Set.of()));
      enumeration(
          number, type, value.map(method -> method.getSimpleName().toString()).orElse("name"));
      return;
    }
    if (creator.isPresent() && (value.isPresent() || isRecord)) {
      reader(number, type, "return " + created(type, element, creator.get()) + ";");
    } else if (isRecord && creator.isEmpty() && value.isEmpty()) {
      readRecord(number, type);
    } else {
      throw new NotKnown("values of type " + type);
    }
    if (value.isPresent()) {
      TypeMirror written = memberType(type, value.get());
      writer(number, type, write(written, "value." + value.get().getSimpleName() + "()"));
    } else {
      writeRecord(number, type, creator.isPresent());
    }
  }

  private TypeMirror memberType(DeclaredType type, ExecutableElement method) {
    return ((javax.lang.model.type.ExecutableType) env.getTypeUtils().asMemberOf(type, method))
        .getReturnType();
  }

  /** The constructor or method that is annotated; a record's accessor by its component, too. */
  private static Optional<ExecutableElement> annotated(TypeElement type, String annotation) {
    return Stream.concat(
            ElementFilter.methodsIn(type.getEnclosedElements()).stream(),
            ElementFilter.constructorsIn(type.getEnclosedElements()).stream())
        .filter(member -> new JsonAnnotations(member).has(annotation))
        .findFirst();
  }

  /** A call of what makes a value from the one value that it is on the wire. */
  private String created(DeclaredType type, TypeElement element, ExecutableElement creator)
      throws NotKnown {
    mustBeAccessible(creator);
    var annotations = new JsonAnnotations(creator);
    annotations.mustBeAmong("JsonCreator.mode");
    boolean isDelegating =
        annotations.text("JsonCreator", "mode", "DEFAULT").equals("DELEGATING")
            || annotated(element, "JsonValue").isPresent()
                && element.getKind() == ElementKind.CLASS;
    if (!isDelegating
        || creator.getParameters().size() != 1
        || !type.getTypeArguments().isEmpty()) {
      throw new NotKnown("the creator of " + type);
    }
    String argument = read(creator.getParameters().getFirst().asType());
    return creator.getKind() == ElementKind.CONSTRUCTOR
        ? "new " + type + "(" + argument + ")"
        : type + "." + creator.getSimpleName() + "(" + argument + ")";
  }

  private void optional(String number, DeclaredType type) throws NotKnown {
    TypeMirror content = type.getTypeArguments().getFirst();
    reader(
        number,
        type,
        """
        return in.hasToken(tools.jackson.core.JsonToken.VALUE_NULL)
                ? java.util.Optional.empty()
                : java.util.Optional.of(%s);\
        """
            .formatted(read(content)));
    writer(
        number,
        type,
        """
        if (value.isPresent()) {
              %s
            } else {
              out.writeNull();
            }\
        """
            .formatted(write(content, "value.get()")));
  }

  private void list(String number, DeclaredType type) throws NotKnown {
    TypeMirror content = type.getTypeArguments().getFirst();
    reader(
        number,
        type,
        """
        glomers.core.json.Values.beginArray(in);
            %s value = new java.util.ArrayList<>();
            while (in.nextToken() != tools.jackson.core.JsonToken.END_ARRAY) {
              value.add(%s);
            }
            return value;\
        """
            .formatted(type, read(content)));
    writer(
        number,
        type,
        """
        out.writeStartArray();
            for (%s element : value) {
              %s
            }
            out.writeEndArray();\
        """
            .formatted(content, write(content, "element")));
  }

  private void map(String number, DeclaredType type) throws NotKnown {
    TypeMirror key = type.getTypeArguments().getFirst();
    TypeMirror content = type.getTypeArguments().getLast();
    if (!key.toString().equals("java.lang.String")) {
      throw new NotKnown("keys of type " + key);
    }
    String name = ((TypeElement) type.asElement()).getQualifiedName().toString();
    reader(
        number,
        type,
        """
        glomers.core.json.Values.beginObject(in);
            %s value = new %s<>();
            for (String key = in.nextName(); key != null; key = in.nextName()) {
              in.nextToken();
              value.put(key, %s);
            }
            return value;\
        """
            .formatted(type, MAPS.get(name), read(content)));
    writer(
        number,
        type,
        """
        out.writeStartObject();
            for (java.util.Map.Entry<java.lang.String, %s> entry : value.entrySet()) {
              out.writeName(entry.getKey());
              %s
            }
            out.writeEndObject();\
        """
            .formatted(content, write(content, "entry.getValue()")));
  }

  private void enumeration(String number, DeclaredType type, String name) {
    reader(
        number,
        type,
        """
        String text = glomers.core.json.Values.readString(in);
            for (%1$s each : %1$s.values()) {
              if (each.%2$s().equals(text)) {
                return each;
              }
            }
            throw glomers.core.json.Values.irregular(in);\
        """
            .formatted(type, name));
    writer(number, type, "out.writeString(value." + name + "());");
  }

  private void readRecord(String number, DeclaredType type) throws NotKnown {
    Shape shape = shapeOf(type);
    if (!shape.isArray()) {
      reader(
          number,
          type,
          """
          glomers.core.json.Values.beginObject(in);
              return %s(in);\
          """
              .formatted(keysReader(shape, type, false)));
      return;
    }
    StringBuilder text = new StringBuilder("glomers.core.json.Values.beginArray(in);\n");
    for (Shape.Property property : shape.properties()) {
      mustBePlain(property);
      text.append(
          "    in.nextToken();\n    %s %s = %s;\n"
              .formatted(property.type(), variable(property), read(property.type())));
    }
    text.append("    glomers.core.json.Values.endArray(in);\n    return ")
        .append(made(shape, type));
    reader(number, type, text.append(";").toString());
  }

  private static void mustBePlain(Shape.Property property) throws NotKnown {
    if (property.isTextEvenIfAbsent()
        || property.isWrittenIfPresent()
        || property.isWrittenIfSet()
        || !property.subtypeKey().isEmpty()) {
      throw new NotKnown("annotations within an array: " + property);
    }
  }

  private void writeRecord(String number, DeclaredType type, boolean isRead) throws NotKnown {
    Shape shape = isRead ? writtenShape(type) : shapeOf(type);
    if (!shape.isArray()) {
      writer(
          number,
          type,
          """
          out.writeStartObject();
              %s(value, out);
              out.writeEndObject();\
          """
              .formatted(keysWriter(shape, type)));
      return;
    }
    StringBuilder text = new StringBuilder("out.writeStartArray();\n");
    for (Shape.Property property : shape.properties()) {
      mustBePlain(property);
      text.append("    ")
          .append(write(property.type(), "value." + property.component() + "()"))
          .append('\n');
    }
    writer(number, type, text.append("    out.writeEndArray();").toString());
  }

  /** The shape of a record that something else than its own constructor reads. */
  private Shape writtenShape(DeclaredType type) throws NotKnown {
    return Shape.writtenOf(type, env.getTypeUtils());
  }

  private static String variable(Shape.Property property) {
    return "the_" + property.component();
  }

  private static String made(Shape shape, DeclaredType type) {
    return shape.properties().stream()
        .map(ValueMethods::variable)
        .collect(Collectors.joining(", ", "new " + type + "(", ")"));
  }

  /** Makes a method that reads a record's keys up to the end of its object; returns its name. */
  String keysReader(Shape shape, DeclaredType type, boolean withOthers) throws NotKnown {
    String name = withOthers ? "readBody" : "readKeys" + numberByType.get(type.toString());
    StringBuilder text =
        new StringBuilder(
            "\n  private static %s %s(tools.jackson.core.JsonParser in%s) {\n"
                .formatted(type, name, withOthers ? ", glomers.core.json.OtherKeys others" : ""));
    StringBuilder cases = new StringBuilder();
    StringBuilder missing = new StringBuilder();
    for (Shape.Property property : shape.properties()) {
      String variable = variable(property);
      String reading = reading(property);
      String otherwise = whenAbsent(property);
      text.append(
          "    %s %s = %s;\n"
              .formatted(
                  property.type(),
                  variable,
                  otherwise == null ? zero(property.type()) : otherwise));
      cases.append("        case \"%s\" -> ".formatted(property.name()));
      if (otherwise == null) {
        String has = "has_" + property.component();
        text.append("    boolean %s = false;\n".formatted(has));
        missing.append(missing.isEmpty() ? "" : " && ").append(has);
        cases.append(
            "{\n          %s = %s;\n          %s = true;\n        }\n"
                .formatted(variable, reading, has));
      } else {
        cases.append("%s = %s;\n".formatted(variable, reading));
      }
    }
    text.append(
        """
            for (String key = in.nextName(); key != null; key = in.nextName()) {
              in.nextToken();
              switch (key) {
        %s        default -> %s;
              }
            }
        """
            .formatted(cases, withOthers ? "others.read(key, in)" : "in.skipChildren()"));
    if (!missing.isEmpty()) {
      text.append(
          """
              if (!(%s)) {
                throw glomers.core.json.Values.irregular(in);
              }
          """
              .formatted(missing));
    }
    methods.add(text.append("    return " + made(shape, type) + ";\n  }\n").toString());
    return name;
  }

  private String reading(Shape.Property property) throws NotKnown {
    if (!property.subtypeKey().isEmpty()) {
      return "read" + family(property) + "(in)";
    }
    return property.isTextEvenIfAbsent()
        ? "glomers.core.json.Values.readStringOrNull(in)"
        : read(property.type());
  }

  /** What a property is that does not stand there; null if that is not regular. */
  private static String whenAbsent(Shape.Property property) {
    String type = property.type().toString();
    if (property.isTextEvenIfAbsent()) {
      return "\"\"";
    }
    if (type.equals("java.util.OptionalLong")) {
      return "java.util.OptionalLong.empty()";
    }
    if (property.isWrittenIfSet()) {
      return "false";
    }
    return type.startsWith("java.util.Optional<") ? "java.util.Optional.empty()" : null;
  }

  private static String zero(TypeMirror type) {
    return switch (type.getKind()) {
      case BOOLEAN -> "false";
      case LONG, INT -> "0";
      default -> "null";
    };
  }

  /** Makes a method that writes a record's keys and their values; returns its name. */
  String keysWriter(Shape shape, DeclaredType type) throws NotKnown {
    String number = numberByType.get(type.toString());
    String name = number == null ? "writeBody" : "writeKeys" + number;
    StringBuilder text =
        new StringBuilder(
            "\n  private static void %s(%s value, tools.jackson.core.JsonGenerator out) {\n"
                .formatted(name, type));
    for (Shape.Property property : shape.properties()) {
      String value = "value." + property.component() + "()";
      String condition =
          property.isWrittenIfSet()
              ? value
              : property.isWrittenIfPresent() ? value + ".isPresent()" : "true";
      String statement =
          property.subtypeKey().isEmpty()
              ? write(property.type(), value)
              : "write" + family(property) + "(" + value + ", out);";
      String both = "out.writeName(\"%s\");\n    %s\n".formatted(property.name(), statement);
      text.append(
          condition.equals("true")
              ? "    " + both
              : "    if (%s) {\n    %s    }\n".formatted(condition, both));
    }
    methods.add(text.append("  }\n").toString());
    return name;
  }

  /** Makes the pair of methods for a member of a sealed family that says which one it is. */
  private String family(Shape.Property property) throws NotKnown {
    String name = property.type() + " by " + property.subtypeKey();
    String known = numberByType.get(name);
    if (known != null) {
      return known;
    }
    String number = Integer.toString(numberByType.size() + 1);
    numberByType.put(name, number);
    TypeElement family = (TypeElement) env.getTypeUtils().asElement(property.type());
    if (!family.getModifiers().contains(Modifier.SEALED)) {
      throw new NotKnown("a family that is not sealed: " + family);
    }
    StringBuilder readers = new StringBuilder();
    StringBuilder writers = new StringBuilder();
    for (TypeMirror permitted : family.getPermittedSubclasses()) {
      DeclaredType member = (DeclaredType) permitted;
      String verb =
          new JsonAnnotations(member.asElement())
              .value(JsonAnnotations.TYPE_NAME, "value")
              .orElseThrow(() -> new NotKnown("a member without a name: " + member))
              .toString();
      String memberNumber = number(member);
      readers.append("      case \"%s\" -> readKeys%s(in);\n".formatted(verb, memberNumber));
      writers.append(
          """
              if (value instanceof %s member) {
                out.writeStringProperty("%s", "%s");
                writeKeys%s(member, out);
              }
          """
              .formatted(member, property.subtypeKey(), verb, memberNumber));
    }
    reader(
        number,
        property.type(),
        """
        glomers.core.json.Values.beginObject(in);
            return switch (glomers.core.json.Values.readFirst("%s", in)) {
        %s      default -> throw glomers.core.json.Values.irregular(in);
            };\
        """
            .formatted(property.subtypeKey(), readers));
    writer(
        number,
        property.type(),
        "out.writeStartObject();\n%s    out.writeEndObject();".formatted(writers));
    return number;
  }

  private void reader(String number, TypeMirror type, String statements) {
    methods.add(
        """

          private static %s read%s(tools.jackson.core.JsonParser in) {
            %s
          }
        """
            .formatted(type, number, statements));
  }

  private void writer(String number, TypeMirror type, String statements) {
    methods.add(
        """

          private static void write%s(%s value, tools.jackson.core.JsonGenerator out) {
            if (value == null) {
              out.writeNull();
              return;
            }
            %s
          }
        """
            .formatted(number, type, statements));
  }
}
