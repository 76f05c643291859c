package glomers.bench.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class NodeProcessTest {

  private static final int LINES = 1_000;

  /** Speaks to people, then to the network, and then waits for what never comes. */
  private static final List<String> TALKATIVE =
      List.of(
          "sh",
          "-c",
          "echo first >&2; sleep 0.1; i=1; while [ $i -lt "
              + LINES
              + " ]; do echo \"line $i of many\" >&2; i=$((i+1)); done; echo ready; read unused");

  /** A log that takes its time with the first line, so that the others wait in the pipe. */
  private static final class SlowLog implements LogSink {
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final CountDownLatch ready;

    SlowLog(CountDownLatch ready) {
      this.ready = ready;
    }

    @Override
    public void line(String line) {
      if (lines.isEmpty()) {
        try {
          ready.await();
          Thread.sleep(100);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      lines.add(line);
    }

    @Override
    public void close() {}
  }

  /** Waits for any word on STDOUT. */
  private static final class Readiness implements NodeProcess.Listener {
    private final CountDownLatch latch = new CountDownLatch(1);

    @Override
    public void said(NodeProcess from, OutputLine line, byte[] bytes) {
      latch.countDown();
    }

    @Override
    public void exited(NodeProcess from, int status) {}
  }

  @Test
  void what_a_process_said_before_it_was_killed_is_in_its_log()
      throws IOException, InterruptedException {
    Readiness readiness = new Readiness();
    SlowLog log = new SlowLog(readiness.latch);
    NodeProcess process = new NodeProcess("n0", TALKATIVE, log, readiness);
    assertThat(readiness.latch.await(10, TimeUnit.SECONDS)).isTrue();

    process.kill();

    assertThat(log.lines).hasSize(LINES).endsWith("line " + (LINES - 1) + " of many");
  }
}
