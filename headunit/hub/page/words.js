// The page's words: English is the source, words/de.json and words/zh.json hold the others (a test lists missing ones).

const known = ["en", "de", "zh"];
let table = {};
export let language = "en";

/** Load the words of a language; the reader's own where `chosen` is none of ours. */
export async function speak(chosen) {
  const wanted = [chosen, ...navigator.languages].map((one) => (one || "").slice(0, 2).toLowerCase());
  language = wanted.find((one) => known.includes(one)) || "en";
  table = language === "en" ? {} : await (await fetch(`words/${language}.json`)).json();
  document.documentElement.lang = language;
}

/** A text with its {names} filled in. */
export function t(text, names = {}) {
  return (table[text] || text).replace(/\{(\w+)\}/g, (_, name) => names[name] ?? "");
}

/** Marks a text of a table that is translated later, where it is shown. */
export const w = (text) => text;
