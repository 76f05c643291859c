package glomers.bench.node;

import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.node.Promises;
import glomers.core.node.Tunable;
import glomers.core.runtime.MessageCodec;
import java.util.List;

/** One program that all incarnations of all nodes share. */
record SharedProgram(NodeProgram<?, ?> program, MessageCodec codec) implements ProgramSource {

  @Override
  public Starter starter(List<String> arguments) {
    return surroundings -> new HostedIncarnation(program, codec, arguments, surroundings);
  }

  @Override
  public Promises promises(List<String> arguments) {
    return program.promises(Options.parse(arguments));
  }

  @Override
  public List<Tunable> tunables() {
    return program.tunables();
  }
}
