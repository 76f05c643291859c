package glomers.bench.history;

import glomers.bench.history.Operation.ErrorKind;
import glomers.bench.history.Operation.Outcome;
import glomers.bench.json.PackedJson;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;

/**
 * A history of which there may be millions of operations, as columns of numbers: an operation is
 * made of them when somebody asks for it, and its values are read when somebody looks at them. Not
 * thread-safe while operations are written down.
 */
public final class HistoryColumns {

  private static final int CHUNK_BITS = 12;
  private static final int CHUNK_SIZE = 1 << CHUNK_BITS;

  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final ErrorKind[] KINDS = ErrorKind.values();

  /** Stands where nothing is written down. */
  private static final Chunk NOTHING = new Chunk();

  private final List<Chunk> chunks = new ArrayList<>();
  private final Names names = new Names();
  private final PackedJson values = new PackedJson();
  private int size;
  private int writtenCount;

  /** The columns of some operations. */
  private static final class Chunk {
    private final int[] processes = new int[CHUNK_SIZE];
    private final long[] invokedNanos = new long[CHUNK_SIZE];
    private final long[] completedNanos = new long[CHUNK_SIZE];
    private final long[] values = new long[CHUNK_SIZE];
    private final int[] nodes = new int[CHUNK_SIZE];
    private final int[] functions = new int[CHUNK_SIZE];
    private final int[] errors = new int[CHUNK_SIZE];
    private final byte[] outcomes = new byte[CHUNK_SIZE];
    private final byte[] errorKinds = new byte[CHUNK_SIZE];
    private final int[] finalRounds = new int[CHUNK_SIZE];
    private final boolean[] isWritten = new boolean[CHUNK_SIZE];
  }

  /** Texts that come again, by their numbers. */
  private static final class Names {
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> numbers = new HashMap<>();

    int number(String name) {
      Integer known = numbers.get(name);
      if (known != null) {
        return known;
      }
      names.add(name);
      numbers.put(name, names.size() - 1);
      return names.size() - 1;
    }
  }

  /** Keeps the place behind all others for an operation that begins; returns which. */
  public int reserve() {
    return size++;
  }

  /**
   * Writes down an operation at the place that is its index, instead of the one that may be there.
   *
   * @throws IllegalArgumentException if that is below zero
   */
  public void put(Operation operation) {
    if (operation.index() < 0) {
      throw new IllegalArgumentException("there is an operation of index " + operation.index());
    }
    size = Math.max(size, operation.index() + 1);
    Chunk chunk = chunkToWrite(operation.index());
    int at = operation.index() & CHUNK_SIZE - 1;
    chunk.processes[at] = operation.process();
    chunk.nodes[at] = names.number(operation.node());
    chunk.functions[at] = names.number(operation.function());
    chunk.invokedNanos[at] = operation.invokedNanos();
    chunk.completedNanos[at] = operation.completedNanos();
    chunk.outcomes[at] = (byte) operation.outcome().ordinal();
    chunk.errorKinds[at] = (byte) operation.errorKind().ordinal();
    chunk.errors[at] = names.number(operation.error());
    chunk.finalRounds[at] = operation.finalRound();
    chunk.values[at] = values.add(operation.input(), operation.output());
    if (!chunk.isWritten[at]) {
      chunk.isWritten[at] = true;
      writtenCount++;
    }
  }

  private Chunk chunkToWrite(int place) {
    int number = place >>> CHUNK_BITS;
    while (number >= chunks.size()) {
      chunks.add(NOTHING);
    }
    if (chunks.get(number) == NOTHING) {
      chunks.set(number, new Chunk());
    }
    return chunks.get(number);
  }

  /**
   * What was written down, in the order of the places; those that were only kept are left out.
   * Nothing may be written down any more.
   */
  public List<Operation> operations() {
    if (writtenCount == size) {
      return new View(new int[0], size);
    }
    int[] places = new int[writtenCount];
    int count = 0;
    for (int number = 0; number < chunks.size(); number++) {
      for (int at = 0; at < CHUNK_SIZE && chunks.get(number) != NOTHING; at++) {
        if (chunks.get(number).isWritten[at]) {
          places[count++] = (number << CHUNK_BITS) + at;
        }
      }
    }
    return new View(places, writtenCount);
  }

  private Operation operation(int place) {
    Chunk chunk = chunks.get(place >>> CHUNK_BITS);
    int at = place & CHUNK_SIZE - 1;
    return Operation.ofPacked(
        place,
        chunk.processes[at],
        names.names.get(chunk.nodes[at]),
        names.names.get(chunk.functions[at]),
        chunk.invokedNanos[at],
        OUTCOMES[chunk.outcomes[at]],
        chunk.completedNanos[at],
        KINDS[chunk.errorKinds[at]],
        names.names.get(chunk.errors[at]),
        chunk.finalRounds[at],
        values,
        chunk.values[at]);
  }

  /** A list that nobody can change. */
  private final class View extends AbstractList<Operation> implements RandomAccess {
    /** Which places; none if all. */
    private final int[] places;

    private final int count;

    View(int[] places, int count) {
      this.places = places;
      this.count = count;
    }

    @Override
    public Operation get(int number) {
      java.util.Objects.checkIndex(number, count);
      return operation(places.length == 0 ? number : places[number]);
    }

    @Override
    public int size() {
      return count;
    }
  }
}
