"use strict";

/* The top of the page: the verdict, the figures beside their limits, and how to have the run again. */

const VERDICT_MARKS = { valid: "✓", invalid: "✗", unknown: "?", crashed: "✗", beyond: "!" };

function showSummary(run) {
  const { conclusion } = run;
  document.getElementById("harness").textContent = run.harness;
  const isBeyondLimit = run.figures.some((figure) => !figure.kept);
  const mood = conclusion.verdict === "valid" && isBeyondLimit ? "beyond" : conclusion.verdict;
  document.getElementById("verdict").className = mood;
  document.getElementById("badge").textContent = VERDICT_MARKS[mood];
  showReasons(conclusion);
  showOrigin(run.origin);
  document.getElementById("figures-table").append(figuresTable(run.figures));
  showDetails(run.details);
  showRepetition(run.repetition);
  const files = document.getElementById("files");
  for (const [name, meaning] of run.files) {
    files.append(element("dt", {}, element("a", { href: encodeURI(name) }, name)));
    files.append(element("dd", {}, meaning));
  }
}

/** Out of which run it was made smaller, and what that took away. */
function showOrigin(origin) {
  const box = document.getElementById("origin");
  if (origin === undefined) {
    box.remove();
    return;
  }
  const whole = "the whole run";
  box.append(
    element(
      "p",
      {},
      "Shrunk from ",
      origin.path === ""
        ? whole
        : element("a", { href: `${encodeURI(origin.path)}/index.html` }, whole),
      ", as long as the same anomaly was found.",
    ),
    element("ul", {}, ...origin.takenAway.map((sentence) => element("li", {}, sentence))),
  );
}

function showReasons({ reasons, moreReasons }) {
  const list = document.getElementById("reasons");
  const SHOWN_AT_ONCE = 3;
  const items = reasons.map((reason) => element("li", {}, reason));
  list.append(...items.slice(0, SHOWN_AT_ONCE));
  const rest = items.slice(SHOWN_AT_ONCE);
  if (rest.length > 0) {
    const more = rest.length + moreReasons;
    list.after(
      element(
        "details",
        {},
        element("summary", {}, `${Format.plural(more, "more reason")}`),
        element("ul", {}, ...rest),
        moreReasons > 0 ? element("p", { class: "quiet" }, "The rest is in results.json.") : null,
      ),
    );
  }
}

function figuresTable(figures) {
  const hasLimits = figures.some((figure) => figure.limit !== "");
  const head = element("tr", {}, element("th", { scope: "col" }, "figure"));
  head.append(element("th", { scope: "col", class: "number" }, "measured"));
  if (hasLimits) {
    head.append(element("th", { scope: "col", class: "number" }, "limit"));
  }
  const rows = figures.flatMap((figure) => {
    const row = element("tr", {}, element("th", { scope: "row" }, figure.name));
    row.append(element("td", { class: "number measured" }, figure.value));
    if (hasLimits) {
      const mark = figure.kept ? "✓ kept" : "✗ missed";
      const limit = element("td", { class: "number" }, figure.limit);
      if (figure.limit !== "") {
        limit.append(element("span", { class: figure.kept ? "kept" : "missed" }, mark));
      }
      row.append(limit);
    }
    const meaning = element("td", { class: "meaning", colspan: hasLimits ? 3 : 2 }, figure.meaning);
    return [row, element("tr", {}, meaning)];
  });
  return element("table", { class: "figures" }, element("thead", {}, head), element("tbody", {}, ...rows));
}

function showDetails(details) {
  const box = document.getElementById("details");
  if (details.length === 0) {
    box.remove();
    return;
  }
  const list = box.querySelector("dl");
  for (const [name, text] of details) {
    list.append(element("dt", {}, name), element("dd", {}, text));
  }
}

function showRepetition({ command, seed, remark }) {
  const section = document.getElementById("repeat");
  if (command === "") {
    section.append(element("p", {}, remark));
    return;
  }
  const text = element("code", {}, command);
  const copy = element("button", { type: "button", class: "copy" }, "Copy");
  copy.addEventListener("click", async () => {
    copy.textContent = (await copyText(text)) ? "Copied" : "Selected";
    setTimeout(() => (copy.textContent = "Copy"), 2000);
  });
  section.append(element("div", { class: "command" }, element("pre", { tabindex: "0" }, text), copy));
  const seedText = seed === "" ? "" : `Seed ${seed}. `;
  section.append(element("p", { class: "quiet" }, seedText + remark));
}

/** Copies, or selects where a page out of a file may not copy. */
async function copyText(node) {
  try {
    await navigator.clipboard.writeText(node.textContent);
    return true;
  } catch {
    const range = document.createRange();
    range.selectNodeContents(node);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return false;
  }
}
