package glomers.core.testing;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The rules that make a node a deterministic state machine, and that keep the modules' arrows one
 * way. Each module's tests check its own packages.
 */
public final class Architecture {

  /** Whatever would make two runs of one seed differ. */
  private static final List<String> FORBIDDEN =
      List.of(
          "java.lang.Thread",
          "java.lang.ProcessBuilder",
          "java.util.Timer",
          "java.util.concurrent.",
          "java.util.Random",
          "java.util.SplittableRandom",
          "java.util.UUID",
          "java.security.",
          "java.io.",
          "java.nio.",
          "java.net.",
          "java.time.Clock",
          "java.time.Instant");

  private static final Set<String> FORBIDDEN_OF_SYSTEM =
      Set.of("currentTimeMillis", "nanoTime", "identityHashCode", "out", "err", "in", "getenv");

  private static final List<String> CHALLENGES =
      List.of("echo", "uniqueids", "broadcast", "counter", "kafka", "txn");

  private Architecture() {}

  /**
   * Checks that the nodes of a challenge touch no thread, clock, stream or source of chance of
   * their own, and that the challenge knows neither another one nor the bench.
   */
  public static void checkChallenge(String challenge) {
    JavaClasses classes = production("glomers." + challenge);
    checkDeterministic(classes);
    String[] others =
        Stream.concat(
                CHALLENGES.stream().filter(other -> !other.equals(challenge)), Stream.of("bench"))
            .map(other -> "glomers." + other + "..")
            .toArray(String[]::new);
    noClasses().should().dependOnClassesThat().resideInAnyPackage(others).check(classes);
  }

  /** Checks that core's own state machines keep the rules of nodes, and that core knows nobody. */
  public static void checkCore() {
    checkDeterministic(
        production(
            "glomers.core.crdt",
            "glomers.core.gossip",
            "glomers.core.log",
            "glomers.core.message",
            "glomers.core.node"));
    String[] others =
        Stream.concat(CHALLENGES.stream(), Stream.of("bench"))
            .map(other -> "glomers." + other + "..")
            .toArray(String[]::new);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .check(production("glomers.core"));
  }

  /**
   * Checks that nothing in the package lets the Java library seed a source of chance by a clock.
   */
  public static void checkThatChanceHasASeed(String inPackage) {
    noClasses()
        .should()
        .callConstructor(SplittableRandom.class)
        .orShould()
        .callConstructor(Random.class)
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
        .orShould()
        .callMethod(Math.class, "random")
        .check(production(inPackage));
  }

  private static void checkDeterministic(JavaClasses classes) {
    noClasses().should().dependOnClassesThat(areForbidden()).check(classes);
    noClasses()
        .should()
        .accessTargetWhere(targetOwner(ofType(System.class)).and(isForbiddenMember()))
        .check(classes);
    noClasses().should().callMethod(Math.class, "random").check(classes);
  }

  private static JavaClasses production(String... packages) {
    return new ClassFileImporter()
        .withImportOption(new ImportOption.DoNotIncludeTests())
        .importPackages(packages);
  }

  private static DescribedPredicate<JavaClass> areForbidden() {
    return DescribedPredicate.describe(
        "threads, clocks, streams or sources of chance",
        type ->
            FORBIDDEN.stream()
                .anyMatch(name ->
                    name.endsWith(".")
                        ? type.getName().startsWith(name)
                        : type.getName().equals(name)));
  }

  private static DescribedPredicate<JavaClass> ofType(Class<?> type) {
    return DescribedPredicate.describe(type.getSimpleName(), other -> other.isEquivalentTo(type));
  }

  private static DescribedPredicate<JavaAccess<?>> isForbiddenMember() {
    return DescribedPredicate.describe(
        "its clocks and streams",
        access -> FORBIDDEN_OF_SYSTEM.contains(access.getTarget().getName()));
  }
}
