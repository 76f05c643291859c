"use strict";

/* Making elements and writing numbers. Texts of the run get into the page through here only, and only
   as text nodes and attributes' values: never as markup. */

/** An element with attributes, and with children that are elements or texts. */
function element(tag, attributes = {}, ...children) {
  return furnish(document.createElement(tag), attributes, children);
}

/** The same for drawings. */
function svgElement(tag, attributes = {}, ...children) {
  return furnish(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function furnish(made, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      made.addEventListener(name.slice(2), value);
    } else if (value !== null && value !== false) {
      made.setAttribute(name, value === true ? "" : value);
    }
  }
  made.append(...children.filter((child) => child !== null));
  return made;
}

const Format = {
  /** 12345 as 12,345. */
  count: (value) => value.toLocaleString("en"),

  /** One of a thing, or several. */
  plural: (count, thing) => `${Format.count(count)} ${thing}${count === 1 ? "" : "s"}`,

  /** A moment, in seconds since clients began. */
  moment: (micros) => `${(micros / 1e6).toFixed(3)} s`,

  /** A span of time, in the unit that suits it. */
  span: (micros) => {
    if (micros < 1000) {
      return `${micros} µs`;
    }
    const millis = micros / 1000;
    if (millis < 1000) {
      return `${millis.toFixed(millis < 10 ? 2 : millis < 100 ? 1 : 0)} ms`;
    }
    return `${(millis / 1000).toFixed(2)} s`;
  },
};

/** The page's colours as they are now, light or dark. */
function themeColor(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
