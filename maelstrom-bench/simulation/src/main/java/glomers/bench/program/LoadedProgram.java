package glomers.bench.program;

import glomers.bench.node.HostedIncarnation;
import glomers.bench.node.ProgramSource;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.node.Promises;
import glomers.core.node.Tunable;
import glomers.core.runtime.MessageCodec;
import glomers.core.runtime.NodeHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A node's program, loaded for simulations. Every incarnation of a node gets a program object of
 * its own. The classes are shared by all, which lets the compiler's work pay, unless they keep
 * something in static fields that can change: then every incarnation gets its own, as every process
 * has. Thread-safe.
 */
public final class LoadedProgram implements ProgramSource {

  private final OwnClasses classes;
  private final String mainClass;
  private final List<String> arguments;
  private final Optional<ChangingField> changingField;
  private final Optional<Linked> shared;

  private LoadedProgram(
      OwnClasses classes,
      String mainClass,
      List<String> arguments,
      Optional<ChangingField> changingField)
      throws ReflectiveOperationException {
    this.classes = classes;
    this.mainClass = mainClass;
    this.arguments = arguments;
    this.changingField = changingField;
    this.shared = changingField.isPresent() ? Optional.empty() : Optional.of(newLinked());
  }

  /**
   * Loads a program.
   *
   * @param bin a jar or a folder of classes
   * @param mainClass the class whose {@code main} runs it
   * @param arguments the program's command line
   * @throws IllegalArgumentException if there is no such {@code main}, if it runs no node, or if
   *     the command line makes no sense to it
   * @throws ReflectiveOperationException if its {@code main} fails
   * @throws LinkageError if it was built against something else than the bench has
   */
  public static LoadedProgram load(Path bin, String mainClass, List<String> arguments)
      throws IOException, ReflectiveOperationException {
    OwnClasses classes = OwnClasses.read(bin, NodeProgram.class.getClassLoader());
    var program =
        new LoadedProgram(
            classes, mainClass, arguments, StaticState.changing(classes).stream().findFirst());
    // What cannot be made is told before any run begins.
    program.linked().entry().program(arguments);
    return program;
  }

  /** Whether a class has a {@code main} that can be called. */
  public static boolean hasMain(Class<?> type) {
    return EntryPoint.of(type).isPresent();
  }

  /** The static field because of which incarnations cannot share classes, if there is one. */
  public Optional<ChangingField> changingField() {
    return changingField;
  }

  @Override
  public LoadedProgram withFreshClasses() {
    try {
      return new LoadedProgram(classes, mainClass, arguments, changingField);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("what was loaded once cannot be loaded again", e);
    }
  }

  @Override
  public Promises promises(List<String> arguments) {
    return newProgram().promises(Options.parse(arguments));
  }

  @Override
  public List<Tunable> tunables() {
    return newProgram().tunables();
  }

  /** A program object, as each incarnation gets one. */
  NodeProgram<?, ?> newProgram() {
    try {
      return linked().entry().program(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the node program could not be made once more", e);
    }
  }

  @Override
  public Optional<String> remark() {
    return changingField.map(ChangingField::sentence);
  }

  /** Each incarnation is made for the command line with which the program was loaded. */
  @Override
  public Starter starter(List<String> arguments) {
    return surroundings -> {
      try {
        Linked linked = linked();
        return new HostedIncarnation(
            linked.entry().program(this.arguments), linked.codec(), arguments, surroundings);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the node program could not be made once more", e);
      }
    };
  }

  private Linked linked() throws ReflectiveOperationException {
    return shared.isPresent() ? shared.get() : newLinked();
  }

  private Linked newLinked() throws ReflectiveOperationException {
    Class<?> type = classes.newLoader().loadClass(mainClass);
    EntryPoint entry =
        EntryPoint.of(type)
            .orElseThrow(() -> new IllegalArgumentException(mainClass + " has no main"));
    return new Linked(entry, NodeHost.codecFor(entry.program(arguments)));
  }

  /** A program's classes, loaded: an incarnation's own, or one set for all of them. */
  private record Linked(EntryPoint entry, MessageCodec codec) {}
}
