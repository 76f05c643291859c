"use strict";

/* Latency of every operation over time, and how many ended each second, by Chart.js. Faults are bands
   behind both. */

const Plots = (() => {
  const STABLE_LABEL = "value stable at every node";
  const OUTCOME_SHAPES = ["circle", "crossRot", "triangle"];
  /** What is shorter is drawn at this height, so that the rest has room. In milliseconds. */
  const FLOOR = 0.02;
  const CELLS_ACROSS = 700;
  const CELLS_PER_DECADE = 40;
  /** Below this many points of a kind each is drawn; above, those at one place are drawn once. */
  const DRAWN_ONE_BY_ONE = 3000;

  /** All points of one function and one outcome. */
  function kinds(run) {
    const { operations } = run;
    const byKind = new Map();
    for (let i = 0; i < operations.count; i++) {
      const key = operations.function[i] * 4 + operations.outcome[i];
      if (!byKind.has(key)) {
        byKind.set(key, { function: operations.function[i], outcome: operations.outcome[i], places: [] });
      }
      byKind.get(key).places.push(i);
    }
    return [...byKind.values()].sort((a, b) => a.function - b.function || a.outcome - b.outcome);
  }

  function points(run, places) {
    const { invoked, took } = run.operations;
    const drawn = [];
    const cells = new Map();
    for (const i of places) {
      const x = invoked[i] / 1e6;
      const y = Math.max(FLOOR, took[i] / 1e3);
      if (places.length > DRAWN_ONE_BY_ONE) {
        const across = Math.floor((invoked[i] / run.endMicros) * CELLS_ACROSS);
        const cell = across * 4096 + Math.floor((Math.log10(y) + 4) * CELLS_PER_DECADE);
        const there = cells.get(cell);
        if (there) {
          there.count++;
          continue;
        }
        const point = { x, y, place: i, count: 1 };
        cells.set(cell, point);
        drawn.push(point);
      } else {
        drawn.push({ x, y, place: i, count: 1 });
      }
    }
    return drawn;
  }

  function label(run, kind) {
    return `${run.operations.functions[kind.function]}, ${OUTCOMES[kind.outcome]}`;
  }

  function color(kind) {
    return kind.outcome === 0
      ? themeColor(`series-${kind.function % 6}`)
      : themeColor(OUTCOMES[kind.outcome]);
  }

  /** Behind the plot: a band for each fault. In front: where the diagram of messages stands. */
  function bands(run, viewport) {
    return {
      id: "bands",
      beforeDatasetsDraw(chart) {
        const { ctx, chartArea, scales } = chart;
        for (const band of run.faults) {
          const from = Math.max(chartArea.left, scales.x.getPixelForValue(band.start / 1e6));
          const to = Math.min(chartArea.right, scales.x.getPixelForValue(band.end / 1e6));
          ctx.fillStyle = themeColor(`band-${band.fault}`) || themeColor("band-partition");
          ctx.fillRect(from, chartArea.top, Math.max(1, to - from), chartArea.bottom - chartArea.top);
        }
      },
      afterDatasetsDraw(chart) {
        finalReads(run, chart);
        const window = viewport.window();
        if (window === null) {
          return;
        }
        const { ctx, chartArea, scales } = chart;
        const from = Math.max(chartArea.left, scales.x.getPixelForValue(window.from / 1e6));
        const to = Math.min(chartArea.right, scales.x.getPixelForValue(window.to / 1e6));
        if (to > from) {
          ctx.fillStyle = themeColor("accent");
          ctx.fillRect(from, chartArea.bottom - 3, Math.max(4, to - from), 3);
        }
      },
    };
  }

  /** Where the faults are healed, the waiting is over and every node is asked one last time. */
  function finalReads(run, chart) {
    const { finalStart } = run.operations;
    if (finalStart === undefined) {
      return;
    }
    const { ctx, chartArea, scales } = chart;
    const x = scales.x.getPixelForValue(finalStart / 1e6);
    ctx.save();
    ctx.strokeStyle = themeColor("quiet");
    ctx.setLineDash([4, 4]);
    ctx.beginPath();
    ctx.moveTo(x, chartArea.top);
    ctx.lineTo(x, chartArea.bottom);
    ctx.stroke();
    ctx.fillStyle = themeColor("quiet");
    ctx.font = "12px system-ui, sans-serif";
    ctx.textAlign = "right";
    ctx.fillText("final reads", x - 5, chartArea.top + 12);
    ctx.restore();
  }

  function axes(run, yAxis) {
    const grid = { color: themeColor("grid") };
    const ticks = { color: themeColor("quiet") };
    const title = (text) => ({ display: true, text, color: themeColor("quiet") });
    return {
      x: {
        type: "linear",
        min: 0,
        max: (run.endMicros / 1e6) * 1.005,
        grid,
        ticks: {
          ...ticks,
          maxRotation: 0,
          includeBounds: false,
          callback: (value) => `${Number(value.toFixed(3))} s`,
        },
        title: title("time since clients began"),
      },
      y: {
        grid,
        ...yAxis,
        ticks: { ...ticks, ...yAxis.ticks },
        title: title(yAxis.label),
        afterFit: (scale) => (scale.width = 76),
      },
    };
  }

  /** Where all takes about as long there would be no line of the grid to tell how long. */
  function atLeastADecade(scale) {
    if (scale.max < 10 * scale.min) {
      const middle = Math.sqrt(scale.min * scale.max);
      scale.min = Math.min(scale.min, middle / 3.2);
      scale.max = Math.max(scale.max, middle * 3.2);
    }
  }

  /** Powers of ten; where there are few of them also their doubles and halves. */
  function labelled(value) {
    const digit = Number((value / 10 ** Math.floor(Math.log10(value) + 1e-9)).toFixed(3));
    const isNarrow = this.max < 100 * this.min;
    return digit === 1 || (isNarrow && (digit === 2 || digit === 5)) ? tellMillis(value) : "";
  }

  function tellMillis(value) {
    return value >= 1000
      ? `${value / 1000} s`
      : value >= 1
        ? `${value} ms`
        : `${Number((value * 1000).toFixed(0))} µs`;
  }

  /** When each broadcast value was at every node: what partitions delay even if no client waits. */
  function stableSeries(run) {
    const { known, took, value, count } = run.stable;
    const data = [];
    for (let i = 0; i < count; i++) {
      data.push({ x: known[i] / 1e6, y: Math.max(FLOOR, took[i] / 1e3), value: value[i], took: took[i] });
    }
    return {
      label: STABLE_LABEL,
      data,
      pointStyle: "rectRot",
      radius: count > 400 ? 2.5 : 4,
      hitRadius: 4,
      backgroundColor: "transparent",
      borderColor: themeColor("series-3"),
      borderWidth: count > 400 ? 1 : 1.5,
      clip: 8,
    };
  }

  function latencyChart(run, canvas, groups, viewport) {
    return new Chart(canvas, {
      type: "scatter",
      data: {
        datasets: [
          ...groups.map((kind) => ({
            label: label(run, kind),
            clip: 8,
            data: points(run, kind.places),
            pointStyle: OUTCOME_SHAPES[kind.outcome],
            radius: kind.outcome === 0 ? (kind.places.length > 2000 ? 1.5 : 2.5) : 4.5,
            hitRadius: 4,
            backgroundColor: color(kind) + (kind.outcome === 0 ? "b0" : ""),
            borderColor: color(kind),
            borderWidth: kind.outcome === 0 ? 0 : 2,
            order: -kind.outcome,
          })),
          ...(run.stable.count > 0 ? [stableSeries(run)] : []),
        ],
      },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        maintainAspectRatio: false,
        interaction: { mode: "nearest", intersect: true },
        plugins: {
          legend: { display: false },
          tooltip: {
            callbacks: {
              label: (item) =>
                item.raw.place === undefined ? stableLines(item.raw) : operationLines(run, item.raw),
            },
          },
        },
        scales: axes(run, {
          type: "logarithmic",
          label: "latency",
          ticks: { callback: labelled },
          afterDataLimits: atLeastADecade,
        }),
        onClick: (event, items) => {
          if (items.length > 0) {
            const raw = items[0].element.$context.raw;
            viewport.showMoment(raw.place === undefined ? raw.x * 1e6 : run.operations.invoked[raw.place]);
          }
        },
      },
      plugins: [bands(run, viewport)],
    });
  }

  function stableLines({ x, took, value }) {
    return [
      `value ${value}, acknowledged at ${Format.moment(x * 1e6)}`,
      took === 0
        ? "no read lacked it after that"
        : `the last read that lacked it began ${Format.span(took)} later`,
    ];
  }

  function operationLines(run, { place, count }) {
    const o = run.operations;
    const lines = [
      `${o.functions[o.function[place]]} at ${o.nodes[o.node[place]]}: ${OUTCOMES[o.outcome[place]]} after ${Format.span(o.took[place])}`,
      `operation ${o.index[place]} of process ${o.process[place]}, at ${Format.moment(o.invoked[place])}`,
    ];
    const short = (text) => (text.length > 70 ? text.slice(0, 70) + "…" : text);
    if (o.input[place]) {
      lines.push(`asked ${short(o.input[place])}`);
    }
    if (o.answer[place]) {
      lines.push(`${o.outcome[place] === 0 ? "answer" : "error"} ${short(o.answer[place])}`);
    }
    if (count > 1) {
      lines.push(`and ${Format.plural(count - 1, "more operation")} at this point`);
    }
    return lines;
  }

  function rates(run, outcome, width, slices) {
    const { invoked, took, outcome: outcomes, ended } = run.operations;
    const counts = new Array(slices).fill(0);
    ended?.counts[outcome].forEach((count, slice) => (counts[slice] = count));
    for (let i = 0; !ended && i < invoked.length; i++) {
      if (outcomes[i] === outcome) {
        const slice = Math.floor((invoked[i] + took[i]) / width);
        if (slice >= 0 && slice < slices) {
          counts[slice]++;
        }
      }
    }
    return counts.map((count, slice) => ({ x: ((slice + 0.5) * width) / 1e6, y: (count * 1e6) / width }));
  }

  function rateChart(run, canvas, viewport) {
    const { ended, outcome: outcomes } = run.operations;
    const width = ended?.width ?? (run.endMicros > 8e6 ? 1e6 : 250_000);
    const slices = Math.ceil(run.endMicros / width);
    const colors = [themeColor("ok"), themeColor("failed"), themeColor("unknown")];
    const present = [0, 1, 2].filter((outcome) =>
      ended ? ended.counts[outcome].some((count) => count > 0) : outcomes.includes(outcome),
    );
    return new Chart(canvas, {
      type: "line",
      data: {
        datasets: present.map((outcome) => ({
          label: OUTCOMES[outcome],
          data: rates(run, outcome, width, slices),
          borderColor: colors[outcome],
          backgroundColor: colors[outcome],
          borderWidth: 2,
          borderDash: [[], [6, 3], [2, 3]][outcome],
          pointRadius: 0,
          hitRadius: 6,
        })),
      },
      options: {
        animation: false,
        parsing: false,
        normalized: true,
        maintainAspectRatio: false,
        interaction: { mode: "index", intersect: false },
        plugins: {
          legend: { display: false },
          tooltip: {
            callbacks: {
              title: (items) => `around ${items[0].raw.x.toFixed(1)} s`,
              label: (item) => `${item.dataset.label}: ${Number(item.raw.y.toFixed(1))} a second`,
            },
          },
        },
        scales: axes(run, { type: "linear", label: "ended a second", beginAtZero: true, ticks: {} }),
      },
      plugins: [bands(run, viewport)],
    });
  }

  /** A button for each kind that shows and hides it. */
  function legend(chart, labels, colors, shapes) {
    const box = element("div", { class: "legend", role: "group", "aria-label": "What is drawn" });
    labels.forEach((text, i) => {
      const mark = element("span", { class: `mark ${shapes[i]}`, "aria-hidden": "true" });
      mark.style.setProperty("--mark", colors[i]);
      const button = element("button", { type: "button", "aria-pressed": "true" }, mark, text);
      button.addEventListener("click", () => {
        const isShown = !chart.isDatasetVisible(i);
        chart.setDatasetVisibility(i, isShown);
        button.setAttribute("aria-pressed", String(isShown));
        chart.update();
      });
      box.append(button);
    });
    return box;
  }

  /** The same in words, for who cannot see the plot. */
  function latencyTable(run, groups) {
    const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
    const quantiles = (values) => {
      const sorted = [...values].sort((a, b) => a - b);
      return [0.5, 0.95, 0.99, 1].map((q) =>
        element("td", { class: "number" }, Format.span(quantile(sorted, q))),
      );
    };
    const row = (name, count, cells) =>
      element(
        "tr",
        {},
        element("th", { scope: "row" }, name),
        element("td", { class: "number" }, Format.count(count)),
        ...cells,
      );
    const rows = groups.map((kind) => {
      const cells = quantiles(kind.places.map((i) => run.operations.took[i]));
      return row(label(run, kind), kind.places.length, cells);
    });
    if (run.stable.count > 0) {
      rows.push(row(STABLE_LABEL, run.stable.count, quantiles(run.stable.took)));
    }
    const head = ["", "count", "median", "95 %", "99 %", "longest"].map((text, i) =>
      element("th", { scope: "col", class: i > 0 ? "number" : "" }, text),
    );
    return element(
      "div",
      { class: "wide" },
      element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows)),
    );
  }

  /** What there was too much of to be here one by one, in words; none if all is here. */
  function leftOut(run) {
    const { operations, stable } = run;
    const sentences = [];
    if (operations.count < operations.total) {
      const last = operations.invoked[operations.count - 1];
      sentences.push(
        `Of ${Format.count(operations.total)} operations this page holds ${Format.count(operations.count)} one by one, ` +
          `from ${Format.moment(operations.invoked[0])} to ${Format.moment(last)}: the plot of latencies and the table are of these. ` +
          "How many ended each second is told of all.",
      );
    }
    if (stable.count < stable.total) {
      sentences.push(
        `Of ${Format.count(stable.total)} stable values it holds ${Format.count(stable.count)}, ` +
          `from ${Format.moment(stable.known[0])} to ${Format.moment(stable.known[stable.count - 1])}.`,
      );
    }
    if (sentences.length > 0) {
      sentences.push("For another part of the run: maelstrom-bench report FOLDER --around SECONDS.");
    }
    return sentences.join(" ");
  }

  /** A partition's description does not say that it is one. */
  function faultWords({ fault, description }) {
    return description.startsWith(fault) ? description : `${fault}, ${description}`;
  }

  function faultList(run) {
    const items = run.faults.map((band) =>
      element(
        "li",
        {},
        element("span", { class: `swatch ${band.fault}`, "aria-hidden": "true" }),
        `${Format.moment(band.start)} to ${Format.moment(band.end)}: ${faultWords(band)}`,
      ),
    );
    const shown = items.slice(0, 6);
    const rest = items.slice(6);
    const box = element("div", { class: "faults" }, element("ul", {}, ...shown));
    if (rest.length > 0) {
      box.append(
        element(
          "details",
          {},
          element("summary", {}, `${Format.plural(rest.length, "more fault")}`),
          element("ul", {}, ...rest),
        ),
      );
    }
    return box;
  }

  function canvasBox(kind, description) {
    const canvas = element("canvas", { role: "img", "aria-label": description });
    return [canvas, element("div", { class: `plot ${kind}` }, canvas)];
  }

  /** Draws the section; gives back what draws it anew in other colours. */
  function show(run, viewport) {
    const section = document.getElementById("operations");
    if (run.operations.count === 0) {
      section.append(element("p", {}, "There were no operations."));
      return () => {};
    }
    const groups = kinds(run);
    const isAggregated = groups.some((kind) => kind.places.length > DRAWN_ONE_BY_ONE);
    section.append(
      element(
        "p",
        {},
        "Each mark is one operation: when it was asked, and how long the client waited for the answer. " +
          (run.stable.count > 0
            ? "Diamonds are broadcast values: when each was acknowledged, and how long until every read had it; those at the very bottom were everywhere at once. "
            : "") +
          (run.faults.length > 0
            ? "Coloured bands are times in which a fault was on. "
            : "No faults were injected. ") +
          "The blue line at the foot of a plot is the part that the diagram of messages shows; choose a mark to move it there.",
      ),
    );
    const charts = [];
    let built = [];
    const draw = () => {
      charts.splice(0).forEach((chart) => chart.destroy());
      built.forEach((part) => part.remove());
      const [latencyCanvas, latencyBox] = canvasBox(
        "latency",
        "Latency of each operation over time; the table below has it in numbers.",
      );
      const [rateCanvas, rateBox] = canvasBox("rate", "How many operations ended each second.");
      built = [latencyBox, rateBox];
      section.insertBefore(latencyBox, notes);
      section.insertBefore(rateBox, notes);
      const latency = latencyChart(run, latencyCanvas, groups, viewport);
      const rate = rateChart(run, rateCanvas, viewport);
      charts.push(latency, rate);
      const shapes = groups.map((kind) => OUTCOMES[kind.outcome]);
      const labels = groups.map((kind) => label(run, kind));
      const colors = groups.map(color);
      if (run.stable.count > 0) {
        shapes.push("stable");
        labels.push(STABLE_LABEL);
        colors.push(themeColor("series-3"));
      }
      const legends = legend(latency, labels, colors, shapes);
      latencyBox.before(legends);
      built.push(legends);
      const rateLegend = legend(
        rate,
        rate.data.datasets.map((set) => `${set.label}, ended a second`),
        rate.data.datasets.map((set) => set.borderColor),
        rate.data.datasets.map(() => "line"),
      );
      rateBox.before(rateLegend);
      built.push(rateLegend);
    };
    const notes = element("div", { class: "notes" });
    section.append(notes);
    const left = leftOut(run);
    if (left !== "") {
      notes.append(element("p", { class: "quiet" }, left));
    }
    if (isAggregated) {
      notes.append(
        element(
          "p",
          { class: "quiet" },
          "Where many operations fall on one point of the plot it is drawn once; its tip says how many.",
        ),
      );
    }
    if (run.faults.length > 0) {
      notes.append(faultList(run));
    }
    notes.append(latencyTable(run, groups));
    draw();
    viewport.onMove(() => charts.forEach((chart) => chart.draw()));
    return draw;
  }

  return { show };
})();
