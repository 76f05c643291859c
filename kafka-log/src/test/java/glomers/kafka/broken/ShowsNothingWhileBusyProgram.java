package glomers.kafka.broken;

import glomers.core.message.KafkaVerbs.Poll;
import glomers.core.message.KafkaVerbs.PollOk;
import glomers.core.message.KafkaVerbs.Send;
import glomers.core.node.Context;
import java.time.Duration;
import java.util.Map;

/**
 * Broken on purpose: polls bring nothing as long as clients send. Nothing is wrong with what they
 * bring later.
 */
public final class ShowsNothingWhileBusyProgram extends InterceptedProgram {

  private static final Duration LATELY = Duration.ofSeconds(1);

  @Override
  Interceptor interceptor(Context context) {
    long[] busyUntilNanos = new long[1];
    return request -> {
      if (request.body() instanceof Send) {
        busyUntilNanos[0] = context.nanoTime() + LATELY.toNanos();
      }
      boolean isHidden = request.body() instanceof Poll && context.nanoTime() < busyUntilNanos[0];
      if (isHidden) {
        context.reply(request, new PollOk(Map.of()));
      }
      return isHidden;
    };
  }
}
