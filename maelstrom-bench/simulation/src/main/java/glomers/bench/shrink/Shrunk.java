package glomers.bench.shrink;

import glomers.bench.engine.Clock;
import glomers.bench.network.MessageJournal;
import glomers.bench.network.TracedMessage;
import glomers.bench.plan.Plan;
import glomers.bench.run.RunResult;
import glomers.bench.story.Stories;
import glomers.bench.story.Story;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The smallest run that was found.
 *
 * @param plan how it goes
 * @param run it, judged
 * @param journal its messages
 * @param goal what it shows, as the whole run did
 * @param before how much happened in the whole run
 * @param after how much happens in it
 * @param attempts how many smaller runs were tried
 * @param seconds how long that took
 * @param isMinimal whether it was checked that no single thing can be taken away from it; there was
 *     no time for that if not
 */
public record Shrunk(
    Plan plan,
    JudgedRun run,
    MessageJournal journal,
    Goal goal,
    Size before,
    Size after,
    int attempts,
    double seconds,
    boolean isMinimal) {

  private static final int MAX_LAST_MESSAGES = 12;

  /** How it came about. */
  public Story story() {
    RunResult result = run.result();
    List<TracedMessage> messages = journal.messages(result.beganNanos());
    return goal instanceof Goal.BrokenOff
        ? Stories.ofRun(goal.foundIn(run), result.history(), lastOf(messages), result.faults())
        : Stories.of(goal.foundIn(run), result.history(), messages, result.faults());
  }

  /** What nodes said just before one of them broke down. */
  private static List<TracedMessage> lastOf(List<TracedMessage> messages) {
    List<TracedMessage> betweenNodes =
        messages.stream().filter(message -> !message.involvesClient()).toList();
    return betweenNodes.subList(
        Math.max(0, betweenNodes.size() - MAX_LAST_MESSAGES), betweenNodes.size());
  }

  /** It for people: what went wrong, how it came about, and what that is a part of. */
  public List<String> text() {
    Story story = story();
    List<String> text = new ArrayList<>();
    text.add("The smallest run that was found to show it:");
    text.add("  " + goal.foundIn(run).reason());
    text.add("");
    story.text(Story.MAX_PRINTED).forEach(line -> text.add("  " + line));
    text.add("");
    takenAway().forEach(sentence -> text.add("  " + sentence));
    return text;
  }

  /** What was taken away, in sentences. */
  public List<String> takenAway() {
    List<String> needed = new ArrayList<>();
    add(needed, after.nodes(), before.nodes(), "node");
    add(needed, after.operations(), before.operations(), "operation");
    add(needed, after.faults(), before.faults(), "fault");
    add(needed, after.losses(), before.losses(), "loss");
    add(needed, after.copies(), before.copies(), "copy");
    add(needed, after.delays(), before.delays(), "delay");
    String cost = String.format(Locale.ROOT, "%,d runs in %.1f s", attempts, seconds);
    boolean isSure = plan.clock() == Clock.VIRTUAL;
    List<String> sentences = new ArrayList<>();
    sentences.add((isSure ? "needed are " : "enough are ") + String.join(", ", needed));
    sentences.add(
        isMinimal
            ? (isSure
                    ? "nothing more can be taken away; "
                    : "nothing more was found to take away; ")
                + cost
            : "more might be taken away, but time was up after " + cost);
    if (!isSure) {
      sentences.add(
          "on real time no two runs are the same: each smaller one was tried "
              + ProcessShrinker.TRIES
              + " times");
    }
    return List.copyOf(sentences);
  }

  private static void add(List<String> needed, int after, int before, String what) {
    if (before > 0) {
      needed.add(String.format(Locale.ROOT, "%,d of %,d %s", after, before, plural(what, before)));
    }
  }

  private static String plural(String what, int count) {
    if (count == 1) {
      return what;
    }
    return switch (what) {
      case "loss" -> "losses";
      case "copy" -> "copies";
      default -> what + "s";
    };
  }
}
