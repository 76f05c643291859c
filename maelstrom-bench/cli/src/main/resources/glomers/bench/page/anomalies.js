"use strict";

/* What the checkers found: each anomaly with its operations in order, and the cycle of transactions. */

function showAnomalies(run, diagram) {
  const section = document.getElementById("anomalies");
  if (run.anomalies.length === 0) {
    section.remove(); // what there is to say stands beside the verdict
    return;
  }
  let number = 0;
  for (const group of run.anomalies) {
    section.append(
      element(
        "h3",
        {},
        group.type,
        element("span", { class: "count" }, ` × ${Format.count(group.count)}`),
        element("span", { class: "rule" }, ` rule: ${group.rule}`),
      ),
    );
    group.shown.forEach((anomaly, i) => {
      anomaly.number = number++;
      // A small run is one story, and once is enough.
      const isOpen = run.small ? anomaly.number === 0 : i === 0;
      section.append(anomalyCard(anomaly, diagram, run.small, isOpen));
    });
    if (group.shown.length < group.count) {
      section.append(
        element(
          "p",
          { class: "quiet" },
          `The first ${group.shown.length} of ${Format.count(group.count)} are shown.`,
        ),
      );
    }
  }
}

/** What happened, without the reasons for each step of a cycle: those stand below its drawing. */
function headline({ description, edges }) {
  if (edges.length === 0) {
    return description;
  }
  const reasons = description.indexOf(edges[0].why);
  const lead = reasons < 0 ? description : description.slice(0, reasons).replace(/[:\s]+$/, ".");
  const round = [...edges.map((edge) => edge.from), edges[0].from];
  return `${round.map((index) => `T${index}`).join(" → ")}: ${lead}`;
}

function anomalyCard(anomaly, diagram, isSmall, isOpen) {
  const card = element("details", { class: "anomaly", open: isOpen });
  card.append(element("summary", {}, headline(anomaly)));
  const isTold = anomaly.story.lines.length > 0;
  const story = isTold ? [new StoryView(anomaly.story, diagram).box] : [];
  if (isSmall) {
    card.append(...story); // all of the run: a cycle is what to make of it
  }
  if (anomaly.edges.length > 0) {
    card.append(
      element("div", { class: "wide" }, cycleDrawing(anomaly)),
      element("p", {}, "Why each has to come before the next:"),
      element("ol", { class: "edges" }, ...anomaly.edges.map((edge) => element("li", {}, edge.why))),
    );
  }
  if (anomaly.lanes) {
    card.append(lanesDrawing(anomaly.lanes));
  }
  if (!isSmall) {
    card.append(...story);
  }
  if (anomaly.operations.length > 0) {
    const table = operationTable(anomaly, diagram);
    card.append(
      isTold
        ? element("details", {}, element("summary", {}, "The operations that show it"), table)
        : table,
    );
  }
  if (anomaly.moreOperations > 0) {
    card.append(
      element(
        "p",
        { class: "quiet" },
        `And ${Format.plural(anomaly.moreOperations, "more operation")}, in results.json.`,
      ),
    );
  }
  return card;
}

function operationTable(anomaly, diagram) {
  const hasTransactions = anomaly.operations.some((operation) => operation.function === "txn");
  const items = anomaly.operations.map((operation) => {
    const name = hasTransactions ? `T${operation.index}` : `operation ${operation.index}`;
    const item = element("li", { class: operation.outcome });
    const took = Format.span(operation.completed - operation.invoked);
    item.append(
      element(
        "p",
        { class: "when" },
        element("strong", {}, name),
        ` ${Format.moment(operation.invoked)}, took ${took}, process ${operation.process} at ${operation.node}` +
          (operation.final ? ", a final read" : ""),
      ),
    );
    if (!diagram.isEmpty) {
      item.lastChild.append(
        " ",
        element(
          "button",
          { type: "button", class: "small", onclick: () => diagram.showMoment(operation.invoked) },
          "show messages",
        ),
      );
    }
    item.append(element("code", {}, `${operation.function} ${operation.input}`));
    const outcome = OUTCOME_WORDS[operation.outcome];
    const answer = operation.outcome === "ok" ? operation.output : operation.error;
    item.append(element("span", { class: "outcome" }, ` ${outcome} `), element("code", {}, answer));
    return item;
  });
  return element("ol", { class: "operations" }, ...items);
}

const OUTCOME_WORDS = { ok: "→ ok", fail: "→ failed", info: "→ unknown" };
