package glomers.bench.wasm;

import java.io.ByteArrayOutputStream;
import java.util.Set;

/**
 * A module without the code of its functions, which the JVM has in classes: to read what the code
 * of a program of three megabytes says takes seconds, and to keep it tens of megabytes.
 */
final class StrippedModule {

  private static final int HEADER_BYTES = 8;
  private static final int CODE_SECTION = 10;

  /** No locals, {@code unreachable}, {@code end}. */
  private static final byte[] NO_CODE = {0, 0, 0x0b};

  private final byte[] module;
  private int place;

  private StrippedModule(byte[] module) {
    this.module = module;
  }

  /**
   * Takes the code out of a well-formed module.
   *
   * @param kept the functions that keep theirs, by their numbers
   * @param importedFunctions how many functions it imports, whose numbers come first
   */
  static byte[] of(byte[] module, Set<Integer> kept, int importedFunctions) {
    return new StrippedModule(module).strip(kept, importedFunctions);
  }

  private byte[] strip(Set<Integer> kept, int importedFunctions) {
    var out = new ByteArrayOutputStream(module.length / 4);
    out.write(module, 0, HEADER_BYTES);
    place = HEADER_BYTES;
    while (place < module.length) {
      int start = place;
      int id = module[place++];
      int size = readNumber();
      int end = place + size;
      if (id == CODE_SECTION) {
        byte[] code = stripCode(kept, importedFunctions);
        out.write(id);
        writeNumber(out, code.length);
        out.writeBytes(code);
      } else {
        out.write(module, start, end - start);
      }
      place = end;
    }
    return out.toByteArray();
  }

  private byte[] stripCode(Set<Integer> kept, int importedFunctions) {
    var out = new ByteArrayOutputStream();
    int count = readNumber();
    writeNumber(out, count);
    for (int i = 0; i < count; i++) {
      int size = readNumber();
      if (kept.contains(importedFunctions + i)) {
        writeNumber(out, size);
        out.write(module, place, size);
      } else {
        writeNumber(out, NO_CODE.length);
        out.writeBytes(NO_CODE);
      }
      place += size;
    }
    return out.toByteArray();
  }

  /** Reads an unsigned LEB128. */
  private int readNumber() {
    int value = 0;
    int shift = 0;
    byte next;
    do {
      next = module[place++];
      value |= (next & 0x7f) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }

  private static void writeNumber(ByteArrayOutputStream out, int number) {
    int rest = number;
    while (rest >= 0x80) {
      out.write(rest & 0x7f | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
