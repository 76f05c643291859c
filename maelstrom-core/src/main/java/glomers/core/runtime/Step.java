package glomers.core.runtime;

import glomers.core.message.PeerMessage;
import glomers.core.message.Request;
import glomers.core.node.Context;
import glomers.core.node.Node;
import glomers.core.node.NodeProgram;
import glomers.core.node.Options;
import glomers.core.node.Promises;
import glomers.core.node.Tunable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One of a challenge's solutions: a whole program, with the name by which {@code --step} asks for
 * it. See {@link Nodes#run(String[], Step...)}.
 */
public record Step(String name, NodeProgram<?, ?> program) {

  private static final String OPTION = "--step";

  static NodeProgram<?, ?> choose(String[] commandLine, Step... steps) {
    Options options = Options.parse(List.of(commandLine));
    String name = options.text(OPTION, steps[steps.length - 1].name);
    return Arrays.stream(steps)
        .filter(step -> step.name.equals(name))
        .findFirst()
        .map(step -> new Chosen<>(step.program))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "there is no step '"
                    + name
                    + "'; the steps are "
                    + Arrays.stream(steps).map(Step::name).collect(Collectors.joining(", "))));
  }

  /** A step's program, which need not know that it is one of several. */
  private record Chosen<R extends Request, P extends PeerMessage>(NodeProgram<R, P> program)
      implements NodeProgram<R, P> {

    @Override
    public Class<R> requestType() {
      return program.requestType();
    }

    @Override
    public Class<P> peerMessageType() {
      return program.peerMessageType();
    }

    @Override
    public Node<R, P> create(Context context, Options options) {
      options.text(OPTION, ""); // has been read
      return program.create(context, options);
    }

    @Override
    public Promises promises(Options options) {
      return program.promises(options);
    }

    @Override
    public List<Tunable> tunables() {
      return program.tunables();
    }
  }
}
