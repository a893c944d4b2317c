// Elements from a description, and a description made true of what is on the screen already, so that focus, scroll
// position and the map stay. No framework: views are small.

/** h("button.primary", {onclick, "aria-label": ...}, child, ...): children are nodes, text, or null for none. */
export function h(tag, attributes, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = svgTags.has(name)
    ? document.createElementNS("http://www.w3.org/2000/svg", name)
    : document.createElement(name);
  if (classes.length) element.setAttribute("class", classes.join(" "));
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) element[key] = value;
    else if (key === "data") element.data = value; // of a custom element: morph hands it on
    else if (key === "value") element.value = element.defaultValue = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) element.append(child);
  }
  return element;
}

const svgTags = new Set(["svg", "path", "line", "polyline", "rect", "circle", "text", "g"]);

/** Make `old`'s children those of `wanted`. An element with a `key` attribute stays the same element. */
export function morph(old, wanted) {
  const kept = new Map();
  for (const child of old.children) {
    if (child.hasAttribute("key")) kept.set(child.getAttribute("key"), child);
  }
  let at = old.firstChild;
  for (const next of [...wanted.childNodes]) {
    const key = next.nodeType === Node.ELEMENT_NODE && next.getAttribute("key");
    let present = key ? kept.get(key) : at;
    if (key && present && present !== at) old.insertBefore(present, at);
    if (present && !key && present.nodeType === Node.ELEMENT_NODE && present.hasAttribute("key")) present = null;
    if (present && alike(present, next)) {
      if (present === at) at = at.nextSibling;
      change(present, next);
    } else {
      old.insertBefore(next, at);
      if (present && present === at) {
        at = at.nextSibling;
        present.remove();
      }
    }
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function alike(a, b) {
  return a.nodeType === b.nodeType && a.nodeName === b.nodeName && a.getAttribute?.("key") === b.getAttribute?.("key");
}

function change(old, wanted) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== wanted.data) old.data = wanted.data;
    return;
  }
  const itself = old.localName.includes("-"); // an element that draws itself has attributes of its own
  for (const { name } of itself ? [] : [...old.attributes]) {
    // What a person has opened stays open.
    if (!wanted.hasAttribute(name) && !(old.nodeName === "DETAILS" && name === "open")) old.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  for (const on of ["onclick", "oninput", "onchange", "onsubmit"]) old[on] = wanted[on];
  if (itself) {
    old.data = wanted.data;
    return;
  }
  if ("value" in wanted && old !== document.activeElement && old.defaultValue !== wanted.defaultValue) {
    old.value = old.defaultValue = wanted.defaultValue;
  }
  morph(old, wanted);
}

/** A drawn sign: one path on a 24 px grid. */
export function icon(name) {
  return h("svg.icon", { viewBox: "0 0 24 24", "aria-hidden": "true" }, h("path", { d: icons[name] }));
}

// Drawn for this page.
const icons = {
  car: "M5 11 6.6 6.4A2 2 0 0 1 8.5 5h7a2 2 0 0 1 1.9 1.4L19 11a2 2 0 0 1 2 2v5h-2v2h-3v-2H8v2H5v-2H3v-5a2 2 0 0 1 2-2Zm2.1 0h9.8l-1.2-3.6a.6.6 0 0 0-.6-.4H8.900a.6.6 0 0 0-.6.4ZM6.500 16a1.300 1.300 0 1 0 0-2.600 1.300 1.300 0 0 0 0 2.600Zm11 0a1.300 1.300 0 1 0 0-2.600 1.300 1.300 0 0 0 0 2.600Z",
  trips: "M6 3a3 3 0 0 1 1 5.800V16a3 3 0 0 0 6 0V8a5 5 0 0 1 10 0v7.200A3 3 0 1 1 21 15.200V8a3 3 0 0 0-6 0v8a5 5 0 0 1-10 0V8.800A3 3 0 0 1 6 3Z",
  music: "M9 4 20 2v13.500a3.500 3 0 1 1-2-2.700V7l-7 1.300v9.200a3.500 3 0 1 1-2-2.700Z",
  places: "M12 2a7 7 0 0 1 7 7c0 4.600-4.500 9.500-7 13-2.500-3.500-7-8.400-7-13a7 7 0 0 1 7-7Zm0 4.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5Z",
  more: "M5 10a2 2 0 1 1 0 4 2 2 0 0 1 0-4Zm7 0a2 2 0 1 1 0 4 2 2 0 0 1 0-4Zm7 0a2 2 0 1 1 0 4 2 2 0 0 1 0-4Z",
  back: "M11 4 3 12l8 8 1.500-1.500L7 13h14v-2H7l5.500-5.500Z",
  play: "M7 4v16l13-8Z",
  pause: "M6 4h4.500v16H6Zm7.500 0H18v16h-4.500Z",
  next: "M5 4v16l10-8Zm11 0h3v16h-3Z",
  previous: "M19 4v16L9 12ZM5 4h3v16H5Z",
  alert: "M12 2 1 21h22Zm-1 7h2v6h-2Zm0 7.500h2v2h-2Z",
};
