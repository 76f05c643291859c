package glomers.bench.checker.kafka;

import glomers.bench.checker.LongIntMap;
import glomers.bench.history.Operation;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One key's log as its acknowledged sends and its polls tell it: which offsets hold a message, and
 * who saw each message. Offsets may be sparse; the <em>rank</em> of an offset counts the known ones
 * below it.
 */
final class KeyLog {

  private static final long UNKNOWN = Long.MIN_VALUE;

  private final KeyHistory history;
  private final LongIntMap messageAt = new LongIntMap();
  private final long[] lowestOffsetOf;
  private final int[] earliestReaderOf;
  private final int[] latestReaderOf;
  private final BitSet seenInFinalPhase = new BitSet();
  private final Map<Long, Operation> conflictedOffsets = new LinkedHashMap<>();
  private final Map<Integer, Operation> duplicatedMessages = new LinkedHashMap<>();
  private final long[] offsets;

  KeyLog(KeyHistory history) {
    this.history = history;
    this.lowestOffsetOf = new long[history.messageCount()];
    this.earliestReaderOf = new int[history.messageCount()];
    this.latestReaderOf = new int[history.messageCount()];
    Arrays.fill(lowestOffsetOf, UNKNOWN);
    Arrays.fill(earliestReaderOf, PollBatch.NONE);
    Arrays.fill(latestReaderOf, PollBatch.NONE);
    for (int message = 0; message < history.sends().size(); message++) {
      KeyHistory.Send send = history.sends().get(message);
      if (send.offset().isPresent()) {
        place(message, send.offset().getAsLong(), send.operation());
      }
    }
    for (int batch = 0; batch < history.batches().size(); batch++) {
      read(batch);
    }
    this.offsets = messageAt.sortedKeys();
  }

  private void read(int batchIndex) {
    PollBatch batch = history.batches().get(batchIndex);
    for (int i = 0; i < batch.size(); i++) {
      int message = batch.message(i);
      // Most pairs repeat what is known: this comparison is all that they cost.
      if (lowestOffsetOf[message] != batch.offset(i)) {
        place(message, batch.offset(i), batch.poll());
      }
      int earliest = earliestReaderOf[message];
      if (earliest == PollBatch.NONE
          || batch.poll().completedNanos() < poll(earliest).completedNanos()) {
        earliestReaderOf[message] = batchIndex;
      }
      int latest = latestReaderOf[message];
      if (latest == PollBatch.NONE || batch.poll().invokedNanos() > poll(latest).invokedNanos()) {
        latestReaderOf[message] = batchIndex;
      }
      if (batch.poll().isFinal()) {
        seenInFinalPhase.set(message);
      }
    }
  }

  private Operation poll(int batch) {
    return history.batches().get(batch).poll();
  }

  private void place(int message, long offset, Operation shownBy) {
    int other = messageAt.putIfAbsent(offset, message);
    if (other != LongIntMap.ABSENT && other != message) {
      conflictedOffsets.putIfAbsent(offset, shownBy);
    }
    if (lowestOffsetOf[message] == UNKNOWN) {
      lowestOffsetOf[message] = offset;
    } else if (lowestOffsetOf[message] != offset) {
      duplicatedMessages.putIfAbsent(message, shownBy);
      lowestOffsetOf[message] = Math.min(lowestOffsetOf[message], offset);
    }
  }

  KeyHistory history() {
    return history;
  }

  /**
   * Each offset that was seen with more than one message, and the operation that first
   * contradicted.
   */
  Map<Long, Operation> conflictedOffsets() {
    return conflictedOffsets;
  }

  /**
   * Each message that was seen at more than one offset, and the operation that first contradicted.
   */
  Map<Integer, Operation> duplicatedMessages() {
    return duplicatedMessages;
  }

  /** How many offsets are known to hold a message. */
  int size() {
    return offsets.length;
  }

  long offsetAt(int rank) {
    return offsets[rank];
  }

  /** The message at a rank; if several were seen there, the first to be known. */
  int messageAt(int rank) {
    return messageAt.get(offsets[rank]);
  }

  /** How many known offsets lie below the given one, which need not be known itself. */
  int rankOf(long offset) {
    int place = Arrays.binarySearch(offsets, offset);
    return place >= 0 ? place : -place - 1;
  }

  /** The lowest offset at which a message was seen, if any. */
  OptionalLong offsetOf(int message) {
    return lowestOffsetOf[message] == UNKNOWN
        ? OptionalLong.empty()
        : OptionalLong.of(lowestOffsetOf[message]);
  }

  /** The poll that was the first to end among those that returned a message. */
  Optional<Operation> earliestReader(int message) {
    return Optional.of(earliestReaderOf[message]).filter(b -> b != PollBatch.NONE).map(this::poll);
  }

  /** The poll that was the last to begin among those that returned a message. */
  Optional<Operation> latestReader(int message) {
    return Optional.of(latestReaderOf[message]).filter(b -> b != PollBatch.NONE).map(this::poll);
  }

  boolean isPolled(int message) {
    return earliestReaderOf[message] != PollBatch.NONE;
  }

  boolean isSeenInFinalPhase(int message) {
    return seenInFinalPhase.get(message);
  }
}
