package glomers.bench.wasm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A coroutine on the JDK's own continuations, which virtual threads are made of. It runs on the
 * thread of whoever resumes it: a change of sides costs a fraction of a microsecond, and what is
 * dropped is garbage. The class is none of the JDK's public ones: it has to be opened by {@code
 * --add-exports java.base/jdk.internal.vm=ALL-UNNAMED}, which the bench's jar does by itself.
 */
final class ContinuationCoroutine implements Coroutine {

  private static final String PACKAGE = "jdk.internal.vm.";

  /** The methods that are needed, if the JDK lets them be had. */
  private record Methods(
      Object scope, MethodHandle constructor, MethodHandle run, MethodHandle yield) {

    private static Methods find() {
      try {
        Class<?> scopeType = Class.forName(PACKAGE + "ContinuationScope");
        Class<?> type = Class.forName(PACKAGE + "Continuation");
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        Object scope =
            lookup
                .findConstructor(scopeType, MethodType.methodType(void.class, String.class))
                .invoke("node");
        return new Methods(
            scope,
            lookup
                .findConstructor(type, MethodType.methodType(void.class, scopeType, Runnable.class))
                .bindTo(scope)
                .asType(MethodType.methodType(Object.class, Runnable.class)),
            lookup
                .findVirtual(type, "run", MethodType.methodType(void.class))
                .asType(MethodType.methodType(void.class, Object.class)),
            lookup
                .findStatic(type, "yield", MethodType.methodType(boolean.class, scopeType))
                .bindTo(scope));
      } catch (Throwable e) {
        return null; // not this JDK, or not opened
      }
    }
  }

  private static final Methods METHODS = Methods.find();
  private static final MethodHandle CONSTRUCTOR = METHODS == null ? null : METHODS.constructor;
  private static final MethodHandle RUN = METHODS == null ? null : METHODS.run;
  private static final MethodHandle YIELD = METHODS == null ? null : METHODS.yield;

  private final Object continuation;

  ContinuationCoroutine(Runnable body) {
    try {
      continuation = (Object) CONSTRUCTOR.invokeExact(body);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether this JDK has them, and lets them be used. */
  static boolean areOffered() {
    return METHODS != null;
  }

  @Override
  public Thread thread() {
    return Thread.currentThread();
  }

  @Override
  public void resume() {
    try {
      RUN.invokeExact(continuation);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void pause() {
    try {
      boolean unused = (boolean) YIELD.invokeExact();
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void drop() {
    // It is garbage.
  }
}
