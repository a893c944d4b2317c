// A line over time, drawn as SVG; its words carry the same facts for those who do not see it.

import { h } from "./dom.js";
import { moment, unknown } from "./format.js";
import { t } from "./words.js";

/** `points`: [[s since 1970, value], ...], in order. `say`: from a value to its words. */
export function chart(title, points, say) {
  const known = points.filter(([, value]) => Number.isFinite(value));
  if (known.length < 2) return h("figure", null, h("h3", null, title), h("p.faint", null, t("Nothing was recorded")));
  const values = known.map(([, value]) => value);
  const [low, high] = [Math.min(0, ...values), Math.max(...values)];
  const [begin, end] = [known[0][0], known.at(-1)[0]];
  const x = (at) => (100 * (at - begin)) / (end - begin || 1);
  const y = (value) => 50 - (48 * (value - low)) / (high - low || 1);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const words = t("{title}: {mean} on average, {most} at most", { title, mean: say(mean), most: say(high) });
  return h(
    "figure",
    null,
    h("h3", null, title),
    h(
      "svg.chart",
      { viewBox: "0 0 100 52", preserveAspectRatio: "none", role: "img", "aria-label": words },
      ...[low, (low + high) / 2, high].map((value) => h("line", { x1: 0, x2: 100, y1: y(value), y2: y(value) })),
      h("polyline", { points: known.map(([at, value]) => `${x(at).toFixed(2)},${y(value).toFixed(2)}`).join(" ") }),
    ),
    h("p.scale", null, h("span", null, moment(begin)), h("span", null, high === low ? unknown : say(high)), h("span", null, moment(end))),
  );
}
