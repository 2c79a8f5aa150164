// Takes a form before it is posted: what it says is kept here first and sent then, so that a set
// that was tapped is never lost, whatever the network does.

import { add, get, remove } from "./outbox.js";
import { isDown, send } from "./sending.js";
import { begin } from "./keeping.js";
import { eachLeft, isInTurn, nextAddress, sessionHere, shownOf, step } from "./station.js";

const PATIENCE_MS = 2_500;

/** @param {() => Promise<void>} redraw shows what is kept on the page that is open */
export function takeForms(redraw) {
  for (const input of document.querySelectorAll("form[data-tells] input[name=id]"))
    /** @type {HTMLInputElement} */ (input).value = crypto.randomUUID(); // a kept page has an old one
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const button = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (!form.dataset.tells || form.dataset.plain) return;
    event.preventDefault();
    if (button?.name === "step") return step(form, button.value);
    if (form.dataset.busy) return;
    form.dataset.busy = "yes";
    tell(form, button, redraw)
      .catch(() => postPlainly(form, button))
      .then((leaves) => leaves || delete form.dataset.busy);
  });
}

/** Where nothing can be kept (no room, a private window) the form is posted as it always was. */
function postPlainly(/** @type {HTMLFormElement} */ form, /** @type {HTMLButtonElement | null} */ button) {
  form.dataset.plain = "yes";
  if (form.method === "post") form.requestSubmit(button);
  return form.method === "post";
}

/**
 * @param {HTMLFormElement} form
 * @param {HTMLButtonElement | null} button
 * @param {() => Promise<void>} redraw
 * @returns {Promise<boolean>} whether the page is about to be left
 */
async function tell(form, button, redraw) {
  const fields = fieldsOf(form, button);
  const said = Object.fromEntries(fields);
  const now = new Date();
  navigator.storage?.persist?.(); // asked once; a browser that agrees keeps what waits
  const each = button?.name === "all" ? (await eachLeft(said, form)).map(Object.entries) : [fields];
  const keys = [];
  for (const [n, one] of each.entries()) keys.push(await add(toldBy(form, one, new Date(now.getTime() + n))));
  await settled(keys.at(-1) ?? 0);
  const told = await Promise.all(keys.map(get));
  const refused = told.find((one) => one?.state === "refused");
  if (refused) {
    await remove(refused.key ?? 0); // it is said at once, and stands in the form still
    refuse(form, refused.sentence ?? "");
    return false;
  }
  const then = await thenOf(form, said.id, told.every((one) => one?.state === "sent"));
  if (then) {
    location.assign(then);
    return true;
  }
  const id = form.querySelector("input[name=id]");
  if (id) /** @type {HTMLInputElement} */ (id).value = crypto.randomUUID();
  document.querySelector("[data-refused]")?.remove();
  await redraw();
  return false;
}

/**
 * Write down what a form tells.
 * @param {HTMLFormElement} form @param {[string, string][]} fields @param {Date} at
 * @returns {import("./outbox.js").Told}
 */
function toldBy(form, fields, at) {
  const tells = form.dataset.tells ?? "";
  const said = Object.fromEntries(fields);
  return {
    tells,
    id: said.id,
    at: at.toISOString(),
    day: localDay(at),
    fields,
    session: tells === "start" ? said.id : sessionHere(),
    state: "waiting",
    shown: tells === "set" ? shownOf(form, said) : undefined,
  };
}

/** Wait until it was sent, a moment at most; not at all while the network is known to be away. */
async function settled(/** @type {number} */ key) {
  const sent = send();
  if (isDown()) return;
  await Promise.race([sent, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  if ((await get(key))?.state === "waiting" && !isDown()) await Promise.race([send(), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

/**
 * Say where to go now; nothing for staying. What waits is drawn on the page that is open.
 * @param {HTMLFormElement} form
 * @param {string} id
 * @param {boolean} isSent
 * @returns {Promise<string>}
 */
async function thenOf(form, id, isSent) {
  const then = form.dataset.then ?? "";
  if (form.dataset.tells === "start") {
    if (!isSent) await begin(id);
    return isSent ? `/session/${id}/` : `/session/${id}/1/`;
  }
  if (isSent) return then + (isInTurn() ? "?alternate=1" : "");
  if (form.dataset.tells === "set") return nextAddress();
  return ["left", "pain", "taken-back"].includes(form.dataset.tells ?? "") ? "" : then;
}

/** @param {HTMLFormElement} form @param {HTMLButtonElement | null} button @returns {[string, string][]} */
function fieldsOf(form, button) {
  const fields = [...new FormData(form)].map(([name, value]) => /** @type {[string, string]} */ ([name, String(value)]));
  if (button?.name) fields.push([button.name, button.value]);
  return fields.filter(([name]) => name !== "csrfmiddlewaretoken");
}

/** @param {HTMLFormElement} form @param {string} sentence */
function refuse(form, sentence) {
  document.querySelector("[data-refused]")?.remove();
  const notice = document.createElement("p");
  notice.className = "notice";
  notice.dataset.refused = "yes";
  notice.setAttribute("role", "alert");
  notice.textContent = `${sentence} Nothing was logged.`;
  form.before(notice);
}

/** @param {Date} at */
const localDay = (at) => `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, "0")}-${String(at.getDate()).padStart(2, "0")}`;
