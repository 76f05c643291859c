"use strict";

/* The section with the space-time diagram: which part of the run it shows, and what fingers, mouse and keys
   do to it. */

/** What the button says that leads back to where the diagram began. */
const FOCUS_BUTTONS = {
  anomaly: "first anomaly",
  fault: "first fault",
  wanted: "back",
  start: "back to start",
};

class Diagram {
  static MIN_SPAN_MICROS = 50;
  static FIRST_ARROWS = 70;

  constructor(run) {
    this.run = run;
    this.section = document.getElementById("messages");
    this.listeners = [];
    this.pointListeners = [];
    this.selected = null;
    this.hovered = null;
    this.hiddenTypes = new Set();
    this.query = "";
    this.pointers = new Map();
    this.isEmpty = run.messages.count === 0;
    this.hasFile = run.files.some(([name]) => name === "messages.jsonl");
    if (this.isEmpty) {
      this.section.append(element("p", {}, run.messages.remark || "No messages were kept."));
      return;
    }
    this.start = Math.min(0, run.messages.slices.start ?? 0);
    this.end = run.endMicros;
    this.build();
    this.from = this.start;
    this.to = this.end;
    this.focus();
    new ResizeObserver(() => this.fit()).observe(this.box);
  }

  // ------------------------------------------------------------------------------------ what others ask

  /** The part of the run that is shown, or null. */
  window() {
    return this.isEmpty ? null : { from: this.from, to: this.to };
  }

  onMove(listener) {
    this.listeners.push(listener);
  }

  /** Tells which message is pointed at, by its number, or null. */
  onPoint(listener) {
    this.pointListeners.push(listener);
  }

  /** Shows a message by its number, moving to it if it is out of sight; or none. */
  point(id) {
    if (this.isEmpty) {
      return;
    }
    const { messages } = this.run;
    const i = id === null ? -1 : messages.id.findIndex((known, at) => known === id && !messages.isCopy[at]);
    this.hovered = i < 0 ? null : i;
    if (i >= 0 && (messages.sent[i] < this.from || messages.sent[i] > this.to)) {
      this.frame(messages.sent[i]);
    }
    this.draw();
  }

  /** Shows a moment, with enough around it to see some arrows, and brings the diagram into sight. */
  showMoment(micros) {
    if (this.isEmpty) {
      return;
    }
    this.frame(micros);
    this.fit();
    this.section.scrollIntoView({ block: "start" });
  }

  // ------------------------------------------------------------------------------------------- the view

  /** Begins where something went wrong, or else where the run begins. */
  focus() {
    this.frame(this.run.focusMicros);
  }

  /** A window around a moment that holds a few dozen arrows. */
  frame(micros) {
    const { sent, count } = this.run.messages;
    const at = Math.min(count - 1, firstAtLeast(sent, micros));
    const first = Math.max(0, at - Math.floor(Diagram.FIRST_ARROWS / 7));
    const last = Math.min(count - 1, at + Diagram.FIRST_ARROWS);
    const from = Math.min(sent[first], micros);
    const span = Math.max(2_000, sent[last] - from);
    this.from = Math.max(this.start, from - span * 0.02);
    this.to = Math.min(this.end, from + span * 1.04);
  }

  zoom(factor, center = (this.from + this.to) / 2) {
    const whole = this.end - this.start;
    const span = Math.max(Diagram.MIN_SPAN_MICROS, Math.min(whole, (this.to - this.from) * factor));
    const part = (center - this.from) / (this.to - this.from);
    this.moveTo(center - part * span, span);
  }

  pan(part) {
    const span = this.to - this.from;
    this.moveTo(this.from + part * span, span);
  }

  moveTo(from, span) {
    this.from = Math.max(this.start, Math.min(this.end - span, from));
    this.to = this.from + span;
    this.draw();
  }

  fit() {
    const width = this.box.clientWidth;
    if (width > 0) {
      this.view.resize(width);
      this.resizeOverview(width);
      this.draw();
    }
  }

  draw() {
    if (this.isEmpty || !this.view.width) {
      return;
    }
    const shown = this.view.draw({
      from: this.from,
      to: this.to,
      isWanted: (i) => !this.hiddenTypes.has(this.run.messages.type[i]),
      isMatch: (i) => this.isMatch(i),
      selected: this.selected,
      hovered: this.hovered,
    });
    this.places = shown.places;
    const range = `${Format.moment(this.from)} to ${Format.moment(this.to)}: `;
    this.status.textContent =
      range +
      (this.places === null
        ? `${Format.count(shown.count)} messages, too many for arrows: bars say how many each line sent, red ones how many of them never arrived. Zoom in for arrows.${
            this.run.messages.count < this.run.messages.total
              ? " Of the times in grey this page holds counts only."
              : ""
          }`
        : Format.plural(shown.count, "message"));
    this.drawOverview();
    this.listeners.forEach((listener) => listener());
  }

  // ----------------------------------------------------------------------------------------- the section

  build() {
    const { messages } = this.run;
    this.section.append(element("p", {}, this.explanation()));
    this.section.append(this.controls());
    this.section.append(this.typeLegend());
    this.canvas = element("canvas", { "aria-hidden": "true" });
    this.tip = element("div", { class: "tip", hidden: true });
    this.box = element(
      "div",
      {
        class: "diagram",
        tabindex: "0",
        role: "group",
        "aria-label":
          "Space-time diagram. Arrow keys move it, plus and minus zoom, N and P step through the messages, which are told below.",
      },
      this.canvas,
      this.tip,
    );
    this.overview = element("canvas", { class: "overview", "aria-hidden": "true" });
    this.status = element("p", { class: "quiet status" });
    this.section.append(this.box, this.overview, this.status, this.panel());
    this.view = new DiagramView(this.run, this.canvas);
    this.listen();
    if (messages.count < messages.total) {
      this.section.append(
        element(
          "p",
          { class: "quiet" },
          `Of ${Format.count(messages.total)} messages this page holds ${Format.count(messages.count)} one by one, from ` +
            `${Format.moment(messages.sent[0])} to ${Format.moment(messages.sent[messages.count - 1])}, and of all others how many there were. ` +
            "For another part of the run: maelstrom-bench report FOLDER --around SECONDS.",
        ),
      );
    }
    if (messages.textCount < messages.count) {
      this.section.append(
        element(
          "p",
          { class: "quiet" },
          `The bodies of ${Format.count(messages.textCount)} messages are here, those around ${Format.moment(this.run.focusMicros)}. ` +
            (this.hasFile
              ? "All are in messages.jsonl, under the numbers shown."
              : "For others: maelstrom-bench report FOLDER --around SECONDS."),
        ),
      );
    }
    if (messages.remark) {
      this.section.append(element("p", { class: "quiet" }, messages.remark));
    }
  }

  explanation() {
    const start = {
      anomaly: "It begins around the first thing that went wrong. ",
      fault: "It begins with the first fault. ",
      wanted: `It begins at ${Format.moment(this.run.focusMicros)}. `,
      start: "",
    }[this.run.focus];
    return (
      "Each line is a node, time runs to the right, and each arrow is a message from its sending to its arrival. " +
      "Red ones that end in a cross never arrived. All clients share one line. " +
      start +
      "Drag to move, pinch or hold Ctrl and turn the wheel to zoom; point at an arrow, or tap it, to read the message."
    );
  }

  controls() {
    const button = (text, label, action) =>
      element("button", { type: "button", "aria-label": label, title: label, onclick: action }, text);
    const bar = element("div", { class: "controls" });
    bar.append(
      button("◀", "Earlier", () => this.pan(-0.5)),
      button("▶", "Later", () => this.pan(0.5)),
      button("+", "Zoom in", () => this.zoom(0.5)),
      button("−", "Zoom out", () => this.zoom(2)),
      button("whole run", "Show the whole run", () => this.moveTo(this.start, this.end - this.start)),
      button(FOCUS_BUTTONS[this.run.focus], "Back to where the diagram began", () => {
        this.focus();
        this.draw();
      }),
    );
    this.search = element("input", {
      type: "search",
      placeholder: "find in messages",
      "aria-label": "Find in messages",
    });
    this.found = element("span", { class: "quiet", role: "status" });
    this.search.addEventListener("input", () => this.find(this.search.value));
    this.search.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        this.step(event.shiftKey ? -1 : 1);
      }
    });
    bar.append(element("span", { class: "search" }, this.search, this.found));
    return bar;
  }

  typeLegend() {
    const { messages } = this.run;
    const box = element("div", { class: "legend", role: "group", "aria-label": "Kinds of messages" });
    this.run.families.forEach((family, place) => {
      const mark = element("span", { class: "mark line", "aria-hidden": "true" });
      mark.style.setProperty(
        "--mark",
        place < DiagramView.SERIES ? `var(--series-${place})` : "var(--quiet)",
      );
      const text = `${family.names.join(" + ")} ${Format.count(family.count)}`;
      const button = element("button", { type: "button", "aria-pressed": "true" }, mark, text);
      button.addEventListener("click", () => {
        const isShown = button.getAttribute("aria-pressed") !== "true";
        messages.family.forEach((of, type) => {
          if (of === place) {
            this.hiddenTypes[isShown ? "delete" : "add"](type);
          }
        });
        button.setAttribute("aria-pressed", String(isShown));
        this.draw();
      });
      box.append(button);
    });
    return box;
  }

  panel() {
    this.told = element(
      "p",
      { role: "status" },
      "Point at an arrow or step through the messages, and they are told here.",
    );
    this.body = element("pre", { tabindex: "0", hidden: true });
    const button = (text, action) => element("button", { type: "button", onclick: action }, text);
    return element(
      "div",
      { class: "panel" },
      element(
        "div",
        { class: "controls" },
        button("‹ previous message", () => this.step(-1)),
        button("next message ›", () => this.step(1)),
      ),
      this.told,
      this.body,
    );
  }

  // --------------------------------------------------------------------------------------- one message

  describe(i) {
    const { messages } = this.run;
    const fate = FATE_WORDS[messages.fate[i]];
    const how =
      messages.fate[i] === "delivered"
        ? `${fate} after ${Format.span(messages.took[i])}${this.reader(i)}`
        : fate;
    const copy = messages.isCopy[i] ? ", a copy" : "";
    return (
      `${messages.types[messages.type[i]]}: ${messages.lanes[messages.src[i]]} → ${messages.lanes[messages.dest[i]]}, ` +
      `sent at ${Format.moment(messages.sent[i])}, ${how} (message ${messages.id[i]}${copy})`
    );
  }

  /** Nobody reads what comes to a node that is down. */
  reader(i) {
    const { messages } = this.run;
    const name = messages.lanes[messages.dest[i]];
    const band = downBy(this.run, name, messages.sent[i] + messages.took[i]);
    return band === undefined
      ? ""
      : band.fault === "pause"
        ? `, to wait while ${name} is paused`
        : `, unread, for ${name} was down`;
  }

  text(i) {
    const elsewhere = this.hasFile
      ? "The body is in messages.jsonl, under this number."
      : "The body is not on this page.";
    return this.run.messages.text[i] || elsewhere;
  }

  select(i) {
    this.selected = i;
    this.told.textContent = this.describe(i);
    this.body.textContent = this.text(i);
    this.body.hidden = false;
    const { sent } = this.run.messages;
    if (sent[i] < this.from || sent[i] > this.to) {
      this.from = Math.max(this.start, sent[i] - (this.to - this.from) / 3);
      this.moveTo(this.from, this.to - this.from);
      this.frame(sent[i]);
    }
    this.draw();
  }

  /** Chooses the next message, or the one before: of those that are not hidden and hold what is searched. */
  step(direction) {
    const { messages } = this.run;
    let i = this.selected ?? firstAtLeast(messages.sent, this.from) - (direction > 0 ? 1 : 0);
    for (i += direction; i >= 0 && i < messages.count; i += direction) {
      if (!this.hiddenTypes.has(messages.type[i]) && this.isMatch(i)) {
        this.select(i);
        return;
      }
    }
  }

  isMatch(i) {
    const text = this.run.messages.text[i];
    return this.query === "" || (text !== 0 && text.includes(this.query));
  }

  find(query) {
    this.query = query;
    this.selected = null;
    let count = 0;
    for (let i = 0; query !== "" && i < this.run.messages.count; i++) {
      count += this.isMatch(i) ? 1 : 0;
    }
    this.found.textContent = query === "" ? "" : `${Format.plural(count, "message")}; Enter goes to the next`;
    this.draw();
  }

  // -------------------------------------------------------------------------------------- hands and keys

  listen() {
    const { box } = this;
    box.addEventListener("keydown", (event) => this.key(event));
    box.addEventListener(
      "wheel",
      (event) => {
        if (event.ctrlKey || event.metaKey) {
          event.preventDefault();
          this.zoom(Math.exp(event.deltaY / 200), this.view.timeAt(event.offsetX));
        } else if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
          event.preventDefault();
          this.pan(event.deltaX / this.view.plotWidth);
        }
      },
      { passive: false },
    );
    box.addEventListener("pointerdown", (event) => {
      box.setPointerCapture(event.pointerId);
      this.pointers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
      this.hasMoved = false;
    });
    box.addEventListener("pointermove", (event) => this.pointerMoved(event));
    box.addEventListener("pointerup", (event) => this.pointerUp(event));
    box.addEventListener("pointercancel", (event) => this.pointers.delete(event.pointerId));
    box.addEventListener("pointerleave", () => this.hover(null));
    box.addEventListener("dblclick", (event) => this.zoom(0.4, this.view.timeAt(event.offsetX)));
    this.overview.addEventListener("pointerdown", (event) => this.jump(event));
    this.overview.addEventListener("pointermove", (event) => event.buttons === 1 && this.jump(event));
  }

  key(event) {
    const actions = {
      ArrowLeft: () => this.pan(-0.2),
      ArrowRight: () => this.pan(0.2),
      "+": () => this.zoom(0.5),
      "=": () => this.zoom(0.5),
      "-": () => this.zoom(2),
      Home: () => this.moveTo(this.start, this.to - this.from),
      End: () => this.moveTo(this.end - (this.to - this.from), this.to - this.from),
      n: () => this.step(1),
      p: () => this.step(-1),
    };
    const action = event.ctrlKey || event.metaKey || event.altKey ? undefined : actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  }

  pointerMoved(event) {
    const before = this.pointers.get(event.pointerId);
    const now = { x: event.offsetX, y: event.offsetY };
    if (!before) {
      this.hover(this.places === null ? null : this.view.nearest(this.places, now.x, now.y), now);
      return;
    }
    if (this.pointers.size === 2) {
      const other = [...this.pointers.entries()].find(([id]) => id !== event.pointerId)[1];
      const spread = (point) => Math.max(20, Math.abs(point.x - other.x));
      this.hasMoved = true;
      this.zoom(spread(before) / spread(now), this.view.timeAt((now.x + other.x) / 2));
    } else if (this.hasMoved || Math.abs(now.x - before.x) > 3) {
      this.hasMoved = true;
      this.pan((before.x - now.x) / this.view.plotWidth);
    } else {
      return;
    }
    this.pointers.set(event.pointerId, now);
  }

  pointerUp(event) {
    this.pointers.delete(event.pointerId);
    if (!this.hasMoved && this.places !== null) {
      const place = this.view.nearest(this.places, event.offsetX, event.offsetY);
      if (place !== null) {
        this.select(place);
      }
    }
  }

  hover(place, at) {
    if (place === this.hovered) {
      return;
    }
    this.hovered = place;
    this.tip.hidden = place === null;
    const id = place === null ? null : this.run.messages.id[place];
    this.pointListeners.forEach((listener) => listener(id));
    if (place !== null) {
      this.tip.replaceChildren(
        element("p", {}, this.describe(place)),
        element("p", { class: "body" }, this.text(place)),
      );
      const width = Math.min(360, this.box.clientWidth - 16);
      this.tip.style.width = `${width}px`;
      this.tip.style.left = `${Math.max(4, Math.min(at.x + 12, this.box.clientWidth - width - 8))}px`;
      const isLow = at.y > this.view.height / 2;
      this.tip.style.top = isLow ? "auto" : `${at.y + 16}px`;
      this.tip.style.bottom = isLow ? `${this.view.height - at.y + 16}px` : "auto";
    }
    this.draw();
  }

  // --------------------------------------------------------------------------- the whole run, in a strip

  resizeOverview(width) {
    const scale = window.devicePixelRatio || 1;
    this.overview.width = Math.round(width * scale);
    this.overview.height = Math.round(34 * scale);
    this.overview.getContext("2d").setTransform(scale, 0, 0, scale, 0, 0);
    this.overviewWidth = width;
  }

  drawOverview() {
    const context = this.overview.getContext("2d");
    const { slices } = this.run.messages;
    const height = 34;
    const left = this.view.left;
    const width = this.view.plotWidth;
    const x = (micros) => left + ((micros - this.start) / (this.end - this.start)) * width;
    context.clearRect(0, 0, this.overviewWidth, height);
    for (const band of this.run.faults) {
      context.fillStyle = themeColor(`band-${band.fault}`) || themeColor("band-partition");
      context.fillRect(x(band.start), 0, Math.max(1, x(band.end) - x(band.start)), height);
    }
    const sum = (lists) => {
      const total = [];
      Object.values(lists).forEach((list) =>
        list.forEach((count, i) => (total[i] = (total[i] ?? 0) + count)),
      );
      return total;
    };
    const sent = sum(slices.sent);
    const missed = sum(slices.missed);
    const most = Math.max(1, ...sent);
    const bar = Math.max(1, x(slices.start + slices.width) - x(slices.start) - 0.3);
    for (const [counts, color] of [
      [sent, "quiet"],
      [missed, "failed"],
    ]) {
      context.fillStyle = themeColor(color);
      counts.forEach((count, i) => {
        if (count > 0) {
          const tall = Math.max(1, (count / most) * (height - 4));
          context.fillRect(x(slices.start + i * slices.width), height - tall, bar, tall);
        }
      });
    }
    context.strokeStyle = themeColor("accent");
    context.lineWidth = 2;
    context.strokeRect(x(this.from) - 1, 1, Math.max(4, x(this.to) - x(this.from) + 2), height - 2);
  }

  jump(event) {
    const part = (event.offsetX - this.view.left) / this.view.plotWidth;
    const span = this.to - this.from;
    this.moveTo(this.start + part * (this.end - this.start) - span / 2, span);
  }
}
