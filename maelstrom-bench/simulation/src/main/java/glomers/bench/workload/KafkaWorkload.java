package glomers.bench.workload;

import glomers.bench.checker.Checker;
import glomers.bench.checker.kafka.KafkaChecker;
import glomers.bench.checker.stale.Freshness;
import glomers.bench.checker.stale.StaleLogChecker;
import glomers.bench.client.Client;
import glomers.bench.engine.Decisions;
import glomers.bench.history.Deaths;
import glomers.bench.options.TestOptions;
import java.util.Optional;
import java.util.Set;

/** Challenge 5: append-only logs that clients send to and poll, with offsets that they commit. */
final class KafkaWorkload implements Workload {

  private final KafkaGenerator generator;
  private final Padding padding;

  KafkaWorkload(TestOptions options) {
    this.generator = new KafkaGenerator(options);
    this.padding = new Padding(options.data().valueBytes());
  }

  @Override
  public Generator generator() {
    return generator;
  }

  @Override
  public Client newClient() {
    return new KafkaClient(padding);
  }

  @Override
  public boolean isIdempotent(String function) {
    return function.equals("assign");
  }

  @Override
  public Set<String> functionsThatMayAlwaysFail() {
    return Set.of("crash");
  }

  @Override
  public Optional<FinalPhase> finalPhase(Decisions decisions) {
    return Optional.of(generator.finalPolls(decisions));
  }

  @Override
  public Checker checker(Deaths excuses) {
    return new KafkaChecker();
  }

  /** Logs are decided by majorities. */
  @Override
  public Optional<Checker> staleChecker(Freshness freshness) {
    return Optional.of(new StaleLogChecker(freshness.whereMajoritiesRemember()));
  }
}
