package glomers.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.broadcast.BroadcastProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A failed run leaves its plan, which is replayed, edited and made smaller. */
final class PlanTest {

  @TempDir Path directory;

  private String bin;
  private BenchCli failed;

  @BeforeEach
  void lose_a_value() throws IOException {
    bin = " --bin " + ProgramFolder.naming(BroadcastProgram.class, directory.resolve("bin"));
    failed =
        BenchCli.run(
            "test -w broadcast --simulate --seed 1 --node-count 4 --time-limit 5 --rate 10"
                + " --loss 0.3 --store "
                + directory.resolve("store")
                + bin
                + " -- --step flood");
    assertThat(failed.status()).as(failed.toString()).isEqualTo(1);
  }

  private Path whole() {
    return directory.resolve("store/latest/plan.json");
  }

  private Path smallest() {
    return directory.resolve("store/latest/shrunk/plan.json");
  }

  private BenchCli replayed(Path plan) {
    return BenchCli.run("test --no-store --plan " + plan + bin);
  }

  private static String hash(BenchCli run) {
    return run.out().replaceFirst("(?s).*history hash +(\\w+).*", "$1");
  }

  @Test
  void its_replay_has_the_hash_that_the_seed_had() {
    BenchCli again = replayed(whole());
    assertThat(again.status()).isEqualTo(1);
    assertThat(hash(again)).isEqualTo(hash(failed));
  }

  @Test
  void the_smallest_run_is_told_kept_and_replayed() {
    assertThat(failed.out())
        .contains("The smallest run that was found to show it:", "lost", "needed are 2 of 4 nodes");
    assertThat(smallest().resolveSibling("index.html")).exists();
    assertThat(replayed(smallest()).status()).isEqualTo(1);
  }

  @Test
  void without_its_one_loss_the_run_is_valid() throws IOException {
    String plan = Files.readString(smallest());
    assertThat(plan).contains("\"isLost\":true");
    Path edited = directory.resolve("edited.json");
    Files.writeString(edited, plan.replace("\"isLost\":true", "\"isLost\":false"));
    BenchCli mended = replayed(edited);
    assertThat(mended.status()).as(mended.toString()).isZero();
  }

  @Test
  void a_wrong_plan_gets_a_sentence_with_the_place() throws IOException {
    Path wrong = directory.resolve("wrong.json");
    Files.writeString(wrong, Files.readString(smallest()).replace("isLost", "isLots"));
    BenchCli refused = replayed(wrong);
    assertThat(refused.status()).isEqualTo(254);
    assertThat(refused.err()).contains("decisions[0].isLots: nothing is called 'isLots' here");
    Files.writeString(wrong, "{\"version\": 1,");
    assertThat(replayed(wrong).err()).contains("line 1: this is no JSON");
    assertThat(replayed(directory.resolve("none.json")).err()).contains("There is no plan");
    assertThat(BenchCli.run("test -w echo --plan " + smallest() + bin).err())
        .contains("--plan says all that a run is");
  }

  @Test
  void where_no_file_can_be_written_a_sweep_has_its_verdict_and_its_story_all_the_same()
      throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "no folder");
    BenchCli sweep =
        BenchCli.run(
            "test -w broadcast --simulate --seed 1 --runs 1 --node-count 4 --time-limit 5"
                + " --rate 10 --loss 0.3 --store "
                + file
                + bin
                + " -- --step flood");
    assertThat(sweep.status()).as(sweep.toString()).isEqualTo(1);
    assertThat(sweep.out()).contains("could not all be written", "The smallest run", "of 1 seeds");
  }

  @Test
  void a_folder_is_made_smaller_later() throws IOException {
    Files.delete(smallest());
    BenchCli shrunk = BenchCli.run("shrink " + whole().getParent() + bin);
    assertThat(shrunk.status()).as(shrunk.toString()).isZero();
    assertThat(shrunk.out()).contains("The smallest run");
    assertThat(smallest()).exists();
    BenchCli none = BenchCli.run("shrink " + directory + bin);
    assertThat(none.status()).isEqualTo(254);
  }
}
