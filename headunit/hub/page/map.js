// The map: the car's own tiles and colours (headunit/map/style.py), by MapLibre GL. `data`: {car, old, track, pins}.

import { t } from "./words.js";

const night = matchMedia("(prefers-color-scheme: dark)");
let loading = null;

/** MapLibre is a megabyte: only with the first map, and never more than once. Null where it is not installed. */
function library() {
  loading ??= new Promise((resolve) => {
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/maplibre-gl.css" });
    const script = Object.assign(document.createElement("script"), { src: "/maplibre-gl.js" });
    script.onload = () => resolve(globalThis.maplibregl || null);
    script.onerror = () => ((loading = null), resolve(null));
    document.head.append(style, script);
  });
  return loading;
}

class CarMap extends HTMLElement {
  #map = null;
  #data = null;
  #puck = null;
  #pins = [];
  #shown = "";
  #following = true;

  set data(data) {
    this.#data = data;
    this.#draw();
  }

  get data() {
    return this.#data;
  }

  connectedCallback() {
    this.setAttribute("role", "region");
    this.setAttribute("aria-label", t("Map"));
    this.#open();
  }

  disconnectedCallback() {
    this.#map?.remove();
    this.#map = null;
  }

  async #open() {
    const maplibre = await library();
    const style = maplibre && (await fetch(`/api/map/style/${night.matches ? "night" : "day"}`).catch(() => null));
    if (!this.isConnected || this.#map) return;
    if (!maplibre || !style?.ok) {
      const none = document.createElement("p");
      none.className = "none";
      none.textContent = t("No map here: the place is told in numbers");
      this.replaceChildren(none);
      return;
    }
    this.replaceChildren();
    this.#map = new maplibre.Map({
      container: this,
      style: await style.json(),
      center: [0, 20],
      zoom: 1,
      attributionControl: { compact: true },
      localIdeographFontFamily: getComputedStyle(document.body).fontFamily,
      locale: { "NavigationControl.ZoomIn": t("Zoom in"), "NavigationControl.ZoomOut": t("Zoom out") },
    });
    // Letters are drawn by the browser, as Chinese ones always are: no server of fonts is needed. Not a public switch of
    // MapLibre 5.3, which the pinned Python package maplibre brings.
    this.#map.style.glyphManager._doesCharSupportLocalGlyph = () => true;
    this.#map.addControl(new maplibre.NavigationControl({ showCompass: false }));
    this.#map.on("error", ({ error }) => console.error(`map: ${error?.message}`));
    this.#map.on("dragstart", () => (this.#following = false));
    this.#map.on("load", () => {
      this.#map.addSource("track", { type: "geojson", data: line([]) });
      this.#map.addLayer({
        id: "track",
        type: "line",
        source: "track",
        layout: { "line-cap": "round", "line-join": "round" },
        paint: { "line-color": night.matches ? "#3DD6C6" : "#0F9284", "line-width": 5 },
      });
      this.setAttribute("drawn", "");
      this.#draw();
    });
  }

  #draw() {
    const map = this.#map;
    const data = this.#data;
    if (!map || !data || !this.hasAttribute("drawn")) return;
    const maplibre = globalThis.maplibregl;
    if (data.car) {
      if (!this.#puck) {
        this.#puck = new maplibre.Marker({ element: made("puck"), rotationAlignment: "map" });
        this.#puck.setLngLat([data.car.lon, data.car.lat]).addTo(map);
      }
      this.#puck.setLngLat([data.car.lon, data.car.lat]).setRotation((data.car.heading_deg || 0) + 135);
      this.#puck.getElement().classList.toggle("old", Boolean(data.old));
    }
    map.getSource("track")?.setData(line(data.track || []));
    for (const pin of this.#pins) pin.remove();
    this.#pins = (data.pins || []).map((pin) =>
      new maplibre.Marker({ element: made("flag", pin.title) }).setLngLat([pin.lon, pin.lat]).addTo(map),
    );
    this.#look(data);
  }

  #look(data) {
    const places = [...(data.track || []), ...(data.pins || [])].concat(data.car && !data.track ? [data.car] : []);
    if (!places.length) return;
    const what = JSON.stringify([data.track?.length, data.pins, Boolean(data.car)]);
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    if (what !== this.#shown) {
      const [lons, lats] = [places.map((one) => one.lon), places.map((one) => one.lat)];
      const box = [[Math.min(...lons), Math.min(...lats)], [Math.max(...lons), Math.max(...lats)]];
      this.#map.fitBounds(box, { padding: 48, maxZoom: 15, animate: false });
      this.#shown = what;
      this.#following = true;
    } else if (this.#following && data.car && !data.track) {
      this.#map.easeTo({ center: [data.car.lon, data.car.lat], duration: still ? 0 : 250 });
    }
  }
}

function made(kind, title = "") {
  const element = document.createElement("div");
  element.className = kind;
  element.title = title;
  return element;
}

const line = (points) => ({
  type: "Feature",
  properties: {},
  geometry: { type: "LineString", coordinates: points.map((one) => [one.lon, one.lat]) },
});

customElements.define("car-map", CarMap);
