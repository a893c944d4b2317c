// The page without a net: its own files are kept and looked for anew in the background; what the hub says never is.

const files = [
  "/", "/app.js", "/app.css", "/chart.js", "/dom.js", "/format.js", "/hub.js", "/keys.js", "/map.js", "/pair.js",
  "/shared.js", "/words.js", "/views/car.js", "/views/more.js", "/views/music.js", "/views/places.js",
  "/views/trips.js", "/words/de.json", "/words/zh.json", "/icon.svg", "/manifest.webmanifest",
];
const shelf = "page-1";
const maps = "map-1";
const mostTiles = 800;

self.addEventListener("install", (event) =>
  event.waitUntil(caches.open(shelf).then((cache) => cache.addAll(files)).then(() => self.skipWaiting())),
);
self.addEventListener("activate", (event) => event.waitUntil(tidy().then(() => self.clients.claim())));

async function tidy() {
  for (const name of await caches.keys()) if (name !== shelf && name !== maps) await caches.delete(name);
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  const path = url.pathname;
  if (path.startsWith("/api/map/tiles/") || path.startsWith("/maplibre-gl.")) event.respondWith(kept(event.request));
  else if (path.startsWith("/api/map/")) event.respondWith(newest(event, event.request, maps, event.request));
  else if (!path.startsWith("/api/")) {
    const name = files.includes(path) ? path : "/";
    event.respondWith(newest(event, event.request, shelf, name));
  }
});

/** The hub's newest; what is kept as `name` where it does not answer. */
async function newest(event, request, box, name) {
  const cache = await caches.open(box);
  try {
    const answer = await fetch(request);
    if (answer.status === 200) event.waitUntil(cache.put(name, answer.clone()));
    return answer;
  } catch {
    return (await cache.match(name)) || Response.error();
  }
}

/** Tiles do not change often: kept ones at once. */
async function kept(request) {
  const cache = await caches.open(maps);
  const present = await cache.match(request);
  if (present) return present;
  const answer = await fetch(request);
  if (answer.status === 200) {
    await cache.put(request, answer.clone());
    const all = await cache.keys();
    for (const old of all.slice(0, Math.max(0, all.length - mostTiles))) await cache.delete(old);
  }
  return answer;
}
