package glomers.bench.program;

import glomers.bench.node.ProgramSource;
import glomers.core.node.NodeProgram;
import glomers.core.runtime.MessageCodec;
import glomers.core.runtime.NodeHost;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A node's program, loaded for simulations. Every incarnation of a node gets a program object of
 * its own. The classes are shared by all, which lets the compiler's work pay, unless they keep
 * something in static fields that can change: then every incarnation gets its own, as every process
 * has. Thread-safe.
 */
public final class LoadedProgram implements ProgramSource {

  private final OwnClasses classes;
  private final String className;
  private final Optional<ChangingField> changingField;
  private final Optional<Linked> shared;

  private LoadedProgram(OwnClasses classes, String className, Optional<ChangingField> changingField)
      throws ReflectiveOperationException {
    this.classes = classes;
    this.className = className;
    this.changingField = changingField;
    this.shared = changingField.isPresent() ? Optional.empty() : Optional.of(Linked.of(link()));
  }

  /**
   * Loads a program.
   *
   * @param bin a jar or a folder of classes
   * @param className the program's class
   * @throws ReflectiveOperationException if it has no constructor without parameters, or that fails
   * @throws ClassCastException if it is no node program
   * @throws LinkageError if it was built against something else than the bench has
   */
  public static LoadedProgram load(Path bin, String className)
      throws IOException, ReflectiveOperationException {
    OwnClasses classes = OwnClasses.read(bin, NodeProgram.class.getClassLoader());
    var program =
        new LoadedProgram(classes, className, StaticState.changing(classes).stream().findFirst());
    program.makeOne(); // what cannot be made is told before any run begins
    return program;
  }

  /** The static field because of which incarnations cannot share classes, if there is one. */
  public Optional<ChangingField> changingField() {
    return changingField;
  }

  /** The same program with its classes loaded anew, as a new start of the bench would. */
  public LoadedProgram withFreshClasses() {
    try {
      return new LoadedProgram(classes, className, changingField);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("what was loaded once cannot be loaded again", e);
    }
  }

  @Override
  public Loaded forIncarnation() {
    try {
      return makeOne();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the node program could not be made once more", e);
    }
  }

  private Loaded makeOne() throws ReflectiveOperationException {
    if (shared.isPresent()) {
      return new Loaded(newProgram(shared.get().constructor()), shared.get().codec());
    }
    NodeProgram<?, ?> program = newProgram(link());
    return new Loaded(program, NodeHost.codecFor(program));
  }

  private Constructor<?> link() throws ReflectiveOperationException {
    Constructor<?> constructor = classes.newLoader().loadClass(className).getDeclaredConstructor();
    constructor.setAccessible(true);
    return constructor;
  }

  private static NodeProgram<?, ?> newProgram(Constructor<?> constructor)
      throws ReflectiveOperationException {
    return (NodeProgram<?, ?>) constructor.newInstance();
  }

  /** Classes that all incarnations share. */
  private record Linked(Constructor<?> constructor, MessageCodec codec) {
    static Linked of(Constructor<?> constructor) throws ReflectiveOperationException {
      return new Linked(constructor, NodeHost.codecFor(newProgram(constructor)));
    }
  }
}
