package glomers.core.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonTypeName;
import glomers.core.message.Body;
import glomers.core.message.EchoVerbs;
import glomers.core.message.EchoVerbs.Echo;
import glomers.core.message.EchoVerbs.EchoOk;
import glomers.core.message.KafkaVerbs;
import glomers.core.message.Message;
import glomers.core.message.PeerMessage;
import glomers.core.message.TxnVerbs;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

class MessageCodecTest {

  private final MessageCodec echo = new MessageCodec(EchoVerbs.Request.class, PeerMessage.class);
  private final MessageCodec kafka = new MessageCodec(KafkaVerbs.Request.class);
  private final MessageCodec txn = new MessageCodec(TxnVerbs.Request.class);

  private static Inbound decode(MessageCodec codec, String line) {
    // Not at the start of the array, as lines in a chunk of input are not.
    byte[] bytes = ("#####" + line + "\n").getBytes(StandardCharsets.UTF_8);
    return codec.decode(bytes, 5, bytes.length - 6);
  }

  private static String encode(MessageCodec codec, Message<?> message) {
    var out = new ByteArrayOutputStream();
    codec.encode(message, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void a_request_is_bound_to_its_record_whatever_the_order_of_keys_and_whatever_else_it_holds() {
    Inbound inbound =
        decode(
            echo,
            """
            {"id":7,"body":{"extra":[{"type":"x"}],"echo":"hé","msg_id":3,"type":"echo"},"dest":"n1","src":"c1"}\
            """);

    assertThat(inbound)
        .isEqualTo(
            new Inbound.Delivered(
                new Message<>(
                    "c1",
                    "n1",
                    new EchoVerbs.Echo(StringNode.valueOf("hé")),
                    OptionalLong.of(3),
                    OptionalLong.empty())));
  }

  @Test
  void a_reply_carries_type_and_number_beside_its_own_keys_and_nothing_else() {
    var reply =
        new Message<>(
            "n1",
            "c1",
            new EchoVerbs.EchoOk(IntNode.valueOf(5)),
            OptionalLong.empty(),
            OptionalLong.of(3));

    assertThat(encode(echo, reply))
        .isEqualTo(
            """
            {"src":"n1","dest":"c1","body":{"type":"echo_ok","in_reply_to":3,"echo":5}}\
            """);
  }

  @Test
  void any_jackson_mapper_that_is_told_of_the_records_reads_and_writes_what_the_codec_does() {
    JsonMapper mapper = JsonMapper.builder().registerSubtypes(Echo.class, EchoOk.class).build();
    Body body = new Echo(StringNode.valueOf("hello"));
    String json = mapper.writeValueAsString(body);
    assertThat(json).isEqualTo("{\"type\":\"echo\",\"echo\":\"hello\"}");
    assertThat(mapper.readValue(json, Body.class)).isEqualTo(body);
    var out = new ByteArrayOutputStream();
    echo.encode(new Message<>("c1", "n1", body), out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo("{\"src\":\"c1\",\"dest\":\"n1\",\"body\":" + json + "}");
  }

  @Test
  void offsets_and_messages_are_pairs_on_the_wire() {
    var msgs = Map.of("k", List.of(new KafkaVerbs.OffsetMessage(2, IntNode.valueOf(9))));

    assertThat(encode(kafka, new Message<>("n1", "c1", new KafkaVerbs.PollOk(msgs))))
        .contains("\"msgs\":{\"k\":[[2,9]]}");
  }

  @Test
  void a_transaction_is_a_list_of_triples_on_the_wire() {
    Inbound inbound =
        decode(
            txn,
            """
            {"src":"c1","dest":"n1","body":{"type":"txn","msg_id":1,"txn":[["r",1,null],["w",2,3]]}}\
            """);

    assertThat(inbound).isInstanceOf(Inbound.Delivered.class);
    TxnVerbs.Txn body = (TxnVerbs.Txn) ((Inbound.Delivered) inbound).message().body();
    assertThat(encode(txn, new Message<>("n1", "c1", new TxnVerbs.TxnOk(body.txn()))))
        .contains("\"txn\":[[\"r\",1,null],[\"w\",2,3]]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"src":"c1","dest":"n1","body":{"type":"echo","msg_id":3,"echo":"abc          | 12 | 3
          {"src":"c1","dest":"n1","body":{"type":"echo","msg_id":3}}                    | 12 | 3
          {"src":"c1","dest":"n1","body":{"msg_id":3}}                                  | 12 | 3
          {"src":"c1","dest":"n1","body":{"type":7,"msg_id":3}}                         | 12 | 3
          {"src":"c1","body":{"type":"echo","msg_id":3,"echo":1}}                       | 12 | 3
          {"src":"c1","dest":"n1","body":{"type":"echo","msg_id":3,"echo":1}} x         | 12 | 3
          {"src":"c1","dest":"n1","body":{"type":"sing","msg_id":3}}                    | 10 | 3
          {"src":"c1","dest":"n1","body":{"type":"sing","msg_id":1e9}}                  | 10 |
          {"src":"c1","dest":"n1","body":{"type":"sing","msg_id":99999999999999999999}} | 12 |
          {"src":5,"dest":"n1","body":[]}                                               | 12 |
          []                                                                            | 12 |
          nonsense                                                                      | 12 |
          """)
  void a_line_that_makes_no_sense_is_rejected_with_what_could_be_read_of_it(
      String line, int code, Long msgId) {
    Inbound inbound = decode(echo, line);

    assertThat(inbound).isInstanceOf(Inbound.Rejected.class);
    Inbound.Rejected rejected = (Inbound.Rejected) inbound;
    assertThat(rejected.error().code()).isEqualTo(code);
    assertThat(rejected.msgId())
        .isEqualTo(msgId == null ? OptionalLong.empty() : OptionalLong.of(msgId));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"type":"send","key":5,"msg":1}
          {"type":"send","key":null,"msg":1}
          {"type":"send","key":"a"}
          {"type":"poll","offsets":{"a":1.5}}
          {"type":"poll","offsets":{"a":"1"}}
          {"type":"poll","offsets":[1]}
          {"type":"poll","offsets":{"a":null}}
          {"type":"commit_offsets","offsets":{"a":5,"b":null}}
          {"type":"list_committed_offsets","keys":"a"}
          """)
  void a_value_of_the_wrong_type_is_not_bent_into_the_right_one(String body) {
    Inbound inbound = decode(kafka, "{\"src\":\"c1\",\"dest\":\"n1\",\"body\":" + body + "}");

    assertThat(inbound).isInstanceOf(Inbound.Rejected.class);
    assertThat(((Inbound.Rejected) inbound).error().text()).startsWith("malformed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[\"r\",1]",
        "[\"w\",1]",
        "[\"w\",1,2,3]",
        "[\"x\",1,2]",
        "[\"\",1,2]",
        "null",
        "[null,1,2]",
        "[0,1,2]",
        "[]",
        "\"w\"",
        "{\"f\":\"r\",\"key\":1,\"value\":null}"
      })
  void an_operation_of_another_form_makes_the_transaction_malformed(String operation) {
    Inbound inbound =
        decode(
            txn,
            """
            {"src":"c1","dest":"n1","body":{"type":"txn","msg_id":3,"txn":[["w",1,1],%s]}}\
            """
                .formatted(operation));

    assertThat(inbound).isInstanceOf(Inbound.Rejected.class);
    assertThat(((Inbound.Rejected) inbound).error().code()).isEqualTo(12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "1.0",
        "1.50",
        "0.1234567890123456789012",
        "6.5E+400",
        "-123456789012345678901234",
        "[true,{\"a\":[]}]",
        "\"\\u0000\""
      })
  void any_json_value_comes_back_as_it_was(String value) {
    String line =
        """
        {"src":"c1","dest":"n1","body":{"type":"echo","echo":%s}}\
        """
            .formatted(value);

    var message = (Message<?>) ((Inbound.Delivered) decode(echo, line)).message();

    assertThat(encode(echo, message)).isEqualTo(line);
  }

  @Test
  void what_a_client_sends_can_be_read_again_by_a_peer_that_is_told_of_it() {
    var peers = new MessageCodec(KafkaVerbs.Request.class, Told.class);
    String ones = "1".repeat(997);
    for (String number : List.of(ones + "e99", "-" + ones + "e9", ones + ".1", "0." + ones)) {
      String line =
          """
          {"src":"c1","dest":"n1","body":{"type":"send","key":"k","msg":%s}}\
          """
              .formatted(number);
      var message = (Message<?>) ((Inbound.Delivered) decode(peers, line)).message();
      JsonNode value = ((KafkaVerbs.Send) message.body()).msg();
      String toPeer = encode(peers, new Message<>("n1", "n2", new Told(value)));
      assertThat(decode(peers, toPeer)).as(toPeer).isInstanceOf(Inbound.Delivered.class);
      assertThat(decode(peers, line.replace(ones, ones + "1111")))
          .as("nor is more taken from a client")
          .isInstanceOf(Inbound.Rejected.class);
    }
  }

  /** A node's word to its peers. */
  @JsonTypeName("told")
  record Told(JsonNode value) implements PeerMessage {}

  @JsonTypeName("inner")
  private record Inner(long value) implements PeerMessage {}

  @JsonTypeName("outer")
  private record Outer(Inner within) implements PeerMessage {}

  @Test
  void a_body_within_a_body_has_its_own_keys_only() {
    var message =
        new Message<>(
            "n1", "n2", new Outer(new Inner(7)), OptionalLong.of(3), OptionalLong.empty());
    assertThat(encode(echo, message))
        .isEqualTo(
            "{\"src\":\"n1\",\"dest\":\"n2\",\"body\":{\"type\":\"outer\",\"msg_id\":3,\"within\":{\"value\":7}}}");
  }

  private interface Unsealed extends glomers.core.message.Request {}

  private record Nameless() implements PeerMessage {}

  @ParameterizedTest
  @ValueSource(
      strings = {
        """
        "type":"echo","msg_id":3,"echo":[1]\
        """,
        """
        "msg_id":3,"type":"echo","echo":[1],"more":{"a":1}\
        """,
        """
        "type":"echo","echo":[1],"msg_id":3\
        """,
        """
        "echo":[1],"msg_id":3,"type":"echo\"\
        """,
        """
        "type":"echo","more":"\\"msg_id\\"","echo":[1],"msg_id":3\
        """
      })
  void a_request_is_the_same_wherever_its_type_and_its_number_stand(String body) {
    assertThat(decode(echo, "{\"src\":\"c1\",\"dest\":\"n1\",\"body\":{" + body + "}}"))
        .isEqualTo(
            new Inbound.Delivered(
                new Message<>(
                    "c1",
                    "n1",
                    new Echo(JsonMapper.shared().readTree("[1]")),
                    OptionalLong.of(3),
                    OptionalLong.empty())));
  }

  @Test
  void of_a_request_that_is_broken_where_its_own_keys_begin_it_is_known_whom_to_tell() {
    assertThat(
            decode(
                kafka,
                """
                {"src":"c1","dest":"n1","body":{"type":"send","msg_id":3,"key":7,"msg":1}}\
                """))
        .isInstanceOfSatisfying(
            Inbound.Rejected.class,
            rejected -> {
              assertThat(rejected.src()).isEqualTo("c1");
              assertThat(rejected.msgId()).hasValue(3);
              assertThat(rejected.error().text()).startsWith("malformed send: ");
            });
  }

  @Test
  void a_family_in_which_no_verbs_can_be_found_is_refused_with_what_it_lacks() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MessageCodec(Unsealed.class))
        .withMessageEndingWith("Unsealed is no family of verbs: it has to be sealed");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new MessageCodec(Nameless.class))
        .withMessageEndingWith("Nameless names no verb: it lacks @JsonTypeName");
  }
}
