package glomers.bench.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.node.ProgramSource;
import glomers.broadcast.hub.HubProgram;
import glomers.core.node.Hardship;
import glomers.core.node.Promises;
import glomers.core.node.Promises.Down;
import glomers.core.node.Promises.Durability;
import glomers.core.node.Tunable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ConfigurationSourceTest {

  /** A program of which nothing but its promises is ever asked. */
  private record Promising(Promises promises, List<Tunable> tunables) implements ProgramSource {
    @Override
    public Starter starter(List<String> arguments) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Promises promises(List<String> arguments) {
      return promises;
    }
  }

  private static final Promises ALL =
      Promises.DEFAULTS.survivingAllBut().underKills(Down.ALL, Durability.SURVIVORS);

  private static ConfigurationSource source(ProgramSource program, Map<String, String> given) {
    return new ConfigurationSource("broadcast", program, given, List.of());
  }

  private static Stream<Configuration> drawn(Promises promises) {
    var source = source(new Promising(promises, List.of()), Map.of());
    return LongStream.range(0, 500).mapToObj(source::draw);
  }

  private static String option(Configuration configuration, String name) {
    return configuration.options().getOrDefault(name, "");
  }

  @Test
  void a_delay_that_is_given_leaves_time_for_faults_behind_it() {
    var source = source(new Promising(ALL, List.of()), Map.of("--nemesis-delay", "7.5"));
    assertThat(LongStream.range(0, 500).mapToObj(source::draw))
        .allSatisfy(configuration -> {
          assertThat(Double.parseDouble(option(configuration, "--time-limit"))).isGreaterThan(7.5);
          String end = option(configuration, "--nemesis-end");
          assertThat(end.isEmpty() ? 60 : Double.parseDouble(end)).isGreaterThan(7.5);
        });
  }

  @Test
  void a_seed_draws_the_same_configuration_again_and_each_seed_another() {
    var program = ProgramSource.of(new HubProgram());
    List<Configuration> first =
        LongStream.range(0, 100).mapToObj(source(program, Map.of())::draw).toList();
    List<Configuration> backwards =
        LongStream.range(0, 100).mapToObj(i -> source(program, Map.of()).draw(99 - i)).toList();
    assertThat(backwards.reversed()).isEqualTo(first);
    assertThat(first.stream().map(Configuration::words).distinct().count()).isEqualTo(100);
  }

  @Test
  void what_is_given_is_not_drawn_and_changes_no_other_draw() {
    var program = ProgramSource.of(new HubProgram());
    for (long seed = 0; seed < 100; seed++) {
      Configuration free = source(program, Map.of()).draw(seed);
      Configuration bound = source(program, Map.of("--topology", "nonsense")).draw(seed);
      assertThat(bound.options()).containsEntry("--topology", "nonsense");
      assertThat(option(bound, "--rate")).isEqualTo(option(free, "--rate"));
      assertThat(option(bound, "--nemesis")).isEqualTo(option(free, "--nemesis"));
    }
  }

  @Test
  void nothing_happens_that_the_program_does_not_promise_to_survive() {
    Promises none =
        ALL.survivingAllBut(Hardship.values()).underKills(Down.MINORITY, Durability.CLUSTER);
    assertThat(drawn(none))
        .allSatisfy(configuration ->
            assertThat(configuration.options())
                .doesNotContainKeys(
                    "--nemesis", "--loss", "--duplicate", "--reorder", "--retry", "--patience"));
  }

  @Test
  void all_that_it_promises_happens() {
    List<Configuration> all = drawn(ALL).toList();
    for (String option :
        List.of("--nemesis", "--loss", "--duplicate", "--reorder", "--retry", "--patience")) {
      assertThat(all).anySatisfy(one -> assertThat(one.options()).containsKey(option));
    }
    for (String fault : List.of("kill", "pause", "partition")) {
      assertThat(all).anySatisfy(one -> assertThat(option(one, "--nemesis")).contains(fault));
    }
  }

  @Test
  void no_more_than_a_minority_is_down_where_that_is_the_promise() {
    assertThat(drawn(ALL.underKills(Down.MINORITY, Durability.CLUSTER)))
        .filteredOn(one -> one.options().containsKey("--max-down"))
        .isNotEmpty()
        .allSatisfy(one ->
            assertThat(2 * Integer.parseInt(option(one, "--max-down")))
                .isLessThan(Integer.parseInt(option(one, "--node-count"))));
  }

  @Test
  void a_killed_node_may_take_along_what_it_alone_had_and_forgets_which_requests_it_has_seen() {
    assertThat(drawn(ALL))
        .filteredOn(one -> option(one, "--nemesis").contains("kill"))
        .isNotEmpty()
        .allSatisfy(one ->
            assertThat(one.options())
                .containsEntry("--durability", "survivors")
                .doesNotContainKeys("--retry", "--patience"));
  }

  @Test
  void every_request_has_to_succeed_only_where_that_is_promised_and_nobody_is_down() {
    assertThat(drawn(ALL.totallyAvailable()))
        .allSatisfy(one ->
            assertThat(option(one, "--availability"))
                .isEqualTo(option(one, "--nemesis").matches(".*(kill|pause).*") ? "0" : "total"));
    assertThat(drawn(ALL))
        .allSatisfy(one -> assertThat(one.options()).containsEntry("--availability", "0"));
  }

  @Test
  void spans_of_time_grow_with_the_latency() {
    assertThat(drawn(ALL.availableWithin(Duration.ofSeconds(3))))
        .filteredOn(one -> one.options().containsKey("--latency"))
        .isNotEmpty()
        .allSatisfy(one ->
            assertThat(Double.parseDouble(option(one, "--max-stall")))
                .isCloseTo(
                    3 + 0.03 * Double.parseDouble(option(one, "--latency")),
                    org.assertj.core.data.Offset.offset(0.01)));
  }

  @Test
  void some_logs_are_too_long_for_one_line_and_take_long_enough_for_nodes_to_die_meanwhile() {
    var source =
        new ConfigurationSource(
            "kafka",
            new Promising(ALL, List.of()),
            Map.of("--value-bytes", "1000000", "--node-count", "3"),
            List.of());
    List<Configuration> all = LongStream.range(0, 100).mapToObj(source::draw).toList();
    assertThat(all)
        .filteredOn(one -> sends(one) > 17 && seconds(one) >= 5)
        .filteredOn(one -> option(one, "--nemesis").contains("kill"))
        .hasSizeGreaterThan(8);
    assertThat(all).allSatisfy(one -> assertThat(sends(one)).isLessThan(45));
  }

  /** Half of what clients ask of a log. */
  private static double sends(Configuration configuration) {
    return Double.parseDouble(option(configuration, "--rate")) * seconds(configuration) / 2;
  }

  private static double seconds(Configuration configuration) {
    return Double.parseDouble(option(configuration, "--time-limit"));
  }

  @Test
  void the_nodes_own_options_are_drawn_within_their_ranges() {
    List<Tunable> tunables =
        List.of(
            new Tunable.Number("--batch", 2, 9), new Tunable.Choice("--level", List.of("a", "b")));
    var source = source(new Promising(ALL, tunables), Map.of());
    List<List<String>> arguments =
        LongStream.range(0, 300).mapToObj(seed -> source.draw(seed).nodeArguments()).toList();
    assertThat(arguments).contains(List.of()).anySatisfy(each -> assertThat(each).hasSize(4));
    assertThat(arguments)
        .allSatisfy(each ->
            assertThat(String.join(" ", each)).matches("(--batch [2-9])? ?(--level [ab])?"));
  }
}
