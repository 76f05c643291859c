package glomers.bench.program;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Looks for static fields whose content can change. What cannot be shown to stay the same counts as
 * changing: the price of a wrong guess that way is time, and the other way it is the truth.
 */
final class StaticState {

  private final ImmutableTypes types;

  private StaticState(ImmutableTypes types) {
    this.types = types;
  }

  /** All such fields, in the order of the classes' names. */
  static List<ChangingField> changing(OwnClasses classes) {
    var look = new StaticState(new ImmutableTypes(classes));
    List<ChangingField> found = new ArrayList<>();
    for (Map.Entry<String, byte[]> file : new TreeMap<>(classes.bytesByName()).entrySet()) {
      look.addChanging(parse(file.getKey(), file.getValue()), found);
    }
    return found;
  }

  private static ClassModel parse(String name, byte[] bytes) {
    try {
      return ClassFile.of().parse(bytes);
    } catch (IllegalArgumentException e) {
      throw (LinkageError) new ClassFormatError(name + ": " + e.getMessage()).initCause(e);
    }
  }

  private void addChanging(ClassModel type, List<ChangingField> found) {
    String className = type.thisClass().asInternalName();
    String shortName = className.substring(className.lastIndexOf('/') + 1).replace('$', '.');
    for (FieldModel field : type.fields()) {
      if (field.flags().has(AccessFlag.STATIC)) {
        whyChanging(type, field)
            .map(why -> new ChangingField(shortName, field.fieldName().stringValue(), why))
            .ifPresent(found::add);
      }
    }
  }

  private Optional<String> whyChanging(ClassModel type, FieldModel field) {
    if (!field.flags().has(AccessFlag.FINAL)) {
      return Optional.of("not final");
    }
    // The compiler's own, for enums and for switches over them, which nobody writes to.
    if (field.flags().has(AccessFlag.SYNTHETIC)) {
      return Optional.empty();
    }
    if (field.fieldTypeSymbol().isArray()) {
      return Optional.of("an array");
    }
    if (types.isImmutable(field) || Initializers.makeImmutable(type, field, types)) {
      return Optional.empty();
    }
    return Optional.of("of type " + field.fieldTypeSymbol().displayName() + ", which may change");
  }
}
