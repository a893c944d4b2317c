// A device that has read the code on the dash asks to be paired; a person compares six digits on both screens.

import { h } from "./dom.js";
import { ask, askPairing, HubError, logIn } from "./hub.js";
import { bytes, kept, nameOf, pairingProof, readCode } from "./keys.js";
import { t, w } from "./words.js";

const askEvery = 1000;

/** `done`: called when this device is paired and logged in. */
export async function pairingView(page, done) {
  const show = (...content) => page.replaceChildren(h("main.middle", { "aria-live": "polite" }, h("h1", null, t("Pair with the car")), ...content));
  if (!globalThis.crypto?.subtle) {
    return show(h("p", null, t("This browser lets no page sign here: open it at a secure address (https, or localhost).")));
  }
  const fragment = location.hash.slice(1) || (await kept.get("code").catch(() => "")) || "";
  const code = readCode(fragment);
  if (!code) return show(h("p", null, t("This is no pairing code. Open the one that the car shows.")));
  // The secret is out of the address, and so out of the history, before anything else.
  history.replaceState(null, "", "/p");
  await kept.put("code", fragment);
  const { device, proof, digits } = await pairingProof(code);
  const name = h("input", { value: usualName(), maxlength: 40, required: true, autocomplete: "off" });
  const begin = async (event) => {
    event.preventDefault();
    try {
      const id = await askPairing(code.car, { proof: bytes.hex(proof), label: name.value.trim() });
      show(h("p", null, t("Does the car show the same number? Then touch Yes there.")), h("p.digits", null, digits), h("p.faint", null, t("waits for the car")));
      await agreed(`${await nameOf(code.car)}/${id}/${bytes.hex(device)}`);
      await kept.remove("code");
      await logIn();
      done();
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      show(h("p.stop-ink", { role: "alert" }, t(error.message)), h("p", null, t("Let the car show a new code, and open that.")));
    }
  };
  show(
    h("form", { onsubmit: begin },
      h("label", null, t("What is this device called?"), name),
      h("button.primary", null, t("Pair"))),
  );
}

async function agreed(path) {
  for (;;) {
    const { state } = await ask(`pair/${path}`);
    if (state === "agreed") return;
    if (state === "refused") throw new HubError(403, w("The car has refused"));
    if (state === "expired") throw new HubError(410, w("Nobody agreed in the car in time"));
    await new Promise((resolve) => setTimeout(resolve, askEvery));
  }
}

function usualName() {
  const agent = navigator.userAgent;
  const known = ["iPhone", "iPad", "Android", "Windows", "Macintosh", "Linux"].find((one) => agent.includes(one));
  return known === "Macintosh" ? "Mac" : known || t("Browser");
}
