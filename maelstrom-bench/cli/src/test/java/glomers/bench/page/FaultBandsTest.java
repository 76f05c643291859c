package glomers.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.nemesis.FaultEvent;
import glomers.bench.page.RunPage.FaultBand;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FaultBandsTest {

  @Test
  void a_node_called_kill_is_not_down_whenever_somebody_is_killed() {
    List<FaultEvent> events =
        List.of(
            new FaultEvent(10, "kill", true, "kill n1", List.of("n1")),
            new FaultEvent(20, "kill", false, "restarted n1", List.of("n1")),
            new FaultEvent(30, "kill", true, "kill kill", List.of("kill")));
    assertThat(FaultBands.of(events, 50))
        .containsExactly(
            new FaultBand("kill", "kill n1", 10, 20, List.of("n1")),
            new FaultBand("kill", "kill kill", 30, 50, List.of("kill")));
  }
}
