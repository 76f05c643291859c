package glomers.kafka;

import static glomers.bench.junit.Seeds.exponential;

import glomers.bench.junit.Seeds;
import glomers.bench.network.LinkFaults;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.Load;
import glomers.bench.options.TestOptions.NemesisKind;
import glomers.kafka.broken.BrokenRule;
import glomers.kafka.broken.CommitsStayAtHomeProgram;
import glomers.kafka.broken.ShowsNothingWhileBusyProgram;
import glomers.kafka.recovery.RecoveryProgram;
import org.junit.jupiter.api.Test;

/** The bench tells the log's broken variants from the real program, each for its own reason. */
final class BrokenLogTest {

  private static final TestOptions FLAGS =
      TestOptions.defaults("kafka", 3).withLoad(new Load(6, 15, 200, 10));

  /** With so many clients some poll a leader that is cut off while others wait for it to append. */
  private static final Load CROWD = new Load(30, 60, 100, 10);

  private static final Seeds CALM = Seeds.of(FLAGS, 2).with(exponential(20), LinkFaults.NONE, 10);
  private static final Seeds RETRIED =
      Seeds.of(FLAGS, 2).with(exponential(20), new LinkFaults(0.1, 0.1, 0.1, 0.1), 10);
  private static final Seeds PARTITIONED =
      Seeds.of(FLAGS, 6)
          .with(CROWD)
          .with(exponential(50), LinkFaults.NONE, 3, NemesisKind.PARTITION);
  private static final Seeds KILLED =
      Seeds.of(FLAGS, 4).with(CROWD).with(exponential(100), LinkFaults.NONE, 3, NemesisKind.KILL);

  /** Of five nodes two may be cut off at a time, and of those one may have led. */
  private static final Seeds FIVE_PARTITIONED =
      Seeds.of(TestOptions.defaults("kafka", 5), 24)
          .with(new Load(30, 20, 100, 10))
          .with(exponential(50), LinkFaults.NONE, 1, NemesisKind.PARTITION);

  /**
   * It takes several rare coincidences in a row to elect a leader that lacks an acknowledged
   * record.
   */
  private static final Seeds KILLED_AND_PARTITIONED =
      Seeds.of(FLAGS, 6)
          .with(new Load(6, 60, 50, 10))
          .with(
              exponential(50),
              new LinkFaults(0.2, 0, 0),
              1,
              NemesisKind.KILL,
              NemesisKind.PARTITION);

  @Test
  void the_real_log_is_valid_under_all_these_conditions_and_stays_fresh() {
    CALM.first(1).keepingFresh().areValid(new RecoveryProgram());
    RETRIED.first(1).areValid(new RecoveryProgram());
    PARTITIONED.first(2).keepingFresh().areValid(new RecoveryProgram());
    FIVE_PARTITIONED.first(4).areValid(new RecoveryProgram());
    KILLED.first(1).keepingFresh().areValid(new RecoveryProgram());
    KILLED_AND_PARTITIONED.first(2).areValid(new RecoveryProgram());
  }

  @Test
  void what_is_acknowledged_before_a_majority_has_it_is_lost_with_a_killed_leader() {
    CALM.areValid(BrokenRule.ACKNOWLEDGES_EARLY.program());
    KILLED.show("lost-write", BrokenRule.ACKNOWLEDGES_EARLY.program());
  }

  @Test
  void a_leader_that_leads_on_in_a_newer_epoch_meets_its_leader() {
    CALM.areValid(BrokenRule.LEADS_ON.program());
    FIVE_PARTITIONED.show(Seeds.ENDED_ITSELF, BrokenRule.LEADS_ON.program());
  }

  @Test
  void a_follower_that_keeps_its_unacknowledged_tail_shows_other_messages_than_the_rest() {
    CALM.areValid(BrokenRule.KEEPS_ITS_TAIL.program());
    PARTITIONED.show("inconsistent-offsets", BrokenRule.KEEPS_ITS_TAIL.program());
  }

  @Test
  void voters_that_do_not_look_at_logs_and_leaders_of_a_minority_are_found_out() {
    CALM.areValid(BrokenRule.VOTES_FOR_ANY_LOG.program());
    KILLED_AND_PARTITIONED.show(Seeds.ENDED_ITSELF, BrokenRule.VOTES_FOR_ANY_LOG.program());
    PARTITIONED.show(Seeds.ENDED_ITSELF, BrokenRule.LEADS_BY_A_MINORITY.program());
  }

  @Test
  void a_poll_above_the_high_water_mark_shows_what_another_message_replaces() {
    CALM.areValid(BrokenRule.SHOWS_THE_UNACKNOWLEDGED.program());
    PARTITIONED.show("inconsistent-offsets", BrokenRule.SHOWS_THE_UNACKNOWLEDGED.program());
  }

  @Test
  void a_retried_append_that_is_stored_twice_is_a_duplicate() {
    CALM.areValid(BrokenRule.STORES_RETRIES.program());
    RETRIED.allShow("duplicate", BrokenRule.STORES_RETRIES.program());
  }

  @Test
  void polls_that_bring_nothing_while_clients_send_are_stale() {
    CALM.areValid(new ShowsNothingWhileBusyProgram());
    CALM.keepingFresh().allShowOnly("stale-read", new ShowsNothingWhileBusyProgram());
  }

  @Test
  void commits_that_only_one_node_knows_of_let_others_start_too_low() {
    CALM.areValid(new CommitsStayAtHomeProgram());
    CALM.keepingFresh().allShowOnly("stale-read", new CommitsStayAtHomeProgram());
  }
}
