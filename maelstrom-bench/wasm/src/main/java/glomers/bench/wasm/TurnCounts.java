package glomers.bench.wasm;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import run.endive.runtime.Instance;

/**
 * Makes the compiler's classes count. At each turn of a loop and at each call they ask whether the
 * thread was interrupted; here they are made to call {@link CountingMachine#turn} instead.
 */
final class TurnCounts {

  private static final String QUESTION = "checkInterruption";
  private static final Type INSTANCE = Type.getType(Instance.class);
  private static final String COUNTER = Type.getInternalName(CountingMachine.class);
  private static final String COUNTERS_TYPE = Type.getMethodDescriptor(Type.VOID_TYPE, INSTANCE);

  private TurnCounts() {}

  /** The class with counts; as it was if a method would get too long. */
  static byte[] addTo(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String type, String signature, String[] exceptions) {
            MethodVisitor method = super.visitMethod(access, name, type, signature, exceptions);
            return (access & Opcodes.ACC_STATIC) != 0 && takesInstanceLast(type)
                ? new Counting(method, instanceSlot(type))
                : method;
          }
        },
        0);
    try {
      return writer.toByteArray();
    } catch (MethodTooLargeException e) {
      return classFile;
    }
  }

  private static boolean takesInstanceLast(String type) {
    Type[] arguments = Type.getArgumentTypes(type);
    return arguments.length > 0 && arguments[arguments.length - 1].equals(INSTANCE);
  }

  /** Where the last argument is. The sizes count an object that a static method does not have. */
  private static int instanceSlot(String type) {
    return (Type.getArgumentsAndReturnSizes(type) >> 2) - 2;
  }

  /** A method in which an instance is at hand. */
  private static final class Counting extends MethodVisitor {
    private final int instanceSlot;

    Counting(MethodVisitor method, int instanceSlot) {
      super(Opcodes.ASM9, method);
      this.instanceSlot = instanceSlot;
    }

    @Override
    public void visitMethodInsn(
        int opcode, String owner, String name, String type, boolean isInterface) {
      if (name.equals(QUESTION)) {
        super.visitVarInsn(Opcodes.ALOAD, instanceSlot);
        super.visitMethodInsn(Opcodes.INVOKESTATIC, COUNTER, "turn", COUNTERS_TYPE, false);
      } else {
        super.visitMethodInsn(opcode, owner, name, type, isInterface);
      }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
      super.visitMaxs(maxStack + 1, maxLocals);
    }
  }
}
