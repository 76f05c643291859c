package glomers.bench.page;

import glomers.bench.nemesis.FaultEvent;
import glomers.bench.page.RunPage.FaultBand;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes times of trouble out of the moments at which it began and ended. */
final class FaultBands {

  private FaultBands() {}

  /**
   * The bands, in the order of their beginnings.
   *
   * @param endNanos the end of the run, at which all that was not put right ends
   */
  static List<FaultBand> of(List<FaultEvent> events, long endNanos) {
    List<FaultBand> bands = new ArrayList<>();
    Map<String, FaultEvent> open = new LinkedHashMap<>();
    for (FaultEvent event : events) {
      FaultEvent begun =
          event.isStart() ? open.put(event.fault(), event) : open.remove(event.fault());
      if (begun != null) {
        bands.add(band(begun, event.timeNanos()));
      }
    }
    open.values().forEach(event -> bands.add(band(event, endNanos)));
    bands.sort(java.util.Comparator.comparingLong(FaultBand::startNanos));
    return bands;
  }

  private static FaultBand band(FaultEvent start, long endNanos) {
    return new FaultBand(
        start.fault(), start.description(), start.timeNanos(), endNanos, start.nodes());
  }
}
