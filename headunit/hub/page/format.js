// From SI facts to what a person reads. Unknown is "--", never a number.

import { language, t } from "./words.js";

export const unknown = "--";
/** A value older than this is told with its time (s). */
export const freshFor = 60;

const imperial = new Set(["US", "GB", "LR", "MM"]);
const miles = () => imperial.has((navigator.language.split("-")[1] || "").toUpperCase());

export const number = (value, digits = 0) =>
  Number.isFinite(value)
    ? value.toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits })
    : unknown;

export const percent = (value) => (Number.isFinite(value) ? `${number(value)} %` : unknown);

export function distance(metres) {
  if (!Number.isFinite(metres)) return unknown;
  if (miles()) return `${number(metres / 1609.344, metres < 16093 ? 1 : 0)} mi`;
  return metres < 1000 ? `${number(metres)} m` : `${number(metres / 1000, metres < 100000 ? 1 : 0)} km`;
}

export function speed(metresPerSecond) {
  if (!Number.isFinite(metresPerSecond)) return unknown;
  return miles() ? `${number(metresPerSecond * 2.2369363)} mph` : `${number(metresPerSecond * 3.6)} km/h`;
}

export const temperature = (celsius) =>
  Number.isFinite(celsius)
    ? navigator.language.endsWith("-US")
      ? `${number(celsius * 1.8 + 32)} °F`
      : `${number(celsius)} °C`
    : unknown;

/** kPa, as VSS has tyre pressures. */
export const pressure = (kilopascal) =>
  Number.isFinite(kilopascal)
    ? miles()
      ? `${number(kilopascal * 0.1450377)} psi`
      : `${number(kilopascal / 100, 1)} bar`
    : unknown;

/** A moment (s since 1970): its time today, else its day too. */
export function moment(at) {
  if (!Number.isFinite(at)) return unknown;
  const when = new Date(at * 1000);
  const today = when.toDateString() === new Date().toDateString();
  return when.toLocaleString(language, today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" });
}

export function duration(seconds) {
  if (!Number.isFinite(seconds)) return unknown;
  const minutes = Math.round(seconds / 60);
  return minutes < 60
    ? t("{minutes} min", { minutes: number(minutes) })
    : t("{hours} h {minutes} min", { hours: number(Math.floor(minutes / 60)), minutes: number(minutes % 60) });
}

/** How long ago, in words: "now", "3 min ago", or the moment. */
export function ago(at, now = Date.now() / 1000) {
  if (!Number.isFinite(at)) return t("never");
  const gone = now - at;
  if (gone < freshFor) return t("now");
  return gone < 3600 ? t("{minutes} min ago", { minutes: number(Math.floor(gone / 60)) }) : moment(at);
}

export const clock = (seconds) =>
  Number.isFinite(seconds)
    ? `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`
    : unknown;
