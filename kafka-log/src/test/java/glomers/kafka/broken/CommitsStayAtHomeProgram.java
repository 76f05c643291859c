package glomers.kafka.broken;

import glomers.core.log.CommittedOffsets;
import glomers.core.message.KafkaVerbs.CommitOffsets;
import glomers.core.message.KafkaVerbs.CommitOffsetsOk;
import glomers.core.message.KafkaVerbs.ListCommittedOffsets;
import glomers.core.message.KafkaVerbs.ListCommittedOffsetsOk;
import glomers.core.node.Context;
import java.util.List;
import java.util.Map;

/** Broken on purpose: committed offsets are known only to the node that was told. */
public final class CommitsStayAtHomeProgram extends InterceptedProgram {

  @Override
  Interceptor interceptor(Context context) {
    CommittedOffsets committed = new CommittedOffsets();
    return request ->
        switch (request.body()) {
          case CommitOffsets(Map<String, Long> offsets) -> {
            committed.merge(offsets);
            context.reply(request, new CommitOffsetsOk());
            yield true;
          }
          case ListCommittedOffsets(List<String> keys) -> {
            context.reply(request, new ListCommittedOffsetsOk(committed.of(keys)));
            yield true;
          }
          default -> false;
        };
  }
}
