package glomers.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.message.Body;
import glomers.core.message.PeerMessage;
import glomers.core.message.Reply;
import glomers.core.message.Request;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodyCodecsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Broadcast",
        "Counter",
        "Echo",
        "Kafka",
        "KeyValue",
        "ListTxn",
        "Set",
        "Timestamp",
        "Txn",
        "UniqueIds"
      })
  void a_workloads_verbs_are_written_and_read_as_jackson_would(String workload) throws Exception {
    Class<?> verbs = Class.forName("glomers.core.message." + workload + "Verbs");
    for (Class<?> family : verbs.getDeclaredClasses()) {
      if (Body.class.isAssignableFrom(family) && family.isSealed()) {
        CodecAgreement.check(family.asSubclass(Body.class));
      }
    }
  }

  @Test
  void so_are_the_messages_that_every_node_understands() throws Exception {
    for (String name : Set.of("Init", "InitOk", "ErrorReply")) {
      CodecAgreement.check(Class.forName("glomers.core.message." + name).asSubclass(Body.class));
    }
  }

  @Test
  void a_record_that_says_what_is_not_known_here_is_left_to_jackson() {
    assertThat(BodyCodecs.of(Aliased.class)).isEmpty();
    assertThat(BodyCodecs.of(Hidden.class)).isEmpty();
    assertThat(BodyCodecs.of(Getter.class)).isEmpty();
    assertThat(BodyCodecs.of(Ordinary.class)).isPresent();
  }

  /** Another name in one direction only. */
  @JsonTypeName("aliased")
  record Aliased(@JsonProperty(access = JsonProperty.Access.READ_ONLY) long a) implements Request {}

  @JsonTypeName("hidden")
  private record Hidden(long a) implements Reply {}

  /** Of whose method Jackson makes a second property. */
  @JsonTypeName("getter")
  record Getter(long a) implements PeerMessage {
    public long getB() {
      return a;
    }
  }

  @JsonTypeName("ordinary")
  record Ordinary(long a) implements PeerMessage {}
}
