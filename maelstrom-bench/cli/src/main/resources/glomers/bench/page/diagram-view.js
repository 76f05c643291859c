"use strict";

/* Draws the space-time diagram on a canvas: a line a node, time to the right, an arrow a message. It draws
   what the window shows and no more; where that is too much for the pixels there are, each line gets
   bars instead that say how many messages it sent. */

class DiagramView {
  static TOP = 26;
  static BOTTOM = 6;
  static RIGHT = 10;
  /** How wide a bar is, in pixels. */
  static COLUMN = 3;
  static SERIES = 6;

  constructor(run, canvas) {
    this.run = run;
    this.canvas = canvas;
    this.context = canvas.getContext("2d");
    this.longest = run.messages.took.reduce((most, took) => Math.max(most, took), 0);
  }

  /** Fits the canvas to its box. */
  resize(width) {
    const lanes = this.run.messages.lanes.length;
    this.width = width;
    this.laneHeight = Math.max(20, Math.min(56, 420 / lanes));
    this.height = Math.round(DiagramView.TOP + lanes * this.laneHeight + DiagramView.BOTTOM);
    const scale = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(width * scale);
    this.canvas.height = Math.round(this.height * scale);
    this.canvas.style.height = `${this.height}px`;
    this.context.setTransform(scale, 0, 0, scale, 0, 0);
    this.context.font = "12px system-ui, sans-serif";
    const names = this.run.messages.lanes.map((name) => this.context.measureText(name).width);
    this.left = Math.min(width / 4, Math.max(...names) + 14);
  }

  get plotWidth() {
    return Math.max(1, this.width - this.left - DiagramView.RIGHT);
  }

  x(micros) {
    return this.left + ((micros - this.from) / (this.to - this.from)) * this.plotWidth;
  }

  timeAt(x) {
    return this.from + ((x - this.left) / this.plotWidth) * (this.to - this.from);
  }

  y(lane) {
    return DiagramView.TOP + (lane + 0.5) * this.laneHeight;
  }

  /** Where an arrow begins and ends; one that never arrives stops before the end. */
  arrow(i) {
    const { messages } = this.run;
    const x1 = this.x(messages.sent[i]);
    const y1 = this.y(messages.src[i]);
    let x2 = this.x(messages.sent[i] + messages.took[i]);
    let y2 = this.y(messages.dest[i]);
    const arrives = messages.fate[i] === "delivered";
    if (messages.src[i] === messages.dest[i]) {
      y2 -= this.laneHeight / 3;
    }
    if (!arrives) {
      // Right before the line that it was for: half-way could be taken for another line's.
      y2 -= Math.sign(y2 - y1) * this.laneHeight * 0.35;
      x2 = messages.took[i] === 0 ? x1 + 8 : x2;
    }
    return { x1, y1, x2, y2, arrives };
  }

  /** The messages of the window that pass the filter, in the order of sending. */
  visible(isWanted) {
    const { messages } = this.run;
    const places = [];
    const first = firstAtLeast(messages.sent, this.from - this.longest);
    for (let i = first; i < messages.count && messages.sent[i] <= this.to; i++) {
      if (messages.sent[i] + messages.took[i] >= this.from && isWanted(i)) {
        places.push(i);
      }
    }
    return places;
  }

  /** How many arrows the eye can follow. */
  get arrowLimit() {
    return Math.max(250, this.plotWidth * 1.2);
  }

  /** Draws; gives back the messages that can be pointed at, or null where they are bars. */
  draw({ from, to, isWanted, isMatch, selected, hovered }) {
    this.from = from;
    this.to = to;
    this.colors = {
      text: themeColor("text"),
      quiet: themeColor("quiet"),
      grid: themeColor("grid"),
      lost: themeColor("failed"),
      surface: themeColor("surface"),
      accent: themeColor("accent"),
      series: [...Array(DiagramView.SERIES).keys()].map((i) => themeColor(`series-${i}`)),
    };
    const { context } = this;
    context.clearRect(0, 0, this.width, this.height);
    this.drawFaults();
    this.drawAxis();
    this.drawLanes();
    const places = this.visible(isWanted);
    const isDense = places.length > this.arrowLimit;
    context.save();
    context.beginPath();
    context.rect(this.left, 0, this.plotWidth + DiagramView.RIGHT, this.height);
    context.clip();
    const most = isDense ? this.drawBars(places, isMatch) : 1;
    this.drawBarsOutside(most);
    if (!isDense) {
      this.drawArrows(places, isMatch);
    }
    for (const i of [hovered, selected]) {
      if (i !== null && i !== undefined) {
        this.drawArrow(i, this.colors.text, 2.5);
      }
    }
    context.restore();
    return { places: isDense ? null : places, count: places.length };
  }

  drawFaults() {
    const { context } = this;
    const height = this.run.messages.lanes.length * this.laneHeight;
    for (const band of this.run.faults) {
      const x1 = Math.max(this.left, this.x(band.start));
      const x2 = Math.min(this.left + this.plotWidth, this.x(band.end));
      if (x2 <= x1) {
        continue;
      }
      context.fillStyle = themeColor(`band-${band.fault}`) || themeColor("band-partition");
      if (band.fault === "partition") {
        context.fillRect(x1, DiagramView.TOP, x2 - x1, height);
      }
      for (const node of band.nodes) {
        const lane = this.run.messages.lanes.indexOf(node);
        if (lane >= 0) {
          context.fillRect(x1, this.y(lane) - this.laneHeight / 2, x2 - x1, this.laneHeight);
          context.save();
          context.fillStyle = this.colors.quiet;
          context.textBaseline = "top";
          context.textAlign = "left";
          if (x2 - x1 > 60) {
            context.fillText(
              band.fault === "kill" ? "killed" : "paused",
              x1 + 4,
              this.y(lane) - this.laneHeight / 2 + 2,
            );
          }
          context.restore();
        }
      }
    }
  }

  drawAxis() {
    const { context } = this;
    const span = this.to - this.from;
    const wanted = Math.max(2, this.plotWidth / 110);
    const power = 10 ** Math.floor(Math.log10(span / wanted));
    const step = [1, 2, 5, 10].map((f) => f * power).find((s) => span / s <= wanted) ?? 10 * power;
    context.fillStyle = this.colors.quiet;
    context.strokeStyle = this.colors.grid;
    context.lineWidth = 1;
    context.textBaseline = "middle";
    context.textAlign = "center";
    const decimals = Math.max(0, Math.min(6, 6 - Math.floor(Math.log10(step))));
    for (let t = Math.ceil(this.from / step) * step; t <= this.to; t += step) {
      const x = this.x(t);
      context.beginPath();
      context.moveTo(x, DiagramView.TOP - 4);
      context.lineTo(x, this.height - DiagramView.BOTTOM);
      context.stroke();
      const text = `${(t / 1e6).toFixed(decimals)} s`;
      const half = context.measureText(text).width / 2;
      if (x + half < this.width && x - half > this.left - 30) {
        context.fillText(text, x, 11);
      }
    }
  }

  drawLanes() {
    const { context } = this;
    const { lanes, nodeCount } = this.run.messages;
    context.textBaseline = "middle";
    context.textAlign = "right";
    lanes.forEach((name, lane) => {
      const y = this.y(lane);
      const isNode = lane >= 1 && lane <= nodeCount;
      context.fillStyle = isNode ? this.colors.text : this.colors.quiet;
      context.fillText(name, this.left - 6, y, this.left - 8);
      context.strokeStyle = isNode ? this.colors.quiet : this.colors.grid;
      context.lineWidth = 1;
      context.beginPath();
      context.moveTo(this.left, y);
      context.lineTo(this.left + this.plotWidth, y);
      context.stroke();
    });
  }

  drawArrows(places, isMatch) {
    for (const isFound of [false, true]) {
      for (const i of places) {
        if (isMatch(i) === isFound) {
          const isMissed = this.run.messages.fate[i] !== "delivered";
          const color = isMissed ? this.colors.lost : this.colorOf(this.run.messages.type[i]);
          this.context.globalAlpha = isFound ? 1 : 0.12;
          this.drawArrow(i, color, 1.2);
        }
      }
    }
    this.context.globalAlpha = 1;
  }

  colorOf(type) {
    return this.colors.series[this.run.messages.family[type]] ?? this.colors.quiet;
  }

  drawArrow(i, color, thickness) {
    const { context } = this;
    const { x1, y1, x2, y2, arrives } = this.arrow(i);
    context.strokeStyle = color;
    context.fillStyle = color;
    context.lineWidth = thickness;
    context.setLineDash(arrives ? [] : [4, 3]);
    context.beginPath();
    context.moveTo(x1, y1);
    context.lineTo(x2, y2);
    context.stroke();
    context.setLineDash([]);
    if (!arrives) {
      const size = 3.5;
      context.lineWidth = Math.max(1.8, thickness);
      context.beginPath();
      context.moveTo(x2 - size, y2 - size);
      context.lineTo(x2 + size, y2 + size);
      context.moveTo(x2 + size, y2 - size);
      context.lineTo(x2 - size, y2 + size);
      context.stroke();
      return;
    }
    const length = Math.hypot(x2 - x1, y2 - y1);
    if (length > 4) {
      const size = Math.min(7, length / 2);
      const along = { x: (x2 - x1) / length, y: (y2 - y1) / length };
      context.beginPath();
      context.moveTo(x2, y2);
      context.lineTo(
        x2 - size * along.x - (size / 2.4) * along.y,
        y2 - size * along.y + (size / 2.4) * along.x,
      );
      context.lineTo(
        x2 - size * along.x + (size / 2.4) * along.y,
        y2 - size * along.y - (size / 2.4) * along.x,
      );
      context.fill();
    }
  }

  /**
   * For each line how many messages it sent: upwards those that arrived, downwards those that did not. Gives
   * back the highest count.
   */
  drawBars(places, isMatch) {
    const COLUMN = DiagramView.COLUMN;
    const columns = Math.ceil(this.plotWidth / COLUMN);
    const { messages } = this.run;
    const counts = new Map();
    for (const i of places) {
      const column = Math.floor((this.x(messages.sent[i]) - this.left) / COLUMN);
      if (column < 0 || column >= columns || messages.isCopy[i] || !isMatch(i)) {
        continue;
      }
      const isMissed = messages.fate[i] !== "delivered";
      const key = messages.src[i] * 2 + (isMissed ? 1 : 0);
      if (!counts.has(key)) {
        counts.set(key, new Array(columns).fill(0));
      }
      counts.get(key)[column]++;
    }
    let most = 1;
    counts.forEach((list) => list.forEach((count) => (most = Math.max(most, count))));
    counts.forEach((list, key) => {
      const y = this.y(key >> 1);
      const isMissed = (key & 1) === 1;
      this.context.fillStyle = isMissed ? this.colors.lost : this.colors.series[0];
      list.forEach((count, column) => {
        if (count > 0) {
          const height = Math.max(1.5, (count / most) * (this.laneHeight / 2 - 2));
          this.context.fillRect(this.left + column * COLUMN, isMissed ? y : y - height, COLUMN - 0.5, height);
        }
      });
    });
    return most;
  }

  /**
   * Times whose messages are not on the page one by one get bars out of the counts that are, in the same
   * measure.
   */
  drawBarsOutside(mostInside) {
    const { messages } = this.run;
    if (messages.count === messages.total || !messages.slices.width) {
      return;
    }
    const first = messages.sent[0];
    const last = messages.sent[messages.count - 1];
    const { slices } = messages;
    const share = ((this.to - this.from) / this.plotWidth) * (DiagramView.COLUMN / slices.width);
    let most = mostInside;
    if (mostInside === 1) {
      Object.values(slices.sent).forEach((list) =>
        list.forEach((count) => (most = Math.max(most, count * share))),
      );
    }
    for (const [kind, color] of [
      ["sent", this.colors.quiet],
      ["missed", this.colors.lost],
    ]) {
      for (const [lane, counts] of Object.entries(slices[kind])) {
        const y = this.y(Number(lane));
        this.context.fillStyle = color;
        counts.forEach((count, slice) => {
          const start = slices.start + slice * slices.width;
          const isHere = start + slices.width >= first && start <= last;
          if (count > 0 && !isHere && start + slices.width >= this.from && start <= this.to) {
            const height = Math.max(1.5, Math.min(1, (count * share) / most) * (this.laneHeight / 2 - 2));
            const x = this.x(start);
            const width = Math.max(1, this.x(start + slices.width) - x);
            this.context.fillRect(x, kind === "missed" ? y : y - height, width, height);
          }
        });
      }
    }
  }

  /** The arrow next to a point, if one is near. */
  nearest(places, x, y) {
    const NEAR = 9;
    let best = null;
    let bestDistance = NEAR;
    for (const i of places) {
      const { x1, y1, x2, y2 } = this.arrow(i);
      const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
      const t =
        length === 0 ? 0 : Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length));
      const distance = Math.hypot(x - x1 - t * (x2 - x1), y - y1 - t * (y2 - y1));
      if (distance < bestDistance) {
        bestDistance = distance;
        best = i;
      }
    }
    return best;
  }
}
