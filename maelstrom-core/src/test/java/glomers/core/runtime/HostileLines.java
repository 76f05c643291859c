package glomers.core.runtime;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Lines that a node must survive. None of them is a good echo request. */
final class HostileLines {

  private static final String GOOD =
      "{\"src\":\"c9\",\"dest\":\"n0\",\"body\":{\"type\":\"echo\",\"msg_id\":1,\"echo\":\"hello\"}}";

  private HostileLines() {}

  /** A line without its end. */
  static byte[] next(Random random) {
    return switch (random.nextInt(10)) {
      case 0 -> text(GOOD.substring(0, 1 + random.nextInt(GOOD.length() - 1))); // truncated
      case 1 -> binary(random, 200);
      case 2 -> text("[".repeat(1 + random.nextInt(100_000))); // deep nesting
      case 3 -> text(body("{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000)));
      case 4 -> text(body("\"" + "x".repeat(random.nextInt(100) == 0 ? 5_000_000 : 500)));
      case 5 -> text(body("9".repeat(2_000))); // a huge number
      case 6 -> text(body("1e999999999"));
      case 7 ->
          text("{\"src\":[],\"dest\":{},\"body\":\"" + random.nextInt() + "\"}"); // wrong types
      case 8 -> text("{\"src\":\"c9\",\"dest\":\"n0\",\"body\":{\"msg_id\":1}}"); // missing fields
      default ->
          text("{\"src\":\"c9\",\"dest\":\"n0\",\"body\":{\"type\":\"\\ud800\",\"msg_id\":1}}");
    };
  }

  private static String body(String type) {
    return "{\"src\":\"c9\",\"dest\":\"n0\",\"body\":{\"type\":" + type + ",\"msg_id\":1}}";
  }

  private static byte[] text(String line) {
    return line.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] binary(Random random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    for (int i = 0; i < length; i++) {
      if (bytes[i] == '\n') {
        bytes[i] = 0;
      }
    }
    return bytes;
  }
}
