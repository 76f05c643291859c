"use strict";

/* Puts the page together. */

const theRun = readRun();
showSummary(theRun);
const theDiagram = new Diagram(theRun);
showAnomalies(theRun, theDiagram);
const redrawPlots = Plots.show(theRun, theDiagram);
showNodes(theRun);
showContents();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  redrawPlots();
  theDiagram.draw();
});
// For who measures: when all was drawn, in milliseconds since the page was asked for.
requestAnimationFrame(() => {
  document.documentElement.dataset.drawnMillis = performance.now().toFixed(0);
});

function showContents() {
  const list = document.getElementById("contents");
  for (const section of document.querySelectorAll("main > section")) {
    list.append(element("a", { href: `#${section.id}` }, section.querySelector("h2").textContent));
  }
}
