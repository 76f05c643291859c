package glomers.bench.maelstrom;

import glomers.bench.history.Operation;
import glomers.bench.json.Json;
import glomers.bench.network.Packet;
import glomers.bench.network.TracedMessage;
import glomers.bench.network.TracedMessage.Fate;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.fressian.FressianReader;
import org.fressian.handlers.ReadHandler;
import tools.jackson.databind.node.ObjectNode;

/**
 * Maelstrom's {@code net-journal}: the sending and the receipt of every message, in files of
 * Fressian, a file for each of its threads. Their times are of another clock than the history's, so
 * they are set so that clients send when their operations begin.
 */
public final class NetJournal {

  /** What is sent so shortly before the end may well have been under way. */
  private static final long PENDING_NANOS = 500_000_000;

  private static final int ALIGNED_BY = 200;

  private record Event(long id, long nanos, boolean isReceipt, Message message) {}

  private record Message(long id, String src, String dest, Object body) {}

  private NetJournal() {}

  /**
   * Reads a journal; none is an empty one.
   *
   * @param history what clients asked, in the order of invocation
   */
  public static List<TracedMessage> read(Path folder, List<Operation> history) throws IOException {
    List<Event> events = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.fressian")) {
        for (Path file : files) {
          readFile(file, events);
        }
      }
    }
    events.sort(Comparator.comparingLong(Event::nanos).thenComparingLong(Event::id));
    return trace(events, offset(events, history));
  }

  private static void readFile(Path file, List<Event> events) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      FressianReader reader = new FressianReader(in, HANDLERS::get, false);
      while (true) {
        if (reader.readObject() instanceof Event event) {
          events.add(event);
        }
      }
    } catch (EOFException e) {
      // All is read. Maelstrom doesn't write how many there are.
    } catch (RuntimeException e) {
      throw new IOException(file + " cannot be understood: " + e, e);
    }
  }

  private static final Map<Object, ReadHandler> HANDLERS =
      Map.of(
          "ev",
          (reader, tag, count) -> {
            long id = reader.readInt();
            long nanos = reader.readInt();
            String type = String.valueOf(reader.readObject());
            return new Event(id, nanos, type.equals("recv"), (Message) reader.readObject());
          },
          "msg",
          (reader, tag, count) ->
              new Message(
                  reader.readInt(),
                  String.valueOf(reader.readObject()),
                  String.valueOf(reader.readObject()),
                  reader.readObject()),
          "key",
          (reader, tag, count) -> {
            reader.readObject(); // its namespace, which none has
            return String.valueOf(reader.readObject());
          },
          "map",
          (reader, tag, count) -> {
            List<?> entries = (List<?>) reader.readObject();
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = 0; i + 1 < entries.size(); i += 2) {
              map.put(entries.get(i), entries.get(i + 1));
            }
            return map;
          });

  /** By how much the journal's clock is ahead of the history's. */
  private static long offset(List<Event> events, List<Operation> history) {
    Set<String> functions =
        history.stream().map(Operation::function).collect(Collectors.toUnmodifiableSet());
    List<Long> differences = new ArrayList<>();
    for (Event event : events) {
      int place = differences.size();
      if (!event.isReceipt
          && Packet.isClient(event.message.src)
          && functions.contains(type(event.message))
          && place < Math.min(history.size(), ALIGNED_BY)) {
        differences.add(event.nanos - history.get(place).invokedNanos());
      }
    }
    if (differences.isEmpty()) {
      return events.isEmpty() ? 0 : events.getFirst().nanos;
    }
    differences.sort(null);
    return differences.get((differences.size() - 1) / 2);
  }

  private static String type(Message message) {
    return message.body instanceof Map<?, ?> body ? String.valueOf(body.get("type")) : "";
  }

  private static List<TracedMessage> trace(List<Event> events, long offsetNanos) {
    long lastNanos = events.isEmpty() ? 0 : events.getLast().nanos;
    Map<Long, Long> received = new HashMap<>();
    for (Event event : events) {
      if (event.isReceipt) {
        received.putIfAbsent(event.message.id, event.nanos);
      }
    }
    List<TracedMessage> messages = new ArrayList<>(events.size() / 2);
    for (Event event : events) {
      if (!event.isReceipt) {
        Long receipt = received.get(event.message.id);
        boolean involvesClient =
            Packet.isClient(event.message.src) || Packet.isClient(event.message.dest);
        Fate fate =
            receipt != null
                ? Fate.DELIVERED
                : involvesClient || event.nanos > lastNanos - PENDING_NANOS
                    ? Fate.PENDING
                    : Fate.CUT; // a partition is the only fault that Maelstrom has
        messages.add(
            new TracedMessage(
                event.message.id,
                event.message.src,
                event.message.dest,
                event.nanos - offsetNanos,
                fate,
                (receipt == null ? event.nanos : Math.max(receipt, event.nanos)) - offsetNanos,
                false,
                json(event.message)));
      }
    }
    return messages;
  }

  private static String json(Message message) {
    ObjectNode json = Json.object();
    json.put("src", message.src);
    json.put("dest", message.dest);
    json.set("body", Edn.toJson(message.body));
    return json.toString();
  }
}
