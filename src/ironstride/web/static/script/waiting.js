// Says what waits for the network and what was refused, on every page, until it is dealt with.

import { all, remove } from "./outbox.js";
import { asksWho, send } from "./sending.js";

/** @typedef {import("./outbox.js").Told} Told */

export async function drawWaiting() {
  const panel = document.getElementById("told");
  if (!panel) return;
  const told = await all();
  const waiting = told.filter((one) => one.state === "waiting");
  const refused = told.filter((one) => one.state === "refused");
  const words = waiting.length ? waitsInWords(waiting) : "";
  panel.hidden = !waiting.length && !refused.length;
  if (panel.dataset.drawn === `${words} ${refused.map((one) => one.key)}`) return;
  panel.dataset.drawn = `${words} ${refused.map((one) => one.key)}`;
  panel.replaceChildren(...(words ? [waits(words)] : []), ...refused.map(refusal));
}

/** @param {Told[]} waiting */
function waitsInWords(waiting) {
  const sets = waiting.filter((one) => one.tells === "set").length;
  const others = waiting.length - sets;
  const parts = [sets ? counted(sets, "set") : "", others ? counted(others, sets ? "other entry" : "entry", sets ? "other entries" : "entries") : ""];
  const both = parts.filter(Boolean).join(" and ");
  return `${both} ${waiting.length === 1 ? "waits" : "wait"} for ${asksWho() ? "your login" : "the network"}.`;
}

const counted = (/** @type {number} */ n, /** @type {string} */ one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

/** @param {string} words */
function waits(words) {
  const part = element("div", "waiting", "");
  const button = element(asksWho() ? "a" : "button", "link", asksWho() ? "Log in" : "Send now");
  if (asksWho()) button.setAttribute("href", "/");
  else button.addEventListener("click", () => send());
  part.append(element("p", "", words), button);
  return part;
}

/** @param {Told} one */
function refusal(one) {
  const part = element("div", "refused", "");
  const at = new Date(one.at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const what = one.shown ? `${one.shown.name}: ${one.shown.said}` : one.tells;
  part.append(element("p", "", `Not logged: ${what}, told at ${at}. ${one.sentence ?? ""}`));
  if (one.session) {
    const link = /** @type {HTMLAnchorElement} */ (element("a", "", "Open the session"));
    link.href = `/session/${one.session}/${one.shown ? `${one.shown.number}/` : ""}`;
    part.append(link);
  }
  const done = element("button", "link", "Leave it out");
  done.addEventListener("click", () => one.key !== undefined && remove(one.key));
  part.append(done);
  return part;
}

/** @param {string} tag @param {string} name @param {string} words @returns {HTMLElement} */
function element(tag, name, words) {
  return Object.assign(document.createElement(tag), { className: name, textContent: words });
}
