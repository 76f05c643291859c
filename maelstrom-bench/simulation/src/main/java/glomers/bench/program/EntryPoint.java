package glomers.bench.program;

import glomers.core.node.NodeProgram;
import glomers.core.runtime.Nodes;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A program's {@code main}, by which a process would start it: {@code static} or not, with the
 * command line or without it, as Java's own launcher takes it (JLS 12.1.4).
 */
final class EntryPoint {

  private final Class<?> type;
  private final Method main;

  private EntryPoint(Class<?> type, Method main) {
    this.type = type;
    this.main = main;
    main.setAccessible(true);
  }

  /** The entry point of a class, if it has one. */
  static Optional<EntryPoint> of(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> method.getName().equals("main"))
        .filter(method -> method.getReturnType() == void.class)
        .filter(method -> !Modifier.isPrivate(method.getModifiers()))
        .filter(method -> takesCommandLine(method) || method.getParameterCount() == 0)
        .min((one, other) -> other.getParameterCount() - one.getParameterCount())
        .map(method -> new EntryPoint(type, method));
  }

  private static boolean takesCommandLine(Method method) {
    return Arrays.equals(method.getParameterTypes(), new Class<?>[] {String[].class});
  }

  /**
   * The program that it runs.
   *
   * @throws IllegalArgumentException if it runs none, or its command line makes no sense
   * @throws ReflectiveOperationException if it cannot be called, or fails
   */
  NodeProgram<?, ?> program(List<String> commandLine) throws ReflectiveOperationException {
    try {
      return Nodes.programOf(this::call, commandLine.toArray(String[]::new));
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException nonsense) {
        throw nonsense;
      }
      throw e;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(type.getName() + "." + e.getMessage(), e);
    }
  }

  private void call(String[] commandLine) throws ReflectiveOperationException {
    Object receiver = null;
    if (!Modifier.isStatic(main.getModifiers())) {
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      receiver = constructor.newInstance();
    }
    if (main.getParameterCount() == 0) {
      main.invoke(receiver);
    } else {
      main.invoke(receiver, (Object) commandLine);
    }
  }
}
