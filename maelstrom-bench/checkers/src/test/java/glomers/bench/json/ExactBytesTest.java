package glomers.bench.json;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ExactBytesTest {

  private static byte[] piece(int number) {
    return new byte[] {(byte) number, (byte) (number >> 8), 3};
  }

  @Test
  void pieces_of_any_number_become_one_array_of_their_length() {
    ExactBytes out = new ExactBytes();
    assertThat(out.bytes()).isEmpty();
    for (int number = 0; number < 1_000; number++) {
      out.write(piece(number), 0, 2);
      if (number % 100 == 0) {
        assertThat(out.bytes()).hasSize(2 * number + 2);
      }
    }
    byte[] all = out.bytes();
    assertThat(all).hasSize(2_000);
    for (int number = 0; number < 1_000; number++) {
      assertThat(all[2 * number]).isEqualTo((byte) number);
      assertThat(all[2 * number + 1]).isEqualTo((byte) (number >> 8));
    }
  }

  @Test
  @Timeout(30)
  void a_message_of_many_pieces_is_not_copied_with_each() {
    byte[] piece = new byte[8_000];
    ExactBytes out = new ExactBytes();
    for (int i = 0; i < 20_000; i++) {
      out.write(piece, 0, piece.length); // would copy 1,600 GB
    }
    assertThat(out.bytes()).hasSize(160_000_000);
  }
}
