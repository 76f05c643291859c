package glomers.kafka;

import glomers.core.testing.Architecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void nodes_touch_no_thread_clock_stream_or_chance_of_their_own() {
    Architecture.checkChallenge("kafka");
  }
}
