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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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
      Optional<ChangingField> changingField,
      Optional<Linked> shared) {
    this.classes = classes;
    this.mainClass = mainClass;
    this.arguments = arguments;
    this.changingField = changingField;
    this.shared = shared;
  }

  private static LoadedProgram linked(
      OwnClasses classes,
      String mainClass,
      List<String> arguments,
      Optional<ChangingField> changingField)
      throws ReflectiveOperationException {
    return new LoadedProgram(
        classes,
        mainClass,
        arguments,
        changingField,
        changingField.isPresent() ? Optional.empty() : Optional.of(Linked.of(classes, mainClass)));
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
    return linked(classes, mainClass, arguments, StaticState.changing(classes).stream().findFirst())
        .tried();
  }

  /**
   * The same program with another command line. Its classes are the same too, and what the compiler
   * has made of them.
   *
   * @throws IllegalArgumentException if the command line makes no sense to it
   * @throws ReflectiveOperationException if its {@code main} fails
   */
  public LoadedProgram with(List<String> otherArguments) throws ReflectiveOperationException {
    return new LoadedProgram(classes, mainClass, otherArguments, changingField, shared).tried();
  }

  /** This, once it is known that it can be made: what cannot is told before any run begins. */
  private LoadedProgram tried() throws ReflectiveOperationException {
    Linked linked = linked();
    linked.codecFor(linked.entry().program(arguments));
    return this;
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
      return linked(classes, mainClass, arguments, changingField);
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
        NodeProgram<?, ?> program = linked.entry().program(this.arguments);
        return new HostedIncarnation(program, linked.codecFor(program), arguments, surroundings);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("the node program could not be made once more", e);
      }
    };
  }

  private Linked linked() throws ReflectiveOperationException {
    return shared.isPresent() ? shared.get() : Linked.of(classes, mainClass);
  }

  /**
   * A program's classes, loaded: an incarnation's own, or one set for all of them.
   *
   * @param codecs a codec for each pair of families of verbs that some command line's program has
   */
  private record Linked(EntryPoint entry, Map<List<Class<?>>, MessageCodec> codecs) {

    static Linked of(OwnClasses classes, String mainClass) throws ReflectiveOperationException {
      Class<?> type = classes.newLoader().loadClass(mainClass);
      EntryPoint entry =
          EntryPoint.of(type)
              .orElseThrow(() -> new IllegalArgumentException(mainClass + " has no main"));
      return new Linked(entry, new ConcurrentHashMap<>());
    }

    MessageCodec codecFor(NodeProgram<?, ?> program) {
      return codecs.computeIfAbsent(
          List.of(program.requestType(), program.peerMessageType()),
          unused -> NodeHost.codecFor(program));
    }
  }
}
