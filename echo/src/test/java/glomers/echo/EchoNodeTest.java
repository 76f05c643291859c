package glomers.echo;

import static org.assertj.core.api.Assertions.assertThat;

import glomers.bench.script.ScriptedCluster;
import glomers.core.message.EchoVerbs.Echo;
import glomers.core.message.EchoVerbs.EchoOk;
import glomers.core.runtime.Nodes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EchoNodeTest {

  private final ScriptedCluster cluster =
      ScriptedCluster.of(Nodes.programOf(EchoProgram::main), 1, 1);

  @ParameterizedTest
  @ValueSource(strings = {"\"hello\"", "17", "1.50", "null", "true", "{\"a\":[1,{\"b\":null}]}"})
  void any_json_value_comes_back_as_it_was(String json) {
    JsonNode value = JsonMapper.shared().readTree(json);
    assertThat(cluster.askNow("n0", new Echo(value), EchoOk.class).echo().toString())
        .isEqualTo(value.toString());
  }
}
