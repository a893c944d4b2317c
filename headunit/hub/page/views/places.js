// Where to: destinations for the car, favourites kept on both sides, fences, and links for chosen people.

import { h } from "../dom.js";
import { distance, moment, number } from "../format.js";
import { t, w } from "../words.js";
import { reading } from "./car.js";

const kilometre = 1000;
const shareKinds = { live: w("Where the car is"), trip: w("A trip"), place: w("A place") };

/** "48.137, 11.575", as people copy it from any map. */
export function parsePlace(text) {
  const found = /(-?\d+(?:\.\d+)?)\s*[,;\s]\s*(-?\d+(?:\.\d+)?)/.exec(text);
  if (!found) return null;
  const [lat, lon] = [Number(found[1]), Number(found[2])];
  return Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? { lat, lon } : null;
}

function placeForm(model, act) {
  const take = (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const place = parsePlace(form.get("place"));
    if (!place) return act.say(t("Write the place as latitude, longitude: 48.137, 11.575"));
    const title = form.get("title").trim() || `${number(place.lat, 4)}, ${number(place.lon, 4)}`;
    const what = event.submitter?.value;
    if (what === "go") act.command("destination", { ...place, title });
    if (what === "keep") act.put("place", { ...place, title });
    if (what === "fence") act.put("fence", { ...place, title, radius_m: kilometre * Number(form.get("radius") || 1) });
    event.target.reset();
  };
  return h(
    "form",
    { key: "place", onsubmit: take },
    h("label", null, t("Place"), h("input", { name: "place", required: true, placeholder: "48.137, 11.575", inputmode: "text", autocomplete: "off" })),
    h("label", null, t("Name"), h("input", { name: "title", maxlength: 80, autocomplete: "off" })),
    h("label", null, t("Radius of a fence (km)"), h("input", { name: "radius", type: "number", min: 0.1, max: 100, step: 0.1, placeholder: "1" })),
    h(
      "div.buttons",
      null,
      model.may("destination") && h("button.primary", { value: "go" }, t("Send to the car")),
      h("button", { value: "keep" }, t("Keep")),
      h("button", { value: "fence" }, t("Watch this area")),
    ),
  );
}

export function placesView(model, act) {
  const guidance = reading(model, "Car.Guidance").value;
  const { value: car } = reading(model, "Car.Position");
  const pins = [...model.documents.place, ...model.documents.fence].map((one) => one.body);
  return h(
    "div.columns",
    null,
    h(
      "div.stack",
      null,
      h("section.card", null, h("h2", null, t("Where to")), h("car-map", { key: "places", data: { car, pins } }), guidance?.active ? h("p.row", null, h("span.what", null, t("On the way to {place}", { place: guidance.to }), h("small", null, t("{left} left, there at {when}", { left: distance(guidance.left_m), when: moment(guidance.arrival_s) })))) : null),
      h("section.card", null, placeForm(model, act)),
    ),
    h(
      "div.stack",
      null,
      h(
        "section.card",
        null,
        h("h2", null, t("Favourites")),
        h("ul", null, ...model.documents.place.map((one) =>
          h("li.row", { key: one.id }, h("span.what", null, one.body.title),
            model.may("destination") && h("button", { onclick: () => act.command("destination", one.body) }, t("Send to the car")),
            model.may("favourite") && h("button", { onclick: () => act.command("favourite", one.body) }, t("Keep in the car")),
            h("button", { onclick: () => act.share("place", one.body) }, t("Share")),
            h("button.danger", { onclick: () => act.remove("place", one.id) }, t("Remove"))),
        )),
        !model.documents.place.length && h("p.faint", null, t("None yet")),
      ),
      h(
        "section.card",
        null,
        h("h2", null, t("Watched areas")),
        h("ul", null, ...model.documents.fence.map((one) =>
          h("li.row", { key: one.id }, h("span.what", null, one.body.title, h("small", null, distance(one.body.radius_m))), h("button.danger", { onclick: () => act.remove("fence", one.id) }, t("Remove"))),
        )),
        !model.documents.fence.length && h("p.faint", null, t("The car says when it enters or leaves one")),
      ),
      h(
        "section.card",
        null,
        h("h2", null, t("Shared links")),
        h("ul", null, ...model.shares.map((one) =>
          h("li.row", { key: one.id }, h("span.what", null, one.title || t(shareKinds[one.what] || one.what), h("small", null, t("until {when}", { when: moment(one.expires_s) }))), h("button.danger", { onclick: () => act.unshare(one.id) }, t("End"))),
        )),
        model.shareLink && h("p.row", { role: "status" }, h("span.what", null, model.shareLink)),
        h("button", { onclick: () => act.share("live", {}) }, t("Share where the car is, for an hour")),
      ),
    ),
  );
}
