package glomers.bench.cli;

import glomers.bench.plan.Plan;
import glomers.bench.plan.PlanFormatException;
import glomers.bench.plan.PlanReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Plans out of files that people name. */
final class Plans {

  private Plans() {}

  /**
   * Reads a plan.
   *
   * @throws UsageException if there is none, or if it is wrong
   */
  static Plan read(Path file) {
    try {
      return PlanReader.read(Files.readString(file));
    } catch (PlanFormatException e) {
      throw new UsageException(file + ", " + e.getMessage() + ".");
    } catch (IOException e) {
      throw new UsageException(
          "There is no plan " + file + " to read; a run that failed leaves one.");
    }
  }
}
