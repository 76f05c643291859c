package glomers.bench.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import com.dylibso.chicory.wabt.Wat2Wasm;
import glomers.bench.network.Latency;
import glomers.bench.network.LinkFaults;
import glomers.bench.options.TestOptions;
import glomers.bench.options.TestOptions.NemesisKind;
import glomers.bench.sweep.Repetition;
import glomers.bench.sweep.SeedRun;
import glomers.bench.sweep.SeedTest;
import glomers.bench.verdict.Validity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that was written in WebAssembly's text form goes through what Java's nodes go through. */
final class WasmProgramTest {

  @TempDir Path folder;

  private static TestOptions echo() {
    return TestOptions.defaults("echo", 3).withLoad(new TestOptions.Load(6, 20, 50, 10));
  }

  private SeedRun run(TestOptions options) {
    return new SeedTest(options, Assembled.resource(folder, "echo.wat"), List.of())
        .run(Repetition.ALWAYS);
  }

  @Test
  void the_file_on_which_the_jar_is_tried_alone_is_this_node() throws IOException {
    assertThat(Path.of("../../.ci/echo.wasm"))
        .hasBinaryContent(
            Wat2Wasm.parse(Path.of("src/test/resources/glomers/bench/wasm/echo.wat").toFile()));
  }

  @Test
  void it_answers_and_the_run_can_be_repeated() {
    SeedRun run = run(echo());
    assertThat(run.judgement().validity()).isEqualTo(Validity.VALID);
    assertThat(run.result().history()).hasSizeGreaterThan(500);
    assertThat(run.difference()).isEmpty();
  }

  @Test
  void killed_and_paused_nodes_answer_again_and_the_run_can_be_repeated() {
    SeedRun run =
        run(
            echo()
                .withAdversity(
                    new TestOptions.Adversity(
                        Latency.NONE,
                        new LinkFaults(0.2, 0.2, 0.2, 0.2),
                        Set.of(NemesisKind.KILL, NemesisKind.PAUSE, NemesisKind.PARTITION),
                        2,
                        OptionalInt.of(2))));
    assertThat(run.result().failure()).isEmpty();
    assertThat(run.result().memoryLosses()).isNotEmpty();
    assertThat(run.difference()).isEmpty();
    assertThat(run.result().history()).filteredOn(each -> each.isOk()).hasSizeGreaterThan(300);
  }
}
