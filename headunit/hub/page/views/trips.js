// Where it went: a list, and of one trip its track, how fast, how thirsty, and its files.

import { h, icon } from "../dom.js";
import { chart } from "../chart.js";
import { distance, duration, moment, number, percent, speed, unknown } from "../format.js";
import { t } from "../words.js";

const used = (trip) => {
  if (trip.energy_j > 0) return `${number(trip.energy_j / 3.6e6, 1)} kWh`;
  return trip.fuel_m3 > 0 ? `${number(trip.fuel_m3 * 1000, 1)} l` : unknown;
};

export function tripsView(model, act) {
  if (model.trip) return one(model, act);
  return h(
    "section.card",
    null,
    h("h2", null, t("Trips")),
    h(
      "ul",
      null,
      ...model.trips.map((trip) =>
        h(
          "li.row",
          { key: trip.id },
          h("span.what", null, moment(trip.began_s), h("small", null, trip.ended_s ? `${distance(trip.distance_m)} · ${duration(trip.ended_s - trip.began_s)} · ${used(trip)}` : t("on its way"))),
          h("a.button", { href: `#trips/${trip.id}` }, t("Show")),
        ),
      ),
    ),
    !model.trips.length && h("p.faint", null, t("No trip yet, or trips are not shared")),
    model.trips.length > 0 && model.moreTrips && h("button", { onclick: () => act.moreTrips() }, t("Earlier")),
  );
}

function one(model, act) {
  const { trip, track, speeds, levels } = model.trip;
  const rows = [
    [t("Distance"), distance(trip.distance_m)],
    [t("Time"), trip.ended_s ? duration(trip.ended_s - trip.began_s) : t("on its way")],
    [t("On average"), trip.ended_s ? speed(trip.distance_m / (trip.ended_s - trip.began_s)) : unknown],
    [t("Used"), used(trip)],
  ];
  return h(
    "div.columns",
    null,
    h(
      "section.card",
      null,
      h("div.row", null, h("a.button", { href: "#trips", "aria-label": t("Back") }, icon("back")), h("h2.what", null, moment(trip.began_s))),
      track.length ? h("car-map", { key: `trip-${trip.id}`, data: { track } }) : h("p.faint", null, t("Its track was not shared")),
    ),
    h(
      "div.stack",
      null,
      h("dl.tiles", null, ...rows.map(([title, value]) => h("div.tile", null, h("dt", null, title), h("dd", null, value)))),
      h("section.card", null, chart(t("Speed"), speeds, (kmh) => speed(kmh / 3.6))),
      h("section.card", null, chart(t("Charge or fuel"), levels, percent)),
      h(
        "div.buttons",
        null,
        h("a.button", { href: act.address(`trips/${trip.id}.gpx`), download: true }, t("GPX file")),
        h("a.button", { href: act.address(`trips/${trip.id}.csv`), download: true }, t("CSV file")),
        model.may("share") && h("button", { onclick: () => act.share("trip", { trip: trip.id }) }, t("Share")),
        model.may("forget") && h("button.danger", { onclick: () => act.command("forget", { trip: trip.id }, t("Forget this trip, here and in the car?")) }, t("Forget")),
      ),
    ),
  );
}
