"use strict";

/* Each node: how many messages it sent and received, and the end of its log. */

function showNodes(run) {
  const section = document.getElementById("nodes");
  if (run.nodes.length === 0) {
    section.append(element("p", {}, "The run's files name no nodes."));
    return;
  }
  const head = ["node", "sent", "received", "never arrived there", "log lines", "sent + received"].map(
    (text, i) => element("th", { scope: "col", class: i > 0 && i < 5 ? "number" : "" }, text),
  );
  const most = Math.max(1, ...run.nodes.map((node) => node.sent + node.received));
  const rows = run.nodes.map((node) => {
    const bar = element("meter", {
      min: 0,
      max: most,
      value: node.sent + node.received,
      "aria-hidden": "true",
    });
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, node.name),
      element("td", { class: "number" }, Format.count(node.sent)),
      element("td", { class: "number" }, Format.count(node.received)),
      element("td", { class: "number" }, Format.count(node.missed)),
      element("td", { class: "number" }, Format.count(node.logLines)),
      element("td", {}, bar),
    );
  });
  section.append(
    element("p", {}, "All messages count, those with clients too. A log is what the node wrote to STDERR."),
    element(
      "div",
      { class: "wide" },
      element(
        "table",
        { class: "nodes" },
        element("thead", {}, element("tr", {}, ...head)),
        element("tbody", {}, ...rows),
      ),
    ),
  );
  const talkative = run.nodes.filter((node) => node.log.length > 0);
  if (talkative.length === 0) {
    section.append(element("p", { class: "quiet" }, "No node wrote anything to its log."));
  }
  for (const node of talkative) {
    const summary =
      node.log.length < node.logLines
        ? `Log of ${node.name}: the last ${node.log.length} of ${Format.plural(node.logLines, "line")}`
        : `Log of ${node.name}: ${Format.plural(node.logLines, "line")}`;
    section.append(
      element(
        "details",
        { class: "log" },
        element("summary", {}, summary),
        element("pre", { tabindex: "0" }, node.log.join("\n")),
      ),
    );
  }
}
