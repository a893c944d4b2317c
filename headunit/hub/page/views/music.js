// What plays in the car, and a hand on it.

import { h, icon } from "../dom.js";
import { clock, number } from "../format.js";
import { t } from "../words.js";
import { reading } from "./car.js";

export function musicView(model, act) {
  const { value: now, at_s: at } = reading(model, "Car.Music");
  const ask = (args) => act.command("media", args);
  const may = model.may("media");
  if (!now) return h("section.card", null, h("h2", null, t("Music")), h("p.faint", null, t("Nothing plays, or it is not shared")));
  const ran = now.playing ? Math.max(0, Date.now() / 1000 - at) : 0;
  const position = Math.min((now.position_s || 0) + ran, now.duration_s || Infinity);
  const key = (name, title, args, primary = false) =>
    h(`button${primary ? ".primary" : ""}`, { "aria-label": title, title, disabled: !may, onclick: () => ask(args) }, icon(name));
  return h(
    "div.columns",
    null,
    h(
      "section.card",
      null,
      h("h2", null, now.title || t("Nothing plays")),
      h("p.faint", null, [now.artist, now.album].filter(Boolean).join(" · ")),
      now.duration_s > 0 && h("progress", { max: now.duration_s, value: position, "aria-label": t("Position") }),
      now.duration_s > 0 && h("p.scale", null, h("span", null, clock(position)), h("span", null, clock(now.duration_s))),
      h(
        "div.buttons",
        null,
        key("previous", t("Previous"), { do: "previous" }),
        now.playing ? key("pause", t("Pause"), { do: "pause" }, true) : key("play", t("Play"), { do: "play" }, true),
        key("next", t("Next"), { do: "next" }),
      ),
      h(
        "label",
        null,
        t("Volume"),
        h("input", { type: "range", min: 0, max: 100, value: now.volume ?? 0, disabled: !may, "aria-valuetext": number(now.volume), onchange: (event) => ask({ do: "volume", value: Number(event.target.value) }) }),
      ),
    ),
    h(
      "section.card",
      null,
      h("h2", null, t("Queue")),
      h("ol", null, ...(now.queue || []).map(([entry, title]) => h("li.row", { key: `queue-${entry}` }, h("span.what", null, title), h("button", { disabled: !may, "aria-label": t("Play {title}", { title }), onclick: () => ask({ do: "jump", value: entry }) }, icon("play"))))),
      !(now.queue || []).length && h("p.faint", null, t("The queue is empty")),
    ),
  );
}
