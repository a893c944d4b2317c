// The way to the hub: requests, and a line that stays open. What it says is never trusted with a key of this device.

import { bytes, nameOf, publicKey, sign } from "./keys.js";
import { w } from "./words.js";

export class HubError extends Error {
  constructor(status, line) {
    super(line);
    this.status = status;
  }
}

/** One request. Raises HubError with the hub's own line; status 0 where there is no hub. */
export async function ask(path, { method = "GET", body } = {}) {
  const request = { method, credentials: "same-origin", signal: AbortSignal.timeout(15000) };
  if (body !== undefined) {
    request.body = JSON.stringify(body);
    request.headers = { "content-type": "application/json" };
  }
  let answer;
  try {
    answer = await fetch(`/api/${path}`, request);
  } catch {
    throw new HubError(0, w("The hub does not answer"));
  }
  const said = answer.status === 204 ? {} : await answer.json().catch(() => ({}));
  if (!answer.ok) throw new HubError(answer.status, said.error || `The hub says ${answer.status}`);
  return said;
}

/** Begin a session by this device's key. */
export async function logIn() {
  const { nonce } = await ask("login/challenge", { method: "POST", body: { device: bytes.hex(await publicKey()) } });
  const words = { nonce, origin: location.origin, at: Date.now() / 1000 };
  const signed = bytes.base64(await sign("headunit login 1", words));
  return ask("login", { method: "POST", body: { signed } });
}

const lives = { destination: 7 * 86400, favourite: 7 * 86400, privacy: 7 * 86400, forget: 7 * 86400, service_done: 7 * 86400, read_codes: 900 };

async function signedCommand(car, name, args, life) {
  const now = Math.floor(Date.now() / 1000);
  const id = crypto.randomUUID().replaceAll("-", "");
  const words = { v: 1, aud: car, id, c: name, args, iat: now, exp: now + life };
  return { id, signed: bytes.base64(await sign("headunit command 1", words)) };
}

/** Ask the car for something: signed here, judged there. Returns its id. */
export async function command(car, name, args) {
  const { id, signed } = await signedCommand(car, name, args, lives[name] || 110);
  await ask(`cars/${car}/commands`, { method: "POST", body: { signed } });
  return id;
}

/** Ask a car, by its key, to be paired. Returns the wish's id. */
export async function askPairing(key, args) {
  const { id, signed } = await signedCommand(await nameOf(key), "pair", args, 110);
  await ask("pair", { method: "POST", body: { car: bytes.hex(key), signed } });
  return id;
}

/** Unpair a device: a statement in the car's chain, by an owner. */
export async function revoke(car, device) {
  const { head } = await ask(`cars/${car}/keyring`);
  const words = { car, after: head, at: Date.now() / 1000, do: "revoke", key: device.key };
  const signed = bytes.base64(await sign("headunit statement 1", words));
  return ask(`cars/${car}/statements`, { method: "POST", body: { signed } });
}

/** A line to one car's news, for as long as it is wanted: comes back by itself, and says when it is lost. */
export class Live {
  #socket = null;
  #wait = 500;
  #ended = false;
  #timer = 0;

  constructor(car, { onNews, onState, onRefused }) {
    Object.assign(this, { car, onNews, onState, onRefused });
    this.#open();
    addEventListener("online", this.#again);
    document.addEventListener("visibilitychange", this.#again);
  }

  #again = () => {
    if (!document.hidden && this.#socket?.readyState !== WebSocket.OPEN) {
      clearTimeout(this.#timer);
      this.#wait = 500;
      this.#open();
    }
  };

  #open() {
    if (this.#ended || this.#socket?.readyState === WebSocket.CONNECTING) return;
    const socket = new WebSocket(`${location.origin.replace("http", "ws")}/api/cars/${this.car}/live`);
    this.#socket = socket;
    let opened = false;
    socket.onopen = () => {
      opened = true;
      this.#wait = 500;
      this.onState("online");
    };
    socket.onmessage = (event) => this.onNews(JSON.parse(event.data));
    socket.onclose = (event) => {
      if (this.#ended || socket !== this.#socket) return;
      this.onState("lost");
      if (event.code === 4401 || (!opened && navigator.onLine)) this.onRefused();
      this.#timer = setTimeout(() => this.#open(), this.#wait);
      this.#wait = Math.min(15000, this.#wait * 1.7);
    };
  }

  end() {
    this.#ended = true;
    clearTimeout(this.#timer);
    removeEventListener("online", this.#again);
    document.removeEventListener("visibilitychange", this.#again);
    this.#socket?.close();
  }
}
