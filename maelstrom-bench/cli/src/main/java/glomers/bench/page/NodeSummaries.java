package glomers.bench.page;

import glomers.bench.network.TracedMessage;
import glomers.bench.network.TracedMessage.Fate;
import glomers.bench.page.RunPage.NodeSummary;
import glomers.bench.store.RunFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts each node's messages, and reads the end of its log. */
final class NodeSummaries {

  private NodeSummaries() {}

  private static final class Counts {
    private long sent;
    private long received;
    private long missed;
  }

  /**
   * One summary for each of the nodes, in their order.
   *
   * @param folder the run's, whose {@code node-logs} has their logs
   */
  static List<NodeSummary> of(List<String> nodes, List<TracedMessage> messages, Path folder)
      throws IOException {
    Map<String, Counts> counts = new LinkedHashMap<>();
    nodes.forEach(node -> counts.put(node, new Counts()));
    for (TracedMessage message : messages) {
      Counts sender = counts.get(message.src());
      if (sender != null && !message.isCopy()) {
        sender.sent++;
      }
      Counts receiver = counts.get(message.dest());
      if (receiver != null && message.fate() == Fate.DELIVERED) {
        receiver.received++;
      } else if (receiver != null && message.fate().isMissed()) {
        receiver.missed++;
      }
    }
    List<NodeSummary> summaries = new ArrayList<>();
    for (String node : nodes) {
      LogTail log = LogTail.of(new RunFolder(folder).log(node));
      Counts count = counts.get(node);
      summaries.add(
          new NodeSummary(
              node, count.sent, count.received, count.missed, log.lines(), log.lineCount()));
    }
    return summaries;
  }
}
