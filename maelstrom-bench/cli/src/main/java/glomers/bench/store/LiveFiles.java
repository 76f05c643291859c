package glomers.bench.store;

import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import glomers.bench.nemesis.FaultEvent;
import glomers.bench.network.Network;
import glomers.bench.network.Packet;
import glomers.bench.network.TracedMessage;
import glomers.bench.network.TracedMessage.Fate;
import glomers.bench.run.HistoryWriter;
import glomers.bench.run.RunObserver;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Writes what happens in a run while it happens, on a thread of its own: whatever becomes of the
 * bench, what was handed to the operating system stays. A disk that is full spoils no run: the rest
 * is left out here, and the run's own files say so when they cannot be written.
 */
public final class LiveFiles implements RunObserver, Network.Observer, AutoCloseable {

  /** So much may wait for the disk; then the run waits. */
  private static final int MAX_WAITING = 1 << 16;

  private static final int MAX_AT_ONCE = 1 << 10;

  private final UnfinishedFiles files;
  private final BlockingQueue<Entry> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
  private final List<Entry.Message> beforeBeginning = new ArrayList<>();
  private final Thread thread;
  private final SendingTimes sendingTimes = new SendingTimes();
  private long originNanos = Long.MIN_VALUE;
  private volatile boolean hasFailed;

  /** Something to write. */
  private sealed interface Entry {
    record History(Operation operation) implements Entry {}

    record Fault(FaultEvent event) implements Entry {}

    record Message(Packet packet, long sentNanos, Fate fate, long endNanos) implements Entry {

      TracedMessage traced(long originNanos) {
        return new TracedMessage(
            packet.id(),
            packet.src(),
            packet.dest(),
            sentNanos - originNanos,
            fate,
            endNanos - originNanos,
            packet.copy() != 0,
            new String(packet.json(), StandardCharsets.UTF_8));
      }
    }

    record End() implements Entry {}
  }

  private LiveFiles(UnfinishedFiles files) {
    this.files = files;
    this.thread = Thread.ofPlatform().daemon().name("files of the run").unstarted(this::write);
  }

  /**
   * Begins.
   *
   * @throws IOException if there is no place for them
   */
  public static LiveFiles open(UnfinishedFiles files, UnfinishedRun run) throws IOException {
    Path folder = Files.createDirectories(files.path());
    Files.writeString(folder.resolve(UnfinishedFiles.RUN), run.write());
    LiveFiles live = new LiveFiles(files);
    live.thread.start();
    return live;
  }

  @Override
  public void began(long loopNanos) {
    originNanos = loopNanos;
    beforeBeginning.forEach(this::put);
    beforeBeginning.clear();
  }

  @Override
  public void operation(Operation operation) {
    put(new Entry.History(operation));
  }

  @Override
  public void fault(FaultEvent event) {
    put(new Entry.Fault(event));
  }

  @Override
  public void sent(Packet packet, long nowNanos) {
    sendingTimes.put(packet.id(), nowNanos);
  }

  @Override
  public void received(Packet packet, long nowNanos) {
    ended(packet, Fate.DELIVERED, nowNanos);
  }

  @Override
  public void missed(Packet packet, Network.Miss miss, long nowNanos) {
    ended(packet, Fate.of(miss), nowNanos);
  }

  private void ended(Packet packet, Fate fate, long nowNanos) {
    long sentNanos = sendingTimes.get(packet.id()).orElse(nowNanos);
    var message = new Entry.Message(packet, sentNanos, fate, nowNanos);
    if (originNanos == Long.MIN_VALUE) {
      beforeBeginning.add(message); // its times are counted from a moment that is yet to come
    } else {
      put(message);
    }
  }

  private void put(Entry entry) {
    if (hasFailed) {
      return;
    }
    try {
      waiting.put(entry);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write() {
    try (OutputStream history = open(UnfinishedFiles.HISTORY);
        OutputStream faults = open(UnfinishedFiles.FAULTS);
        OutputStream messages = open(UnfinishedFiles.MESSAGES)) {
      List<Entry> taken = new ArrayList<>();
      boolean isOver = false;
      while (!isOver) {
        taken.add(waiting.take());
        waiting.drainTo(taken, MAX_AT_ONCE);
        isOver = writeAll(taken, history, faults, messages);
        taken.clear();
      }
    } catch (IOException | RuntimeException e) {
      hasFailed = true;
      waiting.clear(); // lets go whoever waits for room
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private OutputStream open(String name) throws IOException {
    return Files.newOutputStream(files.path().resolve(name));
  }

  /** Writes whole lines at once to each file; returns whether that was all. */
  private boolean writeAll(
      List<Entry> entries, OutputStream history, OutputStream faults, OutputStream messages)
      throws IOException {
    var historyLines = new ByteArrayOutputStream();
    List<FaultEvent> events = new ArrayList<>();
    List<TracedMessage> traced = new ArrayList<>();
    boolean isOver = false;
    for (Entry entry : entries) {
      switch (entry) {
        case Entry.History(Operation operation) -> {
          historyLines.write(Json.bytes(HistoryWriter.toJson(operation)));
          historyLines.write('\n');
        }
        case Entry.Fault(FaultEvent event) -> events.add(event);
        case Entry.Message message -> traced.add(message.traced(originNanos));
        case Entry.End() -> isOver = true;
      }
    }
    historyLines.writeTo(history);
    var lines = new ByteArrayOutputStream();
    HistoryWriter.writeFaults(events, lines);
    lines.writeTo(faults);
    lines.reset();
    HistoryWriter.writeMessages(traced, lines);
    lines.writeTo(messages);
    return isOver;
  }

  /** Writes what still waits; nothing may happen any more. */
  @Override
  public void close() {
    put(new Entry.End());
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
