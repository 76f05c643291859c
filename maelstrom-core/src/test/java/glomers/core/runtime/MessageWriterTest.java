package glomers.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import glomers.core.message.EchoVerbs.EchoOk;
import glomers.core.message.Message;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;

class MessageWriterTest {

  @Test
  void what_cannot_be_encoded_leaves_nothing_behind() {
    var out = new ByteArrayOutputStream();
    var writer = new MessageWriter(new MessageCodec(EchoOk.class), out);
    writer.write(message(IntNode.valueOf(1)));
    assertThatThrownBy(() -> writer.write(message(nested(1_000))))
        .isInstanceOf(JacksonException.class);
    writer.write(message(IntNode.valueOf(2)));
    writer.flush();
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{") && line.endsWith("}}"));
  }

  @Test
  void what_was_gathered_before_what_cannot_be_encoded_stays_whole_however_much_it_is() {
    var out = new ByteArrayOutputStream();
    var writer = new MessageWriter(new MessageCodec(EchoOk.class), out);
    for (int i = 0; i < 3_000; i++) {
      writer.write(message(IntNode.valueOf(i)));
      assertThatThrownBy(() -> writer.write(message(nested(600))))
          .isInstanceOf(JacksonException.class);
    }
    writer.flush();
    List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
    assertThat(lines).hasSize(3_000);
    for (int i = 0; i < lines.size(); i++) {
      assertThat(lines.get(i)).startsWith("{").endsWith("\"echo\":" + i + "}}");
    }
  }

  private static Message<EchoOk> message(JsonNode echo) {
    return new Message<>("n0", "c1", new EchoOk(echo), OptionalLong.empty(), OptionalLong.of(1));
  }

  private static JsonNode nested(int depth) {
    JsonNode value = IntNode.valueOf(0);
    for (int i = 0; i < depth; i++) {
      value = JsonNodeFactory.instance.arrayNode().add(value);
    }
    return value;
  }
}
