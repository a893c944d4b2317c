// What somebody has shared by a link: where the car is for an hour, a place, a drive. Needs no key and shows nothing else.

import { h, morph } from "./dom.js";
import { ago, distance, duration, moment } from "./format.js";
import { ask, HubError } from "./hub.js";
import { t } from "./words.js";

const askEvery = 5000;

export async function sharedView(page) {
  const token = location.hash.slice(1);
  const show = (...content) => morph(page, h("div", null, h("main.middle", null, h("h1", null, t("Shared with you")), ...content)));
  for (;;) {
    let said;
    try {
      said = await ask(`share/${encodeURIComponent(token)}`);
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      if (error.status) return show(h("p", null, t("This link is not good any more.")));
      show(h("p", null, t(error.message)));
    }
    if (said) show(...content(said), h("p.faint", null, t("until {when}", { when: moment(said.expires_s) })));
    if (said && said.what !== "live") return;
    await new Promise((resolve) => setTimeout(resolve, askEvery));
  }
}

function content(said) {
  if (said.what === "trip") {
    const { trip, track } = said;
    return [
      h("p", null, `${moment(trip.began_s)} · ${distance(trip.distance_m)} · ${duration(trip.ended_s - trip.began_s)}`),
      h("car-map", { key: "map", data: { track } }),
    ];
  }
  if (said.what === "place") {
    return [h("p", null, said.place.title), h("car-map", { key: "map", data: { pins: [said.place] } }), h("p", null, `${said.place.lat}, ${said.place.lon}`)];
  }
  if (!said.place) return [h("p", null, t("Its place is not shared, or not known"))];
  return [h("car-map", { key: "map", data: { car: said.place } }), h("p", null, t("as of {when}", { when: ago(said.at_s) }))];
}
