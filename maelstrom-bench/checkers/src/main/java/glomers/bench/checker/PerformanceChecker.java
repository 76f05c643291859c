package glomers.bench.checker;

import glomers.bench.history.Operation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** Measures how long successful operations took, in all and by function. Always satisfied. */
public final class PerformanceChecker implements Checker {

  private static final int SIGNIFICANT_DIGITS = 3;

  @Override
  public Verdict check(List<Operation> history) {
    Histogram all = new Histogram(SIGNIFICANT_DIGITS);
    Map<String, Histogram> byFunction = new TreeMap<>();
    for (Operation operation : history) {
      if (operation.isOk()) {
        long micros = (operation.completedNanos() - operation.invokedNanos()) / 1_000;
        all.recordValue(micros);
        byFunction
            .computeIfAbsent(operation.function(), unused -> new Histogram(SIGNIFICANT_DIGITS))
            .recordValue(micros);
      }
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    if (all.getTotalCount() > 0) {
      figures.put("latency-millis", quantiles(all));
      Map<String, Object> each = new LinkedHashMap<>();
      byFunction.forEach((function, histogram) -> each.put(function, quantiles(histogram)));
      figures.put("latency-millis-by-function", each);
    }
    return Verdict.ofFigures(figures);
  }

  private static Map<String, Object> quantiles(Histogram micros) {
    Map<String, Object> quantiles = new LinkedHashMap<>();
    quantiles.put("0.5", micros.getValueAtPercentile(50) / 1e3);
    quantiles.put("0.95", micros.getValueAtPercentile(95) / 1e3);
    quantiles.put("0.99", micros.getValueAtPercentile(99) / 1e3);
    quantiles.put("1", micros.getMaxValue() / 1e3);
    return quantiles;
  }
}
