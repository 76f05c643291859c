"use strict";

/* Draws a cycle of transactions: one below the other, arrows between them, and the one that leads back. */

function cycleDrawing(anomaly) {
  const WIDTH = 340;
  const BOX_LEFT = 46;
  const LINE = 17;
  const GAP = 46;
  const order = anomaly.edges.map((edge) => edge.from);
  const byIndex = new Map(anomaly.operations.map((operation) => [operation.index, operation]));
  const drawing = svgElement("svg", { class: "cycle", role: "img" });
  const caption = order.map((index) => `T${index}`).join(" before ") + ` before T${order[0]}`;
  drawing.append(svgElement("title", {}, `A cycle: ${caption}, which cannot be.`));
  const marker = `head-${order.join("-")}-${anomaly.number}`;
  drawing.append(
    svgElement(
      "defs",
      {},
      svgElement(
        "marker",
        {
          id: marker,
          viewBox: "0 0 8 8",
          refX: "7",
          refY: "4",
          markerWidth: "8",
          markerHeight: "8",
          orient: "auto",
        },
        svgElement("path", { d: "M0,0 L8,4 L0,8 z", class: "head" }),
      ),
    ),
  );
  let y = 4;
  const boxes = order.map((index) => {
    const lines = transactionLines(byIndex.get(index));
    const box = { top: y, height: 24 + lines.length * LINE };
    box.bottom = box.top + box.height;
    drawing.append(
      svgElement("rect", {
        x: BOX_LEFT,
        y: box.top,
        width: WIDTH - BOX_LEFT - 4,
        height: box.height,
        rx: 5,
        class: "box",
      }),
      svgElement(
        "text",
        { x: BOX_LEFT + 10, y: box.top + 18, class: "name" },
        transactionTitle(index, byIndex.get(index)),
      ),
    );
    lines.forEach((line, i) => {
      drawing.append(
        svgElement("text", { x: BOX_LEFT + 10, y: box.top + 18 + (i + 1) * LINE, class: "step" }, line),
      );
    });
    y = box.bottom + GAP;
    return box;
  });
  const last = boxes[boxes.length - 1];
  anomaly.edges.forEach((edge, i) => {
    const from = boxes[i];
    const isLast = i === anomaly.edges.length - 1;
    if (!isLast) {
      const x = BOX_LEFT + 60;
      const to = boxes[i + 1];
      drawing.append(
        svgElement("line", {
          x1: x,
          y1: from.bottom,
          x2: x,
          y2: to.top - 2,
          class: "edge",
          "marker-end": `url(#${marker})`,
        }),
        svgElement(
          "text",
          { x: x + 10, y: from.bottom + GAP / 2 + 4, class: "relation" },
          RELATION_WORDS[edge.relation] ?? edge.relation,
        ),
      );
    } else {
      const to = boxes[0];
      const y1 = from.top + from.height / 2;
      const y2 = to.top + to.height / 2;
      drawing.append(
        svgElement("path", {
          d: `M${BOX_LEFT},${y1} H24 V${y2} H${BOX_LEFT - 2}`,
          class: "edge back",
          "marker-end": `url(#${marker})`,
        }),
        svgElement(
          "text",
          { x: 24, y: last.bottom + 18, class: "relation" },
          `↰ ${RELATION_WORDS[edge.relation] ?? edge.relation}: back to T${edge.to}`,
        ),
      );
    }
  });
  const height = last.bottom + 26;
  drawing.setAttribute("viewBox", `0 0 ${WIDTH} ${height}`);
  drawing.setAttribute("width", WIDTH);
  drawing.setAttribute("height", height);
  return drawing;
}

/** Adya's names for what makes one transaction come before another. */
const RELATION_WORDS = {
  wr: "wr: wrote what the next read",
  ww: "ww: wrote before the next wrote",
  rw: "rw: read before the next wrote",
  session: "session: same client, earlier",
  "real-time": "ended before the next began",
  causal: "causal: happened before",
};

function transactionTitle(index, operation) {
  return operation ? `T${index}: process ${operation.process} at ${operation.node}` : `T${index}`;
}

/** What a transaction read and wrote, a few steps a line. */
function transactionLines(operation) {
  const text = operation ? (operation.outcome === "ok" ? operation.output : operation.input) : "";
  let steps;
  try {
    steps = JSON.parse(text).map(
      ([verb, key, value]) => `${verb} ${JSON.stringify(key)}=${JSON.stringify(value)}`,
    );
  } catch {
    return text === "" ? [] : [text.slice(0, 40)];
  }
  const MAX_CHARS = 36;
  const lines = [""];
  for (const step of steps) {
    const last = lines.length - 1;
    if (lines[last] !== "" && lines[last].length + step.length + 3 > MAX_CHARS) {
      lines.push(step.slice(0, MAX_CHARS));
    } else {
      lines[last] += (lines[last] === "" ? "" : " · ") + step.slice(0, MAX_CHARS);
    }
  }
  return lines;
}
