// Alarms, health, what it costs, who is paired, and what was done: what one looks at now and then.

import { h, icon } from "../dom.js";
import { ago, distance, moment, number } from "../format.js";
import { t, w } from "../words.js";
import { outcome, reading, titleOf } from "./car.js";

const kinds = {
  tow: w("It is being moved with its key off"),
  unlocked: w("Left unlocked"),
  low_12v: w("The 12 V battery is low"),
  tyre: w("A tyre loses air"),
  window: w("A window is open"),
  charge_done: w("Charged"),
  geofence: w("It crossed the border of a watched area"),
  speed: w("Faster than agreed"),
  notice: w("A warning in the car"),
};
const costKinds = ["fuel", "charge", "service", "tyres", "insurance", "tax", "other"];
const costTitles = { fuel: w("Fuel"), charge: w("Charge"), service: w("Service"), tyres: w("Tyres"), insurance: w("Insurance"), tax: w("Tax"), other: w("Other") };
const roles = { owner: w("Owner"), driver: w("Driver"), guest: w("Guest"), workshop: w("Workshop") };

const empty = (text) => h("p.faint", null, text);

function alerts(model) {
  return h(
    "section.card",
    null,
    h("h2", null, t("Alarms")),
    h("ul", null, ...model.alerts.map((one) =>
      h("li.row.notice", { key: one.id }, icon("alert"), h("span.what", null, t(kinds[one.kind] || one.kind), one.words?.title && h("small", null, one.words.title), h("small", null, one.ended_s ? t("{from} to {to}", { from: moment(one.at_s), to: moment(one.ended_s) }) : moment(one.at_s)))),
    )),
    !model.alerts.length && empty(t("None")),
  );
}

function health(model, act) {
  const { value: codes, at_s: at } = reading(model, "Car.Codes");
  return h(
    "section.card",
    null,
    h("h2", null, t("Trouble codes")),
    codes === null || codes === undefined
      ? empty(t("Not read yet, or not shared"))
      : h("ul", null, ...codes.map((one) => h("li.row", null, h("span.what", null, `${one.code} ${one.text || ""}`, h("small", null, [one.unit, one.status].filter(Boolean).join(" · "))))), !codes.length && empty(t("None")), h("p.faint", null, t("as of {when}", { when: ago(at) }))),
    h(
      "div.buttons",
      null,
      model.may("read_codes") && h("button", { onclick: () => act.command("read_codes", {}) }, t("Read the trouble codes")),
      h("a.button", { href: act.address("health.json"), download: true }, t("Report for the workshop")),
    ),
  );
}

function costs(model, act) {
  const metres = reading(model, "Vehicle.TraveledDistance").value;
  const km = Number.isFinite(metres) ? metres / 1000 : null;
  const sum = model.documents.cost.reduce((all, one) => all + (one.body.amount || 0), 0);
  const take = (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    const body = { kind: form.get("kind"), amount: Number(form.get("amount")), at_s: Date.now() / 1000, note: form.get("note"), odometer_km: km };
    if (!(body.amount > 0)) return act.say(t("Write what it cost"));
    act.put("cost", body);
    event.target.reset();
  };
  const plan = model.documents.plan.map((one) => {
    const left = km === null ? null : one.body.due_km - km;
    const words = left === null ? t("at {place}", { place: distance(one.body.due_km * 1000) }) : left > 0 ? t("in {left}", { left: distance(left * 1000) }) : t("due");
    return h("li.row", { key: one.id }, h("span.what", null, one.body.title, h("small", null, words)), model.may("service_done") && h("button", { onclick: () => act.command("service_done", { id: one.id, title: one.body.title }) }, t("Done")), h("button.danger", { onclick: () => act.remove("plan", one.id) }, t("Remove")));
  });
  const planIt = (event) => {
    event.preventDefault();
    const form = new FormData(event.target);
    act.put("plan", { title: form.get("title"), due_km: Number(form.get("due")) });
    event.target.reset();
  };
  return h(
    "section.card",
    null,
    h("h2", null, t("Service and costs")),
    h("ul", null, ...plan),
    h("details", { key: "plan" }, h("summary", null, t("Plan a service")), h("form", { onsubmit: planIt }, h("label", null, t("What"), h("input", { name: "title", required: true, maxlength: 80 })), h("label", null, t("At (km)"), h("input", { name: "due", type: "number", min: 1, required: true })), h("button.primary", null, t("Plan")))),
    h("ul", null, ...model.documents.cost.slice(0, 12).map((one) => h("li.row", { key: one.id }, h("span.what", null, t(costTitles[one.body.kind] || one.body.kind), h("small", null, [moment(one.body.at_s), one.body.note].filter(Boolean).join(" · "))), number(one.body.amount, 2), h("button.danger", { onclick: () => act.remove("cost", one.id) }, t("Remove"))))),
    model.documents.cost.length > 0 && h("p.row", null, h("strong.what", null, t("In all")), h("strong", null, number(sum, 2))),
    h("details", { key: "cost" }, h("summary", null, t("Write down a cost")), h("form", { onsubmit: take }, h("label", null, t("What"), h("select", { name: "kind" }, ...costKinds.map((one) => h("option", { value: one }, t(costTitles[one]))))), h("label", null, t("How much"), h("input", { name: "amount", type: "number", min: 0.01, step: 0.01, required: true })), h("label", null, t("Note"), h("input", { name: "note", maxlength: 120 })), h("button.primary", null, t("Keep")))),
  );
}

function devices(model, act) {
  return h(
    "section.card",
    null,
    h("h2", null, t("Who is paired")),
    h("ul", null, ...model.devices.map((one) =>
      h("li.row", { key: one.name }, h("span.what", null, one.label, one.name === model.me.name && ` (${t("this device")})`, h("small", null, [t(roles[one.role] || one.role), one.expires_s && t("until {when}", { when: moment(one.expires_s) })].filter(Boolean).join(" · "))), model.may("revoke") && h("button.danger", { onclick: () => act.revoke(one) }, t("Unpair"))),
    )),
    h("p.faint", null, t("Another device is paired by the code that the car shows: Settings, Cloud")),
  );
}

function audit(model) {
  return h("details.card", { key: "audit" }, h("summary", null, t("What was done")), h("ol", null, ...model.audit.map((one) => h("li.row", null, h("span.what", null, one.what, h("small", null, [moment(one.at_s), one.who, one.detail].filter(Boolean).join(" · ")))))));
}

function history(model) {
  return h("details.card", { key: "history" }, h("summary", null, t("What was asked of the car")), h("ol", null, ...model.commands.map((one) => h("li.row", { key: one.id }, h("span.what", null, titleOf(one.command), h("small", null, moment(one.at_s))), outcome(one)))));
}

export function moreView(model, act) {
  const about = reading(model, "Car.About").value;
  return h(
    "div.columns",
    null,
    h("div.stack", null, model.sees("alerts") && alerts(model), model.sees("health") && health(model, act), history(model)),
    h(
      "div.stack",
      null,
      model.sees("costs") && costs(model, act),
      model.sees("keys") && devices(model, act),
      model.sees("keys") && audit(model),
      h("section.card", null, h("h2", null, t("This page")),
        about && h("p.row", null, [about.name, about.model, about.software].filter(Boolean).join(" · ")),
        h("label", null, t("Language"), h("select", { onchange: (event) => act.speak(event.target.value) }, ...[["en", "English"], ["de", "Deutsch"], ["zh", "中文"]].map(([code, title]) => h("option", { value: code, selected: code === model.language }, title)))),
        h("div.buttons", null, h("button.danger", { onclick: () => act.leave() }, t("Log out on this device")))),
    ),
  );
}
