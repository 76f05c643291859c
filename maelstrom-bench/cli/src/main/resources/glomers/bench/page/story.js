"use strict";

/* How an anomaly came about: its story, a line each, beside a diagram of those lines. Time runs downwards
   there, every arrow has its words, and nothing has to be zoomed. Pointing at a line shows its arrow,
   and the other way round, in the diagram of all messages too. */

class StoryView {
  constructor(story, diagram) {
    this.story = story;
    this.diagram = diagram;
    this.pinned = null;
    this.sequence = new Sequence(story.lines);
    this.items = story.lines.map((line, i) => this.item(line, i));
    this.arrows = [];
    this.chart = element("div", { class: "sequence" });
    this.box = element(
      "div",
      { class: "story" },
      element(
        "div",
        { class: "told" },
        element("ol", { class: "lines" }, ...this.items),
        ...story.remarks.map((remark) => element("p", { class: "quiet" }, remark)),
        element("p", { class: "quiet" }, this.legend()),
      ),
      this.chart,
    );
    new ResizeObserver(() => this.draw()).observe(this.chart);
    diagram.onPoint((id) => this.mark(id === null ? null : this.lineOf(id)));
  }

  /** Who is who, and how to read the drawing: as much of it as there is. */
  legend() {
    const { lines } = this.story;
    const sentences = ["c0 and its like are clients, n0 and its like nodes; in the drawing time runs downwards."];
    if (lines.some((line) => line.who === "nemesis")) {
      sentences.push("The nemesis breaks things on purpose; what it does lies across all.");
    }
    if (lines.some((line) => line.missed)) {
      sentences.push("What ends in a red cross never arrived.");
    }
    if (this.sequence.end.some((row, i) => row !== undefined && lines[i].operation !== undefined)) {
      sentences.push("A dashed grey arrow is a late answer to a client.");
    }
    return sentences.join(" ");
  }

  item(line, i) {
    const ends = line.arrow === "none" ? line.who : `${line.who} ${ARROWS[line.arrow]} ${line.whom}`;
    const item = element(
      "li",
      { tabindex: "0", class: line.amiss ? "amiss" : null },
      element("span", { class: "time" }, Format.moment(line.time)),
      element("span", { class: "ends" }, ends),
      element(
        "span",
        { class: "what" },
        line.what,
        line.fate === "" ? null : element("span", { class: "fate" }, line.fate),
      ),
    );
    this.listen(item, i);
    return item;
  }

  listen(target, i) {
    target.addEventListener("pointerenter", () => this.point(i));
    target.addEventListener("pointerleave", () => this.point(this.pinned));
    target.addEventListener("focus", () => this.point(i));
    target.addEventListener("blur", () => this.point(this.pinned));
    target.addEventListener("click", () => {
      this.pinned = this.pinned === i ? null : i;
      this.point(this.pinned);
    });
  }

  /** Points at a line, everywhere; or at none. */
  point(i) {
    this.mark(i);
    const messages = i === null ? [] : this.story.lines[i].messages;
    this.diagram.point(messages.length === 1 ? messages[0] : null);
  }

  mark(i) {
    for (const list of [this.items, this.arrows]) {
      list.forEach((part, at) => part.classList.toggle("pointed", at === i));
    }
    this.chart.classList.toggle("pointing", i !== null);
  }

  lineOf(id) {
    const at = this.story.lines.findIndex((line) => line.messages.includes(id));
    return at < 0 ? null : at;
  }

  draw() {
    const width = this.chart.clientWidth;
    if (width > 0 && width !== this.width) {
      this.width = width;
      const { drawing, arrows } = this.sequence.draw(width);
      this.arrows = arrows;
      arrows.forEach((arrow, i) => this.listen(arrow, i));
      this.chart.replaceChildren(drawing);
      this.mark(this.pinned);
    }
  }
}

const ARROWS = { to: "→", between: "↔", none: "" };

/** A sequence diagram: a column for all clients and one for each node and service, a row an event. */
class Sequence {
  static ROW = 30;
  static TOP = 34;
  static CLIENTS = "clients";
  /** What takes less is at once, for people. */
  static MIN_TOLD_MICROS = 10_000;

  constructor(lines) {
    this.lines = lines;
    const names = new Set();
    for (const line of lines.filter((each) => each.arrow !== "none")) {
      for (const name of [...line.who.split(" "), ...line.whom.split(" ")]) {
        names.add(Sequence.column(name));
      }
    }
    this.columns = [...names].sort(
      (a, b) => Sequence.kind(a) - Sequence.kind(b) || a.localeCompare(b, "en", { numeric: true }),
    );
    this.placeRows();
  }

  static column(name) {
    return name.startsWith("c") ? Sequence.CLIENTS : name;
  }

  /** Whether it is a client's doing: several requests in a line are no operation, but asked as well. */
  static isAsked(line) {
    return Sequence.column(line.who) === Sequence.CLIENTS;
  }

  /** Clients stand left of nodes, and services right of them. */
  static kind(name) {
    return name === Sequence.CLIENTS ? 0 : /^n\d+$/.test(name) ? 1 : 2;
  }

  /** A row for each beginning; one for an end only if something else began or ended before it. */
  placeRows() {
    const events = this.lines.map((line, i) => ({ time: line.time, i, isEnd: false }));
    this.lines.forEach((line, i) => {
      const isLong = line.end !== undefined && line.end - line.time >= Sequence.MIN_TOLD_MICROS;
      const isWithin = (time) => time !== undefined && line.time < time && time < line.end;
      const isCrossed = this.lines.some((other) => other !== line && (isWithin(other.time) || isWithin(other.end)));
      if (isLong && isCrossed) {
        events.push({ time: line.end, i, isEnd: true });
      }
    });
    events.sort((a, b) => a.time - b.time || Number(b.isEnd) - Number(a.isEnd) || a.i - b.i);
    this.begin = [];
    this.end = [];
    events.forEach((event, row) => ((event.isEnd ? this.end : this.begin)[event.i] = row));
    this.rows = events.length;
  }

  x(name) {
    const place = this.columns.indexOf(Sequence.column(name));
    const gap = this.width / this.columns.length;
    return gap * (place + 0.5);
  }

  y(row) {
    return Sequence.TOP + (row + 0.7) * Sequence.ROW;
  }

  /** The drawing at a width, and the group that each line became. */
  draw(width) {
    this.width = width;
    this.height = Sequence.TOP + this.rows * Sequence.ROW + 14;
    const drawing = svgElement("svg", {
      viewBox: `0 0 ${width} ${this.height}`,
      width,
      height: this.height,
      role: "img",
      "aria-label": "The lines of the story as arrows between clients and nodes, time running downwards",
    });
    for (const name of this.columns) {
      drawing.append(
        svgElement("text", { class: "name", x: this.x(name), y: 18, "text-anchor": "middle" }, name),
        svgElement("line", {
          class: "life",
          x1: this.x(name),
          x2: this.x(name),
          y1: Sequence.TOP - 8,
          y2: this.height,
        }),
      );
    }
    const arrows = this.lines.map((line, i) => this.group(line, i));
    drawing.append(...arrows);
    return { drawing, arrows };
  }

  group(line, i) {
    const y = this.y(this.begin[i]);
    const kind = line.arrow === "none" ? "fault" : Sequence.isAsked(line) ? "asked" : "sent";
    const group = svgElement("g", { class: `${kind}${line.amiss ? " amiss" : ""}${line.missed ? " undelivered" : ""}` });
    if (line.arrow === "none") {
      group.append(
        svgElement("rect", { x: 0, y: y - 18, width: this.width, height: 22 }),
        this.label(line.what, this.width / 2, y - 3),
      );
      return group;
    }
    const x1 = this.x(line.who.split(" ")[0]);
    const targets = line.whom.split(" ");
    for (const target of targets) {
      this.drawArrow(group, line, i, x1, this.x(target), y);
    }
    const x2 = this.x(targets[0]);
    const end = this.end[i];
    const client = kind === "asked" && line.who !== Sequence.CLIENTS ? `${line.who} ` : "";
    const amiss = line.amiss ? ` ✗ ${line.fate}`.trimEnd() : "";
    const words = `${client}${line.what}${amiss}`;
    // One that is long under way has its words where it begins: further on it crosses others.
    const anchor = end === undefined || kind === "asked" ? "middle" : x2 > x1 ? "start" : "end";
    const at = { middle: (x1 + x2) / 2, start: x1 + 8, end: x1 - 8 }[anchor];
    group.append(this.label(words, at, y - 6, anchor));
    return group;
  }

  drawArrow(group, line, i, x1, x2, y) {
    const isAsked = Sequence.isAsked(line);
    const end = this.end[i];
    const far = end === undefined ? y + 5 : this.y(end);
    const arrives = !line.missed;
    const tip = arrives ? x2 : x1 + (x2 - x1) * 0.8;
    if (isAsked) {
      this.stroke(group, x1, y, x2, y + 2);
      this.head(group, x1, y, x2, y + 2);
      if (end !== undefined) {
        this.stroke(group, x2, far, x1, far + 2, "answer");
        this.head(group, x2, far, x1, far + 2);
      }
      return;
    }
    const tipY = arrives ? far : y + 4;
    this.stroke(group, x1, y, tip, tipY);
    if (arrives) {
      this.head(group, x1, y, tip, tipY);
      if (line.arrow === "between") {
        this.head(group, tip, tipY, x1, y);
      }
    } else {
      group.append(
        svgElement("path", {
          class: "cross",
          d: `M${tip - 5},${tipY - 5}l10,10m0,-10l-10,10`,
        }),
      );
    }
  }

  stroke(group, x1, y1, x2, y2, kind = "") {
    group.append(
      svgElement("line", { class: "reach", x1, y1, x2, y2 }),
      svgElement("line", { class: `way ${kind}`, x1, y1, x2, y2 }),
    );
  }

  head(group, x1, y1, x2, y2) {
    const length = Math.hypot(x2 - x1, y2 - y1) || 1;
    const [dx, dy] = [((x2 - x1) / length) * 8, ((y2 - y1) / length) * 8];
    group.append(
      svgElement("path", {
        class: "head",
        d: `M${x2},${y2}L${x2 - dx - dy / 2.2},${y2 - dy + dx / 2.2}L${x2 - dx + dy / 2.2},${y2 - dy - dx / 2.2}Z`,
      }),
    );
  }

  /** Words around a place, but within the drawing. */
  label(text, x, y, anchor = "middle") {
    const fits = Math.max(10, Math.floor(this.width / 6.6));
    const shown = text.length > fits ? `${text.slice(0, fits - 1)}…` : text;
    const long = shown.length * 6.6;
    const middle = { middle: x, start: x + long / 2, end: x - long / 2 }[anchor];
    const at = Math.max(long / 2 + 2, Math.min(this.width - long / 2 - 2, middle));
    const isShifted = at !== middle;
    const label = svgElement(
      "text",
      { class: "label", x: isShifted ? at : x, y, "text-anchor": isShifted ? "middle" : anchor },
      shown,
    );
    if (shown !== text) {
      label.append(svgElement("title", {}, text));
    }
    return label;
  }
}
