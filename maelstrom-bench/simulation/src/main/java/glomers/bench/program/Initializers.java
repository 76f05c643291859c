package glomers.bench.program;

import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.FieldModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Looks at how a static final field gets its value: {@code List.of("a", "b")} stays as it is,
 * although not every list does. It knows a few words only, and sees whether there is any other in
 * the code between the field before and this one.
 */
final class Initializers {

  /** Methods that make what never changes out of what never changes. */
  private static final Set<String> HARMLESS =
      Set.of(
          "java/util/Collections.emptyList",
          "java/util/Collections.emptyMap",
          "java/util/Collections.emptySet",
          "java/util/Collections.reverseOrder",
          "java/util/List.of",
          "java/util/Map.entry",
          "java/util/Map.of",
          "java/util/Map.ofEntries",
          "java/util/Optional.empty",
          "java/util/Optional.of",
          "java/util/Set.of");

  private static final Set<String> HARMLESS_OWNERS =
      Set.of("java/util/Comparator.", "java/util/Map$Entry.comparingBy");

  private static final Set<ClassDesc> BOOTSTRAPS =
      Set.of(
          ClassDesc.of("java.lang.invoke.LambdaMetafactory"),
          ClassDesc.of("java.lang.invoke.StringConcatFactory"));

  private final ClassDesc owner;
  private final ImmutableTypes types;

  private Initializers(ClassDesc owner, ImmutableTypes types) {
    this.owner = owner;
    this.types = types;
  }

  /** Whether a class gives one of its static final fields only what can be seen not to change. */
  static boolean makeImmutable(ClassModel type, FieldModel field, ImmutableTypes types) {
    var look = new Initializers(type.thisClass().asSymbol(), types);
    List<List<Instruction>> values = new ArrayList<>();
    for (MethodModel method : type.methods()) {
      if (method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME)) {
        values.addAll(valuesOf(field, method));
      }
    }
    return !values.isEmpty() && values.stream().allMatch(look::isImmutable);
  }

  /** What stands between the assignment before and each assignment of the field. */
  private static List<List<Instruction>> valuesOf(FieldModel field, MethodModel initializer) {
    List<List<Instruction>> values = new ArrayList<>();
    List<Instruction> value = new ArrayList<>();
    for (CodeElement element : initializer.code().orElseThrow()) {
      if (element instanceof FieldInstruction put && put.opcode() == Opcode.PUTSTATIC) {
        if (put.name().equals(field.fieldName())) {
          values.add(value);
        }
        value = new ArrayList<>();
      } else if (element instanceof Instruction instruction) {
        value.add(instruction);
      }
    }
    return values;
  }

  private boolean isImmutable(List<Instruction> value) {
    // An array is harmless as the parameters of a method that takes any number of them.
    long arrays = value.stream().filter(NewReferenceArrayInstruction.class::isInstance).count();
    long parameterLists =
        value.stream()
            .filter(instruction ->
                instruction instanceof InvokeInstruction invoke
                    && invoke.typeSymbol().parameterList().stream().anyMatch(ClassDesc::isArray))
            .count();
    return arrays <= parameterLists && value.stream().allMatch(this::isHarmless);
  }

  private boolean isHarmless(Instruction instruction) {
    return switch (instruction) {
      case ConstantInstruction _,
          ConvertInstruction _,
          OperatorInstruction _,
          StackInstruction _,
          TypeCheckInstruction _,
          ArrayStoreInstruction _,
          NewReferenceArrayInstruction _ ->
          true;
      // Fields of its own class are looked at by themselves.
      case FieldInstruction get ->
          get.opcode() == Opcode.GETSTATIC
              && (get.owner().asSymbol().equals(owner) || types.isImmutable(get.typeSymbol()));
      case NewObjectInstruction made -> types.hasImmutableObjects(made.className().asSymbol());
      case InvokeDynamicInstruction dynamic ->
          BOOTSTRAPS.contains(dynamic.bootstrapMethod().owner())
              && dynamic.typeSymbol().parameterList().stream().allMatch(types::isImmutable);
      case InvokeInstruction invoke -> isHarmlessCall(invoke);
      default -> false;
    };
  }

  private boolean isHarmlessCall(InvokeInstruction invoke) {
    String name = invoke.owner().asInternalName() + "." + invoke.name().stringValue();
    if (invoke.name().equalsString(ConstantDescs.INIT_NAME)) {
      return true; // of an object whose class was looked at when it was made
    }
    return HARMLESS.contains(name)
        || HARMLESS_OWNERS.stream().anyMatch(name::startsWith)
        || (!invoke.owner().asSymbol().isArray()
            && types.isImmutable(invoke.owner().asSymbol())
            && invoke.owner().asInternalName().startsWith("java/")
            && types.isImmutable(invoke.typeSymbol().returnType()));
  }
}
