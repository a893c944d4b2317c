// This device's key: Ed25519 (RFC 8032) made by WebCrypto, kept by the browser in IndexedDB, never to be read by anybody,
// this page included. What is signed: a purpose, a zero byte and JSON, as headunit/mirror/signed.py says.

const text = new TextEncoder();

export const bytes = {
  join(...parts) {
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    parts.reduce((at, part) => (all.set(part, at), at + part.length), 0);
    return all;
  },
  hex: (data) => [...data].map((one) => one.toString(16).padStart(2, "0")).join(""),
  base64: (data) => btoa(String.fromCharCode(...data)),
  fromBase64Url: (said) => Uint8Array.from(atob(said.replaceAll("-", "+").replaceAll("_", "/")), (one) => one.charCodeAt(0)),
};

function store(mode, act) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("headunit", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("kept");
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction("kept", mode);
      const asked = act(transaction.objectStore("kept"));
      transaction.oncomplete = () => (database.close(), resolve(asked.result));
      transaction.onabort = transaction.onerror = () => (database.close(), reject(transaction.error));
    };
  });
}

export const kept = {
  get: (name) => store("readonly", (box) => box.get(name)),
  put: (name, value) => store("readwrite", (box) => box.put(value, name)),
  remove: (name) => store("readwrite", (box) => box.delete(name)),
};

/** The pair of keys; made where there is none. */
export async function deviceKey() {
  let pair = await kept.get("key");
  if (!pair) {
    pair = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
    await kept.put("key", pair);
  }
  return pair;
}

export const publicKey = async () =>
  new Uint8Array(await crypto.subtle.exportKey("raw", (await deviceKey()).publicKey));

/** public key | signature | words. `purpose`: "headunit command 1" and the like. */
export async function sign(purpose, words) {
  const said = text.encode(JSON.stringify(words));
  const signed = bytes.join(text.encode(`${purpose}\0`), said);
  const signature = await crypto.subtle.sign("Ed25519", (await deviceKey()).privateKey, signed);
  return bytes.join(await publicKey(), new Uint8Array(signature), said);
}

export const sha256 = async (data) => new Uint8Array(await crypto.subtle.digest("SHA-256", data));

/** HMAC-SHA-256. */
export async function hmac(secret, data) {
  const key = await crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, data));
}

/** The pairing code of an address's fragment (headunit/mirror/pairing.py): token, TLS key's digest, the car's key. */
export function readCode(fragment) {
  let raw;
  try {
    raw = bytes.fromBase64Url(fragment);
  } catch {
    return null;
  }
  if (raw.length !== 65 || raw[0] !== 1) return null;
  return { token: raw.slice(1, 17), spki: raw.slice(17, 33), car: raw.slice(33) };
}

/** That this device has seen the dash, and the six digits that both screens show. */
export async function pairingProof(code) {
  const device = await publicKey();
  const proof = await hmac(code.token, bytes.join(text.encode("headunit pair 1\0"), device, code.car));
  const made = await sha256(bytes.join(text.encode("headunit digits 1\0"), code.token, device, code.car));
  const whole = made.slice(0, 8).reduce((sum, one) => (sum << 8n) + BigInt(one), 0n);
  return { device, proof, digits: String(whole % 1000000n).padStart(6, "0") };
}

/** The name that belongs to a key (headunit/mirror/name.py): base 32 of its SHA-256, 16 letters. */
export async function nameOf(key) {
  const letters = "abcdefghijklmnopqrstuvwxyz234567";
  const bits = [...(await sha256(key)).slice(0, 10)].map((one) => one.toString(2).padStart(8, "0")).join("");
  return bits.match(/.{5}/g).map((five) => letters[parseInt(five, 2)]).join("");
}
