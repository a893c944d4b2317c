// The page: what is known of one car, which view is open, and what a person does about it.

import { h, icon, morph } from "./dom.js";
import { ago } from "./format.js";
import { ask, command, HubError, Live, logIn, revoke } from "./hub.js";
import { kept } from "./keys.js";
import "./map.js";
import { pairingView } from "./pair.js";
import { sharedView } from "./shared.js";
import { carView } from "./views/car.js";
import { moreView } from "./views/more.js";
import { musicView } from "./views/music.js";
import { placesView } from "./views/places.js";
import { tripsView } from "./views/trips.js";
import { language, speak, t, w } from "./words.js";

const page = document.getElementById("page");
const views = {
  car: { title: w("Car"), view: carView },
  trips: { title: w("Trips"), view: tripsView, right: "trips" },
  music: { title: w("Music"), view: musicView, right: "media" },
  places: { title: w("Places"), view: placesView, right: "place" },
  more: { title: w("More"), view: moreView },
};
const kinds = ["place", "fence", "cost", "plan"];
const tripsAtOnce = 30;

const fresh = () => ({
  twin: {}, trips: [], alerts: [], commands: [], devices: [], audit: [], shares: [], trip: null, moreTrips: false,
  documents: Object.fromEntries(kinds.map((kind) => [kind, []])), connected: false, seen_s: NaN, shareLink: "",
});
const model = {
  ...fresh(), me: { name: "", cars: [] }, car: null, line: "lost", said: "", language,
  sees: (right) => model.car?.reads.includes(right) ?? false,
  may: (name) => model.car?.commands.includes(name) ?? false,
};
let live = null;

// What a person does.

const act = {
  address: (path) => `/api/cars/${model.car.car}/${path}`,
  say(line) {
    model.said = line;
    draw();
  },
  async command(name, args, sure) {
    if (sure && !confirm(sure)) return;
    await tried(async () => {
      const id = await command(model.car.car, name, args);
      if (!model.commands.some((one) => one.id === id)) {
        model.commands.unshift({ id, command: name, state: "queued", why: "", at_s: Date.now() / 1000 });
      }
    });
  },
  put: (kind, body) =>
    tried(async () => {
      const id = crypto.randomUUID().replaceAll("-", "");
      const { version } = await ask(`cars/${model.car.car}/documents/${kind}/${id}`, { method: "PUT", body: { version: 0, body } });
      document_({ kind, id, version, body });
    }),
  remove: (kind, id) =>
    tried(async () => {
      await ask(`cars/${model.car.car}/documents/${kind}/${id}`, { method: "DELETE" });
      document_({ kind, id, body: null });
    }),
  share: (what, body) =>
    tried(async () => {
      const hours = what === "live" ? 1 : 7 * 24;
      const { url } = await ask(`cars/${model.car.car}/shares`, { method: "POST", body: { what, body, hours } });
      model.shareLink = url;
      if (navigator.share) await navigator.share({ url }).catch(() => null);
      model.said = t("Whoever has this link sees it: {url}", { url });
      await shares();
    }),
  unshare: (id) =>
    tried(async () => {
      await ask(`cars/${model.car.car}/shares/${id}`, { method: "DELETE" });
      await shares();
    }),
  revoke: (device) =>
    confirm(t("Unpair {label}?", { label: device.label })) && tried(() => revoke(model.car.car, device)),
  moreTrips: () => tried(trips),
  async speak(code) {
    await kept.put("language", code);
    await speak(code);
    model.language = language;
    draw();
  },
  async leave() {
    if (!confirm(t("Log out? The car then has to be paired anew with this device."))) return;
    await ask("logout", { method: "POST" }).catch(() => null);
    for (const one of ["key", "seen", "code"]) await kept.remove(one);
    location.replace("/");
  },
};

async function tried(doing) {
  model.said = "";
  try {
    await doing();
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    model.said = t(error.message);
  }
  draw();
}

// What is told.

function document_({ kind, id, version, body }) {
  const others = (model.documents[kind] || []).filter((one) => one.id !== id);
  model.documents[kind] = body ? [...others, { id, version, body }] : others;
}

function news(said) {
  switch (said.type) {
    case "twin":
      Object.assign(model, { twin: said.twin, connected: said.connected, seen_s: said.last_seen_s });
      break;
    case "value":
      model.twin[said.key] = said;
      model.seen_s = Math.max(model.seen_s || 0, said.hub_s);
      if (said.key === "Car.Keyring") keyring();
      break;
    case "connected":
      Object.assign(model, { connected: said.connected, seen_s: said.last_seen_s });
      break;
    case "alert":
      model.alerts = [said, ...model.alerts.filter((one) => one.id !== said.id)];
      break;
    case "command": {
      const known = model.commands.find((one) => one.id === said.id);
      if (known) Object.assign(known, said);
      else model.commands.unshift(said);
      break;
    }
    case "trip":
      model.trips = [said, ...model.trips.filter((one) => one.id !== said.id)].sort((a, b) => b.began_s - a.began_s);
      break;
    case "document":
      document_(said);
      break;
  }
  remember();
  draw();
}

let remembering = 0;
/** What was seen last is there the next time, without a net too. */
function remember() {
  remembering ||= setTimeout(() => {
    remembering = 0;
    const { twin, trips, alerts, commands, documents, seen_s, me, car } = model;
    kept.put("seen", { twin, trips, alerts, commands, documents, seen_s, me, carName: car?.car });
  }, 1000);
}

const shares = async () => (model.shares = (await ask(`cars/${model.car.car}/shares`)).shares);
const keyring = async () => {
  if (!model.sees("keys")) return;
  model.devices = (await ask(`cars/${model.car.car}/keyring`)).devices;
  draw();
};

async function trips() {
  const last = model.trips.at(-1);
  const before = last ? `&before_s=${last.began_s}` : "";
  const { trips: more } = await ask(`cars/${model.car.car}/trips?most=${tripsAtOnce}${before}`);
  model.trips = [...model.trips, ...more.filter((one) => !model.trips.some((known) => known.id === one.id))];
  model.moreTrips = more.length === tripsAtOnce;
}

async function follow(car) {
  live?.end();
  if (model.car && model.car.car !== car.car) Object.assign(model, fresh());
  model.car = car;
  live = new Live(car.car, {
    onNews: news,
    onState(state) {
      model.line = state;
      if (state === "online") tried(load);
      else draw();
    },
    onRefused: () => begin().catch(() => null),
  });
}

async function load() {
  const of = `cars/${model.car.car}`;
  const wanted = [ask(`${of}/commands?most=50`).then((said) => (model.commands = said.commands))];
  if (model.sees("trips")) {
    model.trips = [];
    wanted.push(trips());
  }
  if (model.sees("alerts")) wanted.push(ask(`${of}/alerts?most=50`).then((said) => (model.alerts = said.alerts)));
  if (model.sees("keys")) {
    wanted.push(keyring(), ask(`${of}/audit?most=50`).then((said) => (model.audit = said.audit)));
  }
  if (model.sees("place")) wanted.push(shares());
  for (const kind of kinds) {
    if (!model.sees(kind === "cost" || kind === "plan" ? "costs" : "place")) continue;
    wanted.push(ask(`${of}/documents/${kind}`).then((said) => (model.documents[kind] = said.documents)));
  }
  await Promise.all(wanted);
  remember();
}

// What is seen.

const open = () => {
  const [name, id] = location.hash.slice(1).split("/");
  return { name: views[name] && (!views[name].right || model.sees(views[name].right)) ? name : "car", id };
};

async function openTrip() {
  const { name, id } = open();
  if (name !== "trips" || !id) model.trip = null;
  else if (model.trip?.trip.id !== id) await tried(async () => (model.trip = await ask(`cars/${model.car.car}/trips/${id}`)));
}

function stateLine() {
  if (model.line !== "online") return h("p.state.lost", { role: "status" }, t("No line to the hub: as of {when}", { when: ago(model.seen_s) }));
  if (model.connected) return h("p.state", { role: "status" }, t("The car is connected"));
  return h("p.state", { role: "status" }, t("The car sleeps or is out of reach: last seen {when}", { when: ago(model.seen_s) }));
}

function toContent(event) {
  event.preventDefault(); // the address names the view
  document.getElementById("main").focus();
}

function frame(content) {
  const { name } = open();
  const cars = model.me.cars;
  const which =
    cars.length > 1
      ? h("select", { "aria-label": t("Which car"), onchange: (event) => follow(cars.find((one) => one.car === event.target.value)) }, ...cars.map((one) => h("option", { value: one.car, selected: one.car === model.car.car }, one.name)))
      : null;
  return [
    h("a.skip", { href: "#main", onclick: toContent }, t("To the content")),
    h("nav.bar", { "aria-label": t("Views") }, ...Object.entries(views).filter(([, one]) => !one.right || model.sees(one.right)).map(([key, one]) =>
      h("a", { href: `#${key}`, "aria-current": key === name ? "page" : null }, icon(key), t(one.title)))),
    h("div.frame", null,
      h("header.head", null, h("h1", null, model.car.name), which, stateLine()),
      h("p.soon-ink", { role: "alert", class: model.said ? "card soon-ink" : "unseen" }, model.said),
      h("main", { id: "main", tabindex: "-1" }, content)),
  ];
}

let drawing = false;
function draw() {
  if (drawing || !model.car) return;
  drawing = true;
  requestAnimationFrame(() => {
    drawing = false;
    if (!model.car) return; // unpaired meanwhile
    morph(page, h("div", null, ...frame(views[open().name].view(model, act))));
    document.title = `${t(views[open().name].title)} - ${model.car.name}`;
  });
}

// How it begins.

async function begin() {
  try {
    model.me = await ask("me").catch(async (error) => {
      if (error.status !== 401) throw error;
      await logIn();
      return ask("me");
    });
    if (!model.me.cars.length) return alone();
    const before = model.car?.car;
    await follow(model.me.cars.find((one) => one.car === before) || model.me.cars[0]);
  } catch (error) {
    if (!(error instanceof HubError)) throw error;
    if (error.status === 401 || error.status === 403) return alone();
    const seen = await kept.get("seen");
    if (!seen?.me?.cars?.length) return alone(t(error.message));
    const { me, carName, ...rest } = seen;
    Object.assign(model, rest, { me });
    await follow(me.cars.find((one) => one.car === carName) || me.cars[0]);
  }
  draw();
}

/** Nobody knows this device (any more). */
function alone(line = "") {
  live?.end();
  model.car = null;
  page.replaceChildren(
    h("main.middle", null, h("h1", null, "headunit"), h("p", null, line || t("This device is not paired with a car.")),
      h("p.faint", null, t("In the car, open Settings, Cloud, and touch Pair a device: then open the code it shows with this device's camera."))),
  );
}

addEventListener("hashchange", () => openTrip().then(draw));
setInterval(draw, 1000); // ages grow
await speak(await kept.get("language").catch(() => ""));
model.language = language;
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => null);
if (location.pathname === "/p") pairingView(page, () => location.replace("/"));
else if (location.pathname === "/s") sharedView(page);
else {
  await begin();
  if (model.car) await openTrip();
  draw();
}
