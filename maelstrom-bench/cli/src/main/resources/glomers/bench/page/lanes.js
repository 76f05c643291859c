"use strict";

/* Draws a history that is not linearizable: a lane a client, a bar an operation, numbers in the order that
   could be found, and where it ended. From left to right in the order of beginnings and ends; the spaces
   between are no measure of time. */

const LANES = { FIRST_SHOWN: 60, HEIGHT: 30, BAR: 20, STEP: 12, CHAR: 6.6, TOP: 26 };

function lanesDrawing(lanes) {
  const box = element("div", { class: "lanes" });
  const draw = (from) => {
    const drawing = laneParts(lanes, from);
    box.replaceChildren(drawing.labels, drawing.scroller);
    const show = () => (drawing.scroller.scrollLeft = drawing.focus - drawing.scroller.clientWidth * 0.8);
    new ResizeObserver(show).observe(drawing.scroller);
  };
  const first = Math.max(0, lanes.ordered - LANES.FIRST_SHOWN);
  draw(first);
  const parts = [element("p", {}, laneSentence(lanes)), box];
  if (first > 0) {
    const all = element(
      "button",
      {
        type: "button",
        class: "small",
        onclick: () => {
          draw(0);
          all.remove();
        },
      },
      `show all ${Format.count(lanes.ordered)} that could be ordered`,
    );
    parts.push(all);
  }
  return element("div", { class: "nolinear" }, ...parts);
}

function laneSentence(lanes) {
  const more = lanes.moreStates > 0 ? " or …" : "";
  const skipped = lanes.skipped > 0 ? ` (of these the last ${Format.count(lanes.ordered)} are here)` : "";
  return (
    `${Format.plural(lanes.skipped + lanes.ordered, "operation")} could be put into an order${skipped}, which the ` +
    `blue line follows; the red one found no room. When it ended the state could only be ${lanes.states.join(" or ")}${more}. Dashed is what ` +
    "was under way then, and in no order."
  );
}

/** The bars from one place of the order on: the labels of the lanes, and what scrolls beside them. */
function laneParts(lanes, from) {
  const places = lanes.index.map((_, i) => i).filter((i) => i >= from);
  const ends = new Map(layOut(lanes, places).map((bar) => [bar.place, bar]));
  const processes = [...new Set(places.map((i) => lanes.process[i]))].sort((a, b) => a - b);
  const lane = new Map(processes.map((process, i) => [process, i]));
  const height = LANES.TOP + processes.length * LANES.HEIGHT + 6;
  const width = Math.max(...[...ends.values()].map((bar) => bar.right)) + 150;
  const svg = svgElement("svg", { class: "bars", role: "img", width, height, viewBox: `0 0 ${width} ${height}` });
  svg.append(svgElement("title", {}, "Operations by client, and the order that could be found."));
  processes.forEach((_, i) => {
    const y = LANES.TOP + (i + 0.5) * LANES.HEIGHT;
    svg.append(svgElement("line", { x1: 0, x2: width, y1: y, y2: y, class: "lane" }));
  });
  const middle = (i) => LANES.TOP + (lane.get(lanes.process[i]) + 0.5) * LANES.HEIGHT;
  const points = linearPoints(lanes, places, ends);
  svg.append(
    svgElement("polyline", {
      class: "order",
      points: points.map(({ place, x }) => `${x},${middle(place) + LANES.BAR / 2}`).join(" "),
    }),
  );
  places.forEach((i) => svg.append(laneBar(lanes, i, ends.get(i), middle(i))));
  points.forEach(({ place, x }) => {
    const y = middle(place);
    const bottom = y + LANES.BAR / 2;
    svg.append(svgElement("line", { x1: x, x2: x, y1: bottom - 4, y2: bottom + 4, class: "point" }));
  });
  const focus = ends.get(lanes.ordered).right;
  svg.append(
    svgElement("line", { x1: focus, x2: focus, y1: 14, y2: height, class: "stuck" }),
    svgElement("text", { x: focus + 6, y: 18, class: "states" }, `state: ${lanes.states.join(" or ")}`),
  );
  const labels = svgElement("svg", { class: "labels", width: 74, height, viewBox: `0 0 74 ${height}` });
  processes.forEach((process, i) => {
    const y = LANES.TOP + (i + 0.5) * LANES.HEIGHT + 4;
    labels.append(svgElement("text", { x: 0, y }, `c${process} → ${lanes.nodes[process]}`));
  });
  return { labels, scroller: element("div", { class: "scroller", tabindex: "0" }, svg), focus };
}

/** Places on the line for every beginning and end, wide enough for each bar's words. */
function layOut(lanes, places) {
  const UNKNOWN = OUTCOMES.indexOf("unknown");
  const bars = places.map((place) => ({ place, left: 0, right: 0 }));
  const last = Math.max(...places.map((i) => lanes.invoked[i] + (lanes.outcome[i] === UNKNOWN ? 0 : lanes.took[i])));
  const events = bars.flatMap((bar) => {
    const begun = lanes.invoked[bar.place];
    const isUnknown = lanes.outcome[bar.place] === UNKNOWN;
    return [
      { bar, time: begun, isEnd: false },
      { bar, time: isUnknown ? last + 1 : begun + lanes.took[bar.place], isEnd: true },
    ];
  });
  events.sort((a, b) => a.time - b.time || a.isEnd - b.isEnd || a.bar.place - b.bar.place);
  let x = 0;
  for (const { bar, isEnd } of events) {
    x += LANES.STEP;
    if (isEnd) {
      x = Math.max(x, bar.left + laneText(lanes, bar.place).length * LANES.CHAR + 12);
      bar.right = x;
    } else {
      bar.left = x;
    }
  }
  return bars;
}

function laneText(lanes, i) {
  return i < lanes.ordered ? `${lanes.skipped + i + 1}: ${lanes.words[i]}` : lanes.words[i];
}

/** When each of the ordered operations could have taken effect: as early as the order lets it. */
function linearPoints(lanes, places, ends) {
  let x = 0;
  const ordered = places.filter((i) => i < lanes.ordered);
  return ordered.map((place) => {
    x = Math.max(x + 1, ends.get(place).left + 2);
    return { place, x };
  });
}

function laneBar(lanes, i, bar, y) {
  const kind = i < lanes.ordered ? "placed" : i === lanes.ordered ? "unplaced" : "concurrent";
  const outcome = OUTCOMES[lanes.outcome[i]];
  const text = laneText(lanes, i);
  const took = outcome === "unknown" ? "never known how it ended" : `took ${Format.span(lanes.took[i])}`;
  return svgElement(
    "g",
    { class: kind },
    svgElement("title", {}, `operation ${lanes.index[i]}: ${text}, ${Format.moment(lanes.invoked[i])}, ${took}`),
    svgElement("rect", {
      x: bar.left,
      y: y - LANES.BAR / 2,
      width: Math.max(4, bar.right - bar.left),
      height: LANES.BAR,
      rx: 3,
    }),
    svgElement("text", { x: bar.left + 6, y: y + 4 }, text),
  );
}
