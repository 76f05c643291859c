package glomers.bench.wasm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glomers.bench.options.TestOptions;
import glomers.bench.run.RunResult;
import glomers.bench.sweep.Repetition;
import glomers.bench.sweep.SeedTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a program does, the bench says what it was, and goes on. */
final class HostileProgramsTest {

  private static final String WRITE =
      "(import \"wasi_snapshot_preview1\" \"fd_write\""
          + " (func $write (param i32 i32 i32 i32) (result i32)))";

  @TempDir Path folder;

  private RunResult run(String module, StepLimit limit) {
    WasmProgram program = Assembled.text(folder, module, WasmSettings.DEFAULTS).with(limit);
    return new SeedTest(TestOptions.defaults("echo", 1), program, List.of())
        .run(Repetition.NEVER)
        .result();
  }

  private void assertEnd(String module, String... sentences) {
    assertEnd(new StepLimit(3_000_000, TimeUnit.MINUTES.toNanos(1)), module, sentences);
  }

  private void assertEnd(StepLimit limit, String module, String... sentences) {
    RunResult result = run(module, limit);
    assertThat(result.failure()).isPresent();
    assertThat(result.failure().get().sentence()).contains(sentences);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void a_trap_is_told_with_the_functions_name_and_what_was_said_before() {
    assertEnd(
        "(module "
            + WRITE
            + "(memory (export \"memory\") 1)"
            + "(data (i32.const 0) \"\\10\\00\\00\\00\\04\\00\\00\\00\")"
            + "(data (i32.const 16) \"why\\n\")"
            + "(func $stumble unreachable)"
            + "(func (export \"_start\")"
            + " (drop (call $write (i32.const 2) (i32.const 0) (i32.const 1) (i32.const 8)))"
            + " (call $stumble)))",
        "n0 trapped: ",
        "in function ",
        "0.000 s into the run",
        "Its last lines on STDERR:\n    why",
        "of the 64 MB that --node-memory gives it");
  }

  @Test
  void an_endless_recursion_is_told() {
    assertEnd(
        "(module (func $deeper (param i64) (result i64)"
            + " (i64.add (i64.const 1) (call $deeper (i64.add (local.get 0) (i64.const 1)))))"
            + "(func (export \"_start\") (drop (call $deeper (i64.const 0)))))",
        "called functions from within functions until the stack was full");
  }

  @Test
  void an_endless_loop_is_stopped() {
    assertEnd(
        "(module (func $turn (loop $again (br $again))) (func (export \"_start\") (call $turn)))",
        "took 3,000,000 turns of loops and calls without waiting for anything, and was stopped, in"
            + " function ",
        ", 0.000 s into the run");
  }

  @Test
  void what_takes_no_turns_is_stopped_on_processor_time() {
    assertEnd(
        new StepLimit(Long.MAX_VALUE, 1),
        "(module (func (export \"_start\") (loop $again (br $again))))",
        " of processor time without waiting for anything, and was stopped");
  }

  @Test
  void who_has_taken_short_steps_is_suspected_sooner() {
    StepLimit limit = StepLimit.DEFAULT;
    assertThat(limit.turnsAfter(10)).isEqualTo(100_000_000);
    assertThat(limit.turnsAfter(5_000_000)).isEqualTo(500_000_000);
    assertThat(limit.turnsAfter(900_000_000)).isEqualTo(limit.maxTurns());
  }

  @Test
  void calls_are_counted_like_turns_of_loops() {
    assertEnd(
        "(module (func $both (param i32) (if (local.get 0) (then"
            + " (call $both (i32.sub (local.get 0) (i32.const 1)))"
            + " (call $both (i32.sub (local.get 0) (i32.const 1))))))"
            + "(func (export \"_start\") (call $both (i32.const 60))))",
        "took 3,000,000 turns of loops and calls without waiting for anything");
  }

  @Test
  void an_exit_is_told_with_its_status() {
    assertEnd(
        "(module (import \"wasi_snapshot_preview1\" \"proc_exit\" (func $exit (param i32)))"
            + "(func (export \"_start\") (call $exit (i32.const 3))))",
        "n0 exited with status 3, 0.000 s into the run");
    assertEnd("(module (func (export \"_start\")))", "n0 exited with status 0");
  }

  @Test
  void a_call_that_is_not_offered_is_named() {
    assertEnd(
        "(module (import \"wasi_snapshot_preview1\" \"sock_shutdown\""
            + " (func $shut (param i32 i32) (result i32)))"
            + "(func (export \"_start\") (drop (call $shut (i32.const 3) (i32.const 0)))))",
        "n0 called sock_shutdown, which simulated nodes do not have");
  }

  @Test
  void a_line_without_an_end_is_no_message() {
    assertEnd(
        "(module "
            + WRITE
            + "(memory (export \"memory\") 17)"
            + "(data (i32.const 0) \"\\10\\00\\00\\00\\00\\00\\10\\00\")"
            + "(func (export \"_start\") (local $i i32) (loop $more"
            + " (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))"
            + " (local.set $i (i32.add (local.get $i) (i32.const 1)))"
            + " (br_if $more (i32.lt_u (local.get $i) (i32.const 100))))"
            + "(unreachable)))",
        "n0 printed a line to STDOUT that is no message (it is longer than 16777216 bytes)");
  }

  @Test
  void what_a_terminal_would_obey_is_shown_as_pictures() {
    assertEnd(
        "(module "
            + WRITE
            + "(memory (export \"memory\") 1)"
            + "(data (i32.const 0) \"\\10\\00\\00\\00\\06\\00\\00\\00\")"
            + "(data (i32.const 16) \"\\00\\1b[2J\\n\")"
            + "(func (export \"_start\")"
            + " (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 8)))))",
        "The line: \u2400\u241b[2J\n");
  }

  @Test
  void who_grows_beyond_the_limit_is_refused() {
    assertEnd(
        "(module (memory 1) (func (export \"_start\")"
            + " (if (i32.eq (memory.grow (i32.const 1100)) (i32.const -1)) (then unreachable))))",
        "n0 trapped",
        "It had 0.1 MB of memory, of the 64 MB");
  }

  @Test
  void looking_at_the_clock_until_it_is_late_enough_comes_to_an_end() {
    assertEnd(
        "(module (import \"wasi_snapshot_preview1\" \"clock_time_get\""
            + " (func $time (param i32 i64 i32) (result i32)))"
            + "(memory (export \"memory\") 1)"
            + "(func $now (result i64)"
            + " (drop (call $time (i32.const 1) (i64.const 0) (i32.const 8)))"
            + " (i64.load (i32.const 8)))"
            + "(func (export \"_start\") (local $end i64)"
            + " (local.set $end (i64.add (call $now) (i64.const 2000000000)))"
            + " (loop $again (br_if $again (i64.lt_u (call $now) (local.get $end))))))",
        "n0 exited with status 0, 2.0");
  }

  private static void assertRefused(Supplier<WasmProgram> program, String... sentences) {
    assertThatThrownBy(program::get)
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .contains(sentences);
  }

  @Test
  void what_could_never_run_is_refused_before_any_run() {
    assertRefused(
        () -> Assembled.text(folder, "(module (func (export \"main\")))"),
        "it exports no function _start");
    assertRefused(
        () ->
            Assembled.text(
                folder, "(module (import \"env\" \"spawn\" (func)) (func (export \"_start\")))"),
        "it imports env.spawn, and there is nothing but the functions of wasi_snapshot_preview1");
    assertRefused(
        () ->
            Assembled.text(
                folder,
                "(module (import \"wasi_snapshot_preview1\" \"fd_read\" (func (param i64)))"
                    + "(func (export \"_start\")))"),
        "it imports wasi_snapshot_preview1.fd_read");
    assertRefused(
        () -> Assembled.text(folder, "(module (memory 65536) (func (export \"_start\")))"),
        "it wants 4096 MB of memory from the start, and may have 64");
    assertRefused(
        () -> {
          try {
            Path file = Files.writeString(folder.resolve("text.wasm"), "no module at all");
            return WasmProgram.load(
                file, WasmSettings.DEFAULTS, new ClassCache(folder.resolve("cache")));
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
        },
        "it is no WebAssembly module");
  }
}
