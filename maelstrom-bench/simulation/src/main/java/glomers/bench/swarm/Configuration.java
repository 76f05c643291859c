package glomers.bench.swarm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One test, as the options of {@code test} and the arguments of the node that make it.
 *
 * @param seed where all its chance comes from
 * @param options the options of {@code test}, each with its value
 * @param nodeArguments the node's own options, each followed by its value
 */
public record Configuration(long seed, Map<String, String> options, List<String> nodeArguments) {

  /** A configuration that nobody changes any more. */
  public Configuration {
    options = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(options));
    nodeArguments = List.copyOf(nodeArguments);
  }

  /** The words that stand on the command line, the node's own behind {@code --}. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    options.forEach((name, value) -> {
      words.add(name);
      words.add(value);
    });
    words.add("--simulate");
    if (!nodeArguments.isEmpty()) {
      words.add("--");
      words.addAll(nodeArguments);
    }
    return words;
  }
}
