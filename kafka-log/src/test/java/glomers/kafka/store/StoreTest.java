package glomers.kafka.store;

import static glomers.bench.junit.Seeds.exponential;

import glomers.bench.junit.Seeds;
import glomers.bench.network.LinkFaults;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Load;
import glomers.bench.options.TestOptions.NemesisKind;
import glomers.kafka.broken.BrokenRule;
import glomers.kafka.safety.SafetyRules;
import org.junit.jupiter.api.Test;

/** What keeps a log in step keeps anything in step, if its nodes execute what the log says. */
final class StoreTest {

  private static final StoreProgram STORE = StoreProgram.of(new SafetyRules());

  private static final TestOptions FLAGS =
      TestOptions.defaults("lin-kv", 3).withLoad(new Load(24, 60, 50, 1));

  private static final Seeds CALM = Seeds.of(FLAGS, 2).with(exponential(20), LinkFaults.NONE, 10);
  private static final Seeds RETRIED = Seeds.of(FLAGS, 2).with(exponential(20), Seeds.LOSSY, 10);
  private static final Seeds PARTITIONED =
      Seeds.of(FLAGS, 6).with(exponential(20), LinkFaults.NONE, 3, NemesisKind.PARTITION);
  private static final Seeds KILLED =
      Seeds.of(FLAGS, 6).with(exponential(20), LinkFaults.NONE, 3, NemesisKind.KILL);
  private static final Seeds ALL =
      Seeds.of(FLAGS, 4)
          .with(
              exponential(20),
              Seeds.LOSSY,
              3,
              NemesisKind.PARTITION,
              NemesisKind.KILL,
              NemesisKind.PAUSE);

  @Test
  void a_store_out_of_the_log_is_linearizable_whatever_the_log_survives() {
    CALM.areValid(STORE);
    RETRIED.areValid(STORE);
    PARTITIONED.areValid(STORE);
    KILLED.areValid(STORE);
    ALL.areValid(STORE);
  }

  @Test
  void a_node_that_answers_reads_by_itself_answers_what_was() {
    CALM.allShow("nonlinearizable", StoreProgram.readingLocally());
  }

  @Test
  void a_leader_that_answers_before_a_majority_has_the_entry_takes_it_back() {
    StoreProgram early = StoreProgram.of(BrokenRule.ACKNOWLEDGES_EARLY.rules());
    CALM.areValid(early);
    PARTITIONED.show("nonlinearizable", early);
  }

  @Test
  void a_follower_that_keeps_its_tail_executes_something_else() {
    StoreProgram keeping = StoreProgram.of(BrokenRule.KEEPS_ITS_TAIL.rules());
    CALM.areValid(keeping);
    PARTITIONED.show("nonlinearizable", keeping);
  }

  @Test
  void a_request_that_is_executed_twice_is_found_out() {
    StoreProgram twice = StoreProgram.of(BrokenRule.STORES_RETRIES.rules());
    CALM.areValid(twice);
    RETRIED.allShow("nonlinearizable", twice);
  }
}
