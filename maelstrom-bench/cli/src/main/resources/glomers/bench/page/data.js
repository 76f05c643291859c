"use strict";

/* Reads the run out of the page. Long lists come as columns; some hold distances from one value to the
   next instead of the values. All times are in microseconds since clients began. */

const OUTCOMES = ["ok", "failed", "unknown"];
const FATES = ["delivered", "lost", "cut", "gone", "pending"];

/** What became of a message, for people. */
const FATE_WORDS = {
  delivered: "arrived",
  lost: "lost by chance",
  cut: "dropped by the partition",
  gone: "dropped: whom it was for had gone",
  pending: "still under way when the run ended",
};

function running(column = []) {
  let sum = 0;
  return column.map((step) => (sum += step));
}

function readRun() {
  const run = JSON.parse(document.getElementById("data").textContent);
  const operations = run.operations;
  operations.index = running(operations.index);
  operations.invoked = running(operations.invoked);
  for (const name of ["process", "node", "function", "took", "outcome", "input", "answer"]) {
    operations[name] ??= [];
  }
  const messages = run.messages;
  messages.id = running(messages.id);
  messages.sent = running(messages.sent);
  for (const name of ["took", "src", "dest", "fate", "type", "text"]) {
    messages[name] ??= [];
  }
  messages.isCopy = messages.fate.map((fate) => fate >= 8);
  messages.fate = messages.fate.map((fate) => FATES[fate & 7]);
  run.families = families(messages);
  run.endMicros = lastMoment(run);
  return run;
}

/** Requests and their answers belong together; the most frequent get colours of their own. */
function families(messages) {
  const byName = new Map();
  const counts = new Array(messages.types.length).fill(0);
  messages.type.forEach((type) => counts[type]++);
  messages.types.forEach((name, type) => {
    const stem = name.endsWith("_ok") ? name.slice(0, -3) : name;
    const family = byName.get(stem) ?? { names: [], count: 0 };
    family.names.push(name);
    family.count += counts[type];
    byName.set(stem, family);
  });
  const list = [...byName.values()].sort((a, b) => b.count - a.count);
  messages.family = messages.types.map((name) => list.findIndex((family) => family.names.includes(name)));
  return list;
}

/** The fault that keeps a node down at a moment, if one does. */
function downBy(run, name, micros) {
  return run.faults.find((band) => band.nodes.includes(name) && band.start <= micros && micros <= band.end);
}

function lastMoment(run) {
  let last = 1_000_000;
  const { invoked, took } = run.operations;
  for (let i = 0; i < invoked.length; i++) {
    last = Math.max(last, invoked[i] + took[i]);
  }
  run.faults.forEach((band) => (last = Math.max(last, band.end)));
  return Math.max(last, run.messages.slices?.end ?? 0, run.operations.ended?.end ?? 0);
}

/** The place of the first value that is not below the given one, in a column that only grows. */
function firstAtLeast(column, value) {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (column[middle] < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
