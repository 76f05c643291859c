package glomers.bench.service;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.engine.Chance;
import glomers.bench.engine.Decisions;
import glomers.bench.json.Json;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class ServicesTest {

  private static String ask(Service service, String client, String request) {
    return service
        .handle(client, Json.parse(request.replace('\'', '"')))
        .toString()
        .replace('"', '\'');
  }

  private static String read(Service service, String client) {
    return ask(service, client, "{'type':'read','key':'x'}");
  }

  private static String write(Service service, String client, int value) {
    return ask(service, client, "{'type':'write','key':'x','value':" + value + "}");
  }

  private static int code(String reply) {
    return Json.parse(reply.replace('\'', '"')).path("code").asInt(-1);
  }

  private static int value(String reply) {
    return Json.parse(reply.replace('\'', '"')).path("value").asInt(-1);
  }

  @Test
  void lin_kv_reads_what_was_written_last() {
    Service kv = new LinearizableKv();
    assertThat(code(read(kv, "n0"))).isEqualTo(20);
    assertThat(write(kv, "n0", 1)).isEqualTo("{'type':'write_ok'}");
    assertThat(read(kv, "n1")).isEqualTo("{'type':'read_ok','value':1}");
  }

  @Test
  void lin_kv_compares_and_sets() {
    Service kv = new LinearizableKv();
    String cas = "{'type':'cas','key':'x','from':1,'to':2}";
    assertThat(code(ask(kv, "n0", cas))).isEqualTo(20);
    String create = "{'type':'cas','key':'x','from':0,'to':1,'create_if_not_exists':true}";
    assertThat(ask(kv, "n0", create)).isEqualTo("{'type':'cas_ok'}");
    assertThat(code(ask(kv, "n0", create))).isEqualTo(22);
    assertThat(ask(kv, "n0", cas)).isEqualTo("{'type':'cas_ok'}");
    assertThat(value(read(kv, "n0"))).isEqualTo(2);
    assertThat(code(ask(kv, "n0", "{'type':'frobnicate','key':'x'}"))).isEqualTo(10);
  }

  @Test
  void keys_of_different_types_are_different_keys() {
    Service kv = new LinearizableKv();
    ask(kv, "n0", "{'type':'write','key':1,'value':'number'}");
    ask(kv, "n0", "{'type':'write','key':'1','value':'text'}");
    assertThat(ask(kv, "n0", "{'type':'read','key':1}")).contains("number");
  }

  @Test
  void seq_kv_lets_others_lag_behind_but_never_go_back() {
    boolean sawStale = false;
    for (int seed = 0; seed < 50; seed++) {
      Service kv = new SequentialKv(Decisions.drawnFrom(new Chance(seed)).about("kv"));
      int last = 0;
      for (int i = 1; i <= 20; i++) {
        write(kv, "writer", i);
        assertThat(value(read(kv, "writer"))).as("a client sees its own write").isEqualTo(i);
        String reply = read(kv, "reader");
        int now = code(reply) == 20 ? 0 : value(reply);
        assertThat(now).isBetween(last, i);
        sawStale |= now < i;
        last = now;
      }
    }
    assertThat(sawStale).isTrue();
  }

  @Test
  void seq_kv_forgets_states_older_than_32() {
    for (int seed = 0; seed < 200; seed++) {
      Service kv = new SequentialKv(Decisions.drawnFrom(new Chance(seed)).about("kv"));
      for (int i = 1; i <= 100; i++) {
        write(kv, "writer", i);
      }
      assertThat(value(read(kv, "fresh reader"))).isBetween(69, 100);
    }
  }

  @Test
  void seq_kv_lets_a_client_catch_up_by_writing_something_new() {
    for (int seed = 0; seed < 50; seed++) {
      Service kv = new SequentialKv(Decisions.drawnFrom(new Chance(seed)).about("kv"));
      for (int i = 1; i <= 10; i++) {
        write(kv, "writer", i);
      }
      ask(kv, "reader", "{'type':'write','key':'y','value':" + seed + "}");
      assertThat(value(read(kv, "reader"))).isEqualTo(10);
    }
  }

  @Test
  void seq_kv_decides_a_compare_and_set_that_changes_something_on_the_newest_state() {
    for (int seed = 0; seed < 200; seed++) {
      Service kv = new SequentialKv(Decisions.drawnFrom(new Chance(seed)).about("kv"));
      write(kv, "a", 1);
      write(kv, "a", 2);
      // On a stale state it would succeed; there is no such success, only a definite refusal.
      assertThat(code(ask(kv, "b", "{'type':'cas','key':'x','from':1,'to':9}"))).isIn(20, 22);
      assertThat(value(read(kv, "a"))).isEqualTo(2);
    }
  }

  @Test
  void lww_kv_can_lose_a_write_and_ends_up_with_the_one_of_the_highest_timestamp() {
    Set<Integer> outcomes = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      Service kv = new LastWriteWinsKv(Decisions.drawnFrom(new Chance(seed)).about("kv"));
      write(kv, "n0", 1);
      write(kv, "n1", 2);
      int last = -1;
      for (int i = 0; i < 60; i++) {
        last = value(read(kv, "n0"));
      }
      assertThat(value(read(kv, "n1"))).as("merged by now").isEqualTo(last);
      outcomes.add(last);
    }
    assertThat(outcomes).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void lin_tso_counts_from_0() {
    Service tso = new TimestampOracle();
    assertThat(ask(tso, "n0", "{'type':'ts'}")).isEqualTo("{'type':'ts_ok','ts':0}");
    assertThat(ask(tso, "n1", "{'type':'ts'}")).isEqualTo("{'type':'ts_ok','ts':1}");
  }
}
