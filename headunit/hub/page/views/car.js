// The live car: where it is, how it is, and what one can ask of it at once.

import { h, icon } from "../dom.js";
import { ago, distance, freshFor, moment, number, percent, pressure, speed, temperature, unknown } from "../format.js";
import { t, w } from "../words.js";

/** A value of the twin with its age; `model.twin[key]`: {value, at_s, hub_s} or nothing. */
export const reading = (model, key) => model.twin[key] || { value: null, at_s: NaN };

function tile(model, title, key, say, worry = () => "") {
  const { value, at_s: at } = reading(model, key);
  const known = value !== null && value !== undefined;
  const old = known && Date.now() / 1000 - at > freshFor;
  const kind = known ? worry(value) : "";
  return h(
    `div.tile${old ? ".old" : ""}${kind ? `.${kind}` : ""}`,
    { key },
    h("dt", null, title),
    h("dd", null, known ? say(value) : unknown, old && h("span.age", null, t("as of {when}", { when: moment(at) }))),
  );
}

const doors = {
  "Vehicle.Cabin.Door.Row1.DriverSide.IsOpen": w("Driver's door"),
  "Vehicle.Cabin.Door.Row1.PassengerSide.IsOpen": w("Passenger's door"),
  "Vehicle.Cabin.Door.Row2.DriverSide.IsOpen": w("Rear door, driver's side"),
  "Vehicle.Cabin.Door.Row2.PassengerSide.IsOpen": w("Rear door, passenger's side"),
  "Vehicle.Body.Trunk.Rear.IsOpen": w("Boot"),
  "Vehicle.Body.Hood.IsOpen": w("Bonnet"),
};
const locks = ["Row1.DriverSide", "Row1.PassengerSide", "Row2.DriverSide", "Row2.PassengerSide"].map(
  (door) => `Vehicle.Cabin.Door.${door}.IsLocked`,
);
const tyres = {
  "Row1.Wheel.Left": w("Front left"),
  "Row1.Wheel.Right": w("Front right"),
  "Row2.Wheel.Left": w("Rear left"),
  "Row2.Wheel.Right": w("Rear right"),
};

function openings(model) {
  const known = Object.keys(doors).filter((key) => typeof reading(model, key).value === "boolean");
  const open = known.filter((key) => reading(model, key).value).map((key) => t(doors[key]));
  const locked = locks.map((key) => reading(model, key)).filter(({ value }) => typeof value === "boolean");
  const rows = [];
  if (known.length) {
    const words = open.length ? t("Open: {what}", { what: open.join(", ") }) : t("All doors are closed");
    rows.push(h(`p.row${open.length ? ".soon-ink" : ""}`, null, words));
  }
  if (locked.length) {
    const all = locked.every(({ value }) => value);
    rows.push(h(`p.row${all ? "" : ".soon-ink"}`, null, all ? t("Locked") : t("Unlocked")));
  }
  const latest = Math.max(...[...known, ...locks].map((key) => reading(model, key).at_s).filter(Number.isFinite));
  return h(
    "section.card",
    null,
    h("h2", null, t("Doors")),
    rows.length ? rows : h("p.faint", null, t("The car has not told of its doors")),
    rows.length > 0 && h("p.faint", null, t("as of {when}", { when: ago(latest) })),
  );
}

function tyre(model, [wheel, title]) {
  const low = reading(model, `Vehicle.Chassis.Axle.${wheel}.Tire.IsPressureLow`).value === true;
  return tile(model, t(title), `Vehicle.Chassis.Axle.${wheel}.Tire.Pressure`, pressure, () => (low ? "stop" : ""));
}

function energy(model) {
  const charge = "Vehicle.Powertrain.TractionBattery.StateOfCharge.Displayed";
  const fuel = "Vehicle.Powertrain.FuelSystem.RelativeLevel";
  const few = (value) => (value < 10 ? "stop" : value < 20 ? "soon" : "");
  const range = ["TractionBattery.Range", "FuelSystem.Range", "Range"]
    .map((key) => `Vehicle.Powertrain.${key}`)
    .find((key) => model.twin[key]);
  return [
    model.twin[charge] && tile(model, t("Charge"), charge, percent, few),
    model.twin[fuel] && tile(model, t("Fuel"), fuel, percent, few),
    tile(model, t("Range"), range || "Vehicle.Powertrain.Range", distance),
    model.twin["Vehicle.Powertrain.TractionBattery.Charging.IsCharging"] &&
      tile(model, t("Charging"), "Vehicle.Powertrain.TractionBattery.Charging.IsCharging", (on) =>
        on ? t("on") : t("off"),
      ),
  ];
}

function where(model) {
  const { value: place, at_s: at } = reading(model, "Car.Position");
  const old = Date.now() / 1000 - at > freshFor;
  if (!place) return h("section.card", { key: "where" }, h("h2", null, t("Where it is")), h("p.faint", null, t("Its place is not shared, or not known")));
  return h(
    "section.card",
    { key: "where" },
    h("h2", null, t("Where it is")),
    h("car-map", { key: "map", data: { car: place, old } }),
    h("p.row", null, h("span.what", null, `${number(place.lat, 5)}, ${number(place.lon, 5)}`), h("span.faint", null, t("as of {when}", { when: ago(at) }))),
  );
}

/** What can be asked of the car from here, with the question that comes first where it costs something. */
const asks = [
  { command: "lock", title: w("Lock") },
  { command: "unlock", title: w("Unlock"), sure: w("Unlock the car?") },
  { command: "climate", title: w("Climate on"), args: { on: true, celsius: 21 } },
  { command: "climate", title: w("Climate off"), args: { on: false } },
  { command: "horn_lights", title: w("Horn and lights"), args: { horn: true, lights: true } },
  { command: "locate", title: w("Find my car") },
  { command: "wake", title: w("Wake the car") },
  { command: "valet", title: w("Valet mode on"), args: { on: true }, sure: w("Let somebody drive it for you?") },
  { command: "valet", title: w("Valet mode off"), args: { on: false } },
  { command: "immobilise", title: w("Do not let it start"), args: { on: true }, sure: w("Do not let the car start again?") },
  { command: "immobilise", title: w("Let it start"), args: { on: false } },
];

const titles = {
  ...Object.fromEntries([...asks].reverse().map((one) => [one.command, one.title])),
  climate: w("Climate"),
  valet: w("Valet mode"),
  immobilise: w("Immobiliser"),
  destination: w("Destination"),
  favourite: w("Favourite"),
  media: w("Music"),
  read_codes: w("Read the trouble codes"),
  service_done: w("Service done"),
  privacy: w("Privacy"),
  forget: w("Forget"),
};

export function outcome(one) {
  const words = {
    queued: t("waits for the car"),
    sent: t("sent to the car"),
    accepted: t("the car is doing it"),
    done: t("done"),
    refused: t("refused"),
    failed: t("failed"),
    expired: t("too late: it was not done"),
  };
  const kind = { done: "go-ink", refused: "stop-ink", failed: "stop-ink", expired: "soon-ink" }[one.state] || "faint";
  const why = one.why ? `: ${t(one.why)}` : "";
  return h(`span.${kind}`, null, `${words[one.state] || one.state}${why}`);
}

export const titleOf = (command) => t(titles[command] || command);

function commands(model, act) {
  const mine = asks.filter((one) => model.may(one.command));
  return h(
    "section.card",
    null,
    h("h2", null, t("Ask the car")),
    h("div.buttons", null, ...mine.map((one) => h("button", { onclick: () => act.command(one.command, one.args || {}, one.sure && t(one.sure)) }, t(one.title)))),
    h(
      "ol",
      { "aria-live": "polite", "aria-label": t("What came of it") },
      ...model.commands.slice(0, 5).map((one) =>
        h("li.row", { key: one.id }, h("span.what", null, titleOf(one.command), h("small", null, moment(one.at_s))), outcome(one)),
      ),
    ),
  );
}

function notices(model) {
  const list = reading(model, "Car.Notices").value || [];
  if (!list.length) return null;
  return h(
    "section.card",
    { key: "notices" },
    h("h2", null, t("The car says")),
    h("ul", null, ...list.map((one) =>
      h(`li.row.notice${one.urgency === "stop" ? ".stop" : ""}`, null, icon("alert"), h("span.what", null, t(one.title), one.advice && h("small", null, t(one.advice)))),
    )),
  );
}

export function carView(model, act) {
  return h(
    "div.columns",
    null,
    h("div.stack", null, where(model), notices(model)),
    h(
      "div.stack",
      null,
      h(
        "dl.tiles",
        null,
        tile(model, t("Speed"), "Vehicle.Speed", (kmh) => speed(kmh / 3.6)),
        ...energy(model),
        tile(model, t("Inside"), "Vehicle.Cabin.HVAC.AmbientAirTemperature", temperature),
        tile(model, t("Outside"), "Vehicle.Exterior.AirTemperature", temperature),
        tile(model, t("12 V battery"), "Vehicle.LowVoltageBattery.CurrentVoltage", (volt) => `${number(volt, 1)} V`, (volt) => (volt < 11.8 ? "stop" : "")),
        tile(model, t("Odometer"), "Vehicle.TraveledDistance", distance),
      ),
      commands(model, act),
      openings(model),
      h("section.card", null, h("h2", null, t("Tyres")), h("dl.tiles", null, ...Object.entries(tyres).map((one) => tyre(model, one)))),
    ),
  );
}
