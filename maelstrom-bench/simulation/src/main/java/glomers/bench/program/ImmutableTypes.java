package glomers.bench.program;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Signature;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which types have nothing but values that never change. A type is taken for one if it is known to
 * be, or is final and all its fields are final and of such types.
 */
final class ImmutableTypes {

  /** Of the Java platform and of Jackson; an entry that ends with a dot stands for a package. */
  private static final Set<String> KNOWN =
      Set.of(
          "java.lang.Boolean",
          "java.lang.Byte",
          "java.lang.Character",
          "java.lang.Class",
          "java.lang.Double",
          "java.lang.Float",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.ScopedValue",
          "java.lang.Short",
          "java.lang.String",
          "java.lang.System$Logger",
          "java.lang.Void",
          "java.lang.invoke.MethodHandle",
          "java.lang.invoke.MethodHandles$Lookup",
          "java.lang.invoke.MethodType",
          "java.lang.invoke.VarHandle",
          "java.math.BigDecimal",
          "java.math.BigInteger",
          "java.math.MathContext",
          "java.net.URI",
          "java.nio.charset.Charset",
          "java.time.",
          "java.util.HexFormat",
          "java.util.Locale",
          "java.util.OptionalDouble",
          "java.util.OptionalInt",
          "java.util.OptionalLong",
          "java.util.UUID",
          "java.util.logging.Logger",
          "java.util.regex.Pattern",
          "org.slf4j.Logger",
          "tools.jackson.databind.ObjectMapper",
          "tools.jackson.databind.ObjectReader",
          "tools.jackson.databind.ObjectWriter",
          "tools.jackson.databind.json.JsonMapper",
          "tools.jackson.databind.node.BigIntegerNode",
          "tools.jackson.databind.node.BooleanNode",
          "tools.jackson.databind.node.DecimalNode",
          "tools.jackson.databind.node.DoubleNode",
          "tools.jackson.databind.node.IntNode",
          "tools.jackson.databind.node.JsonNodeFactory",
          "tools.jackson.databind.node.LongNode",
          "tools.jackson.databind.node.MissingNode",
          "tools.jackson.databind.node.NullNode",
          "tools.jackson.databind.node.StringNode");

  private static final ClassDesc OPTIONAL = ClassDesc.of("java.util.Optional");

  private final OwnClasses classes;
  private final Map<ClassDesc, Boolean> answers = new HashMap<>();

  ImmutableTypes(OwnClasses classes) {
    this.classes = classes;
  }

  /** Whether the values that a field can have never change, as far as its type says. */
  boolean isImmutable(FieldModel field) {
    ClassDesc type = field.fieldTypeSymbol();
    if (type.equals(OPTIONAL)) {
      return field
          .findAttribute(Attributes.signature())
          .map(signature -> isImmutable(signature.asTypeSignature()))
          .orElse(false);
    }
    return isImmutable(type);
  }

  private boolean isImmutable(Signature signature) {
    if (signature instanceof Signature.ClassTypeSig type
        && type.classDesc().equals(OPTIONAL)
        && type.typeArgs() instanceof List<Signature.TypeArg> arguments
        && arguments.size() == 1) {
      return arguments.getFirst() instanceof Signature.TypeArg.Bounded bounded
          && bounded.wildcardIndicator() == Signature.TypeArg.Bounded.WildcardIndicator.NONE
          && isImmutable(bounded.boundType());
    }
    return signature instanceof Signature.ClassTypeSig type && isImmutable(type.classDesc());
  }

  /** Whether all values of a type, of its subclasses too, never change. */
  boolean isImmutable(ClassDesc type) {
    return type.isPrimitive() || (type.isClassOrInterface() && isImmutable(type, true));
  }

  /** Whether values of exactly this class never change. */
  boolean hasImmutableObjects(ClassDesc type) {
    return isImmutable(type, false);
  }

  private boolean isImmutable(ClassDesc type, boolean withSubclasses) {
    String name = binaryName(type);
    if (isKnown(name)) {
      return true;
    }
    if (!withSubclasses) {
      return isImmutableClass(name, false);
    }
    Boolean answer = answers.get(type);
    if (answer == null) {
      answers.put(type, true); // while it is looked at: what refers to itself may still be one
      answer = isImmutableClass(name, true);
      answers.put(type, answer);
    }
    return answer;
  }

  private static boolean isKnown(String name) {
    return KNOWN.contains(name) || KNOWN.contains(name.substring(0, name.lastIndexOf('.') + 1));
  }

  private boolean isImmutableClass(String name, boolean withSubclasses) {
    if (name.equals("java.lang.Object")) {
      return !withSubclasses;
    }
    if (name.startsWith("java.")) {
      return isEnumOfPlatform(name);
    }
    byte[] bytes = classes.bytesByName().get(name);
    if (bytes == null) {
      bytes = classes.parentsBytes(name);
    }
    if (bytes == null) {
      return false;
    }
    ClassModel model = ClassFile.of().parse(bytes);
    return (!withSubclasses || areSubclassesImmutable(model))
        && isSuperclassImmutable(model)
        && model.fields().stream()
            .filter(field -> !field.flags().has(AccessFlag.STATIC))
            .allMatch(field -> field.flags().has(AccessFlag.FINAL) && isImmutable(field));
  }

  private boolean areSubclassesImmutable(ClassModel model) {
    return model.flags().has(AccessFlag.FINAL)
        || model
            .findAttribute(Attributes.permittedSubclasses())
            .map(permitted ->
                permitted.permittedSubclasses().stream()
                    .map(ClassEntry::asSymbol)
                    .allMatch(this::isImmutable))
            .orElse(false);
  }

  private boolean isSuperclassImmutable(ClassModel model) {
    return model
        .superclass()
        .map(ClassEntry::asInternalName)
        .filter(name ->
            !Set.of("java/lang/Object", "java/lang/Record", "java/lang/Enum").contains(name))
        .map(name -> hasImmutableObjects(ClassDesc.ofInternalName(name)))
        .orElse(true);
  }

  private static boolean isEnumOfPlatform(String name) {
    try {
      return Class.forName(name, false, ClassLoader.getPlatformClassLoader()).isEnum();
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static String binaryName(ClassDesc type) {
    String descriptor = type.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
  }
}
