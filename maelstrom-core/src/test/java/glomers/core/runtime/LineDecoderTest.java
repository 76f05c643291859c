package glomers.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.core.message.EchoVerbs;
import glomers.core.message.EchoVerbs.Echo;
import glomers.core.message.PeerMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineDecoderTest {

  private static final String GOOD =
      "{\"src\":\"c1\",\"dest\":\"n0\",\"body\":{\"type\":\"echo\",\"msg_id\":%d,\"echo\":\"é%d\"}}";

  private final MessageCodec codec = new MessageCodec(EchoVerbs.Request.class, PeerMessage.class);

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String good(int number) {
    return GOOD.formatted(number, number);
  }

  private List<Inbound> decode(byte[] bytes) {
    List<Inbound> inbound = new ArrayList<>();
    byte[] slice = new byte[bytes.length + 20];
    Arrays.fill(slice, (byte) '{');
    System.arraycopy(bytes, 0, slice, 10, bytes.length);
    new LineDecoder(codec).decode(slice, 10, 10 + bytes.length, inbound);
    Arrays.fill(slice, (byte) '#'); // nothing refers to it any more
    return inbound;
  }

  private List<Inbound> decodeOneByOne(byte[] bytes) {
    List<Inbound> inbound = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= bytes.length; i++) {
      if (i == bytes.length || bytes[i] == '\n') {
        if (!isBlank(bytes, start, i)) {
          inbound.add(codec.decode(Arrays.copyOfRange(bytes, start, i), 0, i - start));
        }
        start = i + 1;
      }
    }
    return inbound;
  }

  private static boolean isBlank(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1)
        .chars()
        .allMatch(c -> c == ' ' || c == '\t' || c == '\r');
  }

  /** Bodies of answers are slices of different arrays, but say the same. */
  private static List<Object> comparable(List<Inbound> inbound) {
    return inbound.stream()
        .map(each ->
            each instanceof Inbound.Response response
                ? List.of(
                    response.src(), response.inReplyTo(), response.isError(), text(response.body()))
                : each)
        .toList();
  }

  private static String text(Inbound.RawBody body) {
    return new String(body.bytes(), body.offset(), body.length(), StandardCharsets.UTF_8);
  }

  private void assertSameAsOneByOne(byte[] bytes) {
    assertThat(comparable(decode(bytes)))
        .as(new String(bytes, StandardCharsets.UTF_8))
        .isEqualTo(comparable(decodeOneByOne(bytes)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "{",
        "}",
        "[1,2]",
        "{\"a\":",
        "{\"src\":\"c1\"",
        "{\"src\":\"c1\",\"dest\":\"n0\",\"body\":{\"type\":\"echo\",\"echo\":\"open",
        "{\"src\":\"c1\",\"dest\":\"n0\",\"body\":{\"type\":\"echo\",\"echo\":1}} x",
        "{\"src\":\"c1\",\"dest\":\"n0\",\"body\":{\"type\":\"echo\",\"echo\":1}}{}",
        "{\"src\":\"c1\",\"dest\":\"n0\",\"body\":{\"msg_id\":1}}",
        "{\"src\":\"c1\",\"dest\":\"n0\",\"body\":{\"type\":\"sing\",\"msg_id\":1}}",
        "{\"src\":\"c1\",\"dest\":\"n0\",\"body\":{\"type\":\"echo\",\"msg_id\":1}}",
        "{\"src\":\"c1\",\r\"dest\":\"n0\",\"body\":{\"type\":\"echo\",\"echo\":1}}",
        "{\"src\":\"s\",\"dest\":\"n0\",\"body\":{\"type\":\"read_ok\",\"in_reply_to\":1,\"value\":[2]}}",
        "{\"src\":\"s\",\"dest\":\"n0\",\"body\":{\"in_reply_to\":1,\"type\":\"echo\",\"echo\":2}}",
        "{\"src\":\"s\",\"dest\":\"n0\",\"body\":{\"type\":\"error\",\"in_reply_to\":1,\"code\":1,\"text\":\"\"}} ",
        "\uFEFF",
        "\0",
        " \t\r",
        ""
      })
  void a_line_of_any_kind_between_good_ones_takes_nothing_from_these(String line) {
    byte[] bytes =
        utf8(good(1) + "\n" + line + "\n" + good(2) + "\r\n\r\n" + line + "\n" + good(3));
    assertSameAsOneByOne(bytes);
    assertThat(decode(bytes))
        .filteredOn(Inbound.Delivered.class::isInstance)
        .extracting(each -> ((Inbound.Delivered) each).message().msgId().orElse(0))
        .contains(1L, 2L, 3L);
  }

  @Test
  void a_message_that_goes_on_on_the_next_line_is_none() {
    String message = good(7);
    for (int i = 1; i < message.length(); i++) {
      assertSameAsOneByOne(
          utf8(
              good(1)
                  + "\n"
                  + message.substring(0, i)
                  + "\n"
                  + message.substring(i)
                  + "\n"
                  + good(2)));
    }
  }

  @Test
  void a_verb_far_behind_is_found_all_the_same() {
    String message =
        "{\"src\":\"c1\",\"dest\":\"n0\",\"body\":{\"echo\":\"%s\",\"type\":\"echo\"}}"
            .formatted("x".repeat(100_000));
    assertThat(decode(utf8(message + "\n" + good(2) + "\n" + message + "\n")))
        .hasSize(3)
        .allMatch(Inbound.Delivered.class::isInstance);
  }

  @Test
  void many_lines_say_what_each_says_by_itself_wherever_the_stream_is_cut() throws IOException {
    Random random = new Random(5);
    var input = new ByteArrayOutputStream();
    for (int i = 0; i < 400; i++) {
      input.writeBytes(random.nextInt(4) == 0 ? shortHostile(random) : utf8(good(i)));
      input.writeBytes(utf8(random.nextInt(8) == 0 ? "\r\n" : "\n"));
    }
    List<Object> expected = comparable(decodeOneByOne(input.toByteArray()));
    for (int chunkBytes : List.of(1, 2, 3, 7, 64, 1_000, 1 << 16)) {
      List<Inbound> inbound = new ArrayList<>();
      var reader =
          new LineReader(new ByteArrayInputStream(input.toByteArray()), chunkBytes, 1 << 20);
      var decoder = new LineDecoder(codec);
      var sink =
          new LineReader.LineSink() {
            @Override
            public void lines(byte[] bytes, int from, int to) {
              decoder.decode(bytes, from, to, inbound);
            }

            @Override
            public void tooLong(long length) {
              throw new AssertionError(length);
            }
          };
      while (reader.readChunk(sink) >= 0) {
        // Goes on.
      }
      assertThat(comparable(inbound)).as("chunks of " + chunkBytes).isEqualTo(expected);
    }
  }

  private static byte[] shortHostile(Random random) {
    byte[] line = HostileLines.next(random);
    return line.length < 5_000 ? line : utf8("[".repeat(500));
  }

  @Test
  void names_are_found_again_and_none_is_taken_for_another() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      lines.append(good(i).replace("c1", "c" + i + "x".repeat(i % 40))).append('\n');
    }
    List<Inbound> inbound = decode(utf8(lines.toString()));
    for (int i = 0; i < 5_000; i++) {
      var message = ((Inbound.Delivered) inbound.get(i)).message();
      assertThat(message.src()).isEqualTo("c" + i + "x".repeat(i % 40));
      assertThat(((Echo) message.body()).echo().stringValue()).isEqualTo("é" + i);
    }
  }
}
