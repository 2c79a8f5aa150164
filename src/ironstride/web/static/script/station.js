// Draws what was told on this device onto a page that does not know it: one that was kept, or one
// that stays open. A set is known by its id, so nothing is drawn twice.

import { all } from "./outbox.js";
import { drawRest } from "./rest.js";

/** @typedef {import("./outbox.js").Told} Told */
/** @typedef {{which: string, button: string, amount: string, load: string, about: string}} AfterSets */
/** @typedef {{states: AfterSets[], rungs: string[], plates: Record<string, string>, is_ramp: boolean}} Ahead */

const STEPS = /** @type {Record<string, number>} */ ({ reps: 1, seconds: 5, metres: 5 });
const SUFFIXES = /** @type {Record<string, string>} */ ({ reps: "", seconds: " s", metres: " m" });

/** @template {HTMLElement} T @param {string} query @param {ParentNode} [within] @returns {T | null} */
const find = (query, within = document) => within.querySelector(query);
/** @param {string} query @returns {HTMLInputElement | null} */
const input = (query) => find(query);

/** @returns {string} the id of the session whose page is open, or nothing */
export const sessionHere = () => location.pathname.match(/^\/session\/([0-9a-f-]{36})\//)?.[1] ?? "";

// The form of a set --------------------------------------------------------------------------

/** @param {HTMLFormElement} form @returns {Ahead} */
const aheadOf = (form) => JSON.parse(form.dataset.ahead ?? '{"states":[],"rungs":[],"plates":{}}');

/** Put an amount or a load one step up or down, without asking the server. */
export function step(/** @type {HTMLFormElement} */ form, /** @type {string} */ what) {
  const [name, way] = what.split("-");
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem(name));
  const now = Number(field.value.replace(",", ".")) || 0;
  const { rungs, plates } = aheadOf(form);
  if (name === "amount") {
    const by = STEPS[form.dataset.counts ?? "reps"];
    field.value = String(Math.max(0, now + (way === "up" ? by : -by)));
    return;
  }
  const next = way === "up" ? rungs.find((rung) => Number(rung) > now) : rungs.findLast((rung) => Number(rung) < now);
  if (rungs.length) field.value = next ?? field.value;
  else field.value = String(Math.max(0, now + (way === "up" ? 1 : -1) * (form.dataset.unit === "lb" ? 5 : 2.5)));
  showPlates(form, plates[field.value] ?? "");
}

function showPlates(/** @type {HTMLFormElement} */ form, /** @type {string} */ said) {
  const line = find(".plates", form);
  if (line) [line.textContent, line.hidden] = [said, !said];
}

/**
 * Say how a set reads, for the page to show while it waits.
 * @param {HTMLFormElement} form @param {Record<string, string>} said
 */
export function shownOf(form, said) {
  const { name = "", rest = "0", counts = "reps", unit = "" } = form.dataset;
  const load = said.load ?? "";
  const about = JSON.parse(said.about);
  const perSide = about.place.is_per_side === true;
  return {
    name,
    said: `${said.amount}${SUFFIXES[counts]}${load ? ` @ ${load} ${unit}` : ""}${perSide ? ", each side" : ""}`,
    number: numberHere(),
    rest: Number(rest),
    asksLeft: "asksLeft" in form.dataset,
    perSide,
  };
}

/**
 * Give what the form says for each rising set that is left, as it is asked for.
 * @param {Record<string, string>} said @param {HTMLFormElement} form
 * @returns {Promise<Record<string, string>[]>}
 */
export async function eachLeft(said, form) {
  const { sets, gone } = await toldOf(sessionHere());
  const done = drawCounts(sets, gone).get(numberHere())?.done ?? 0;
  const left = aheadOf(form).states.slice(done, -1); // the last one stands behind the sets
  return left.map(({ amount, load, about }) => ({ ...said, id: crypto.randomUUID(), amount, load, about }));
}

/** @returns {string} the number of the exercise that is open */
const numberHere = () => find(".gym-head")?.dataset.number ?? "";

/** @returns {boolean} whether this exercise is done in turn with another */
export const isInTurn = () => new URLSearchParams(location.search).has("alternate");

// What was told here ----------------------------------------------------------------------------

/** Draw what was told of the session that is open. */
export async function drawSession() {
  const id = sessionHere();
  if (!id) return;
  const { told, sets, gone } = await toldOf(id);
  drawForm(drawCounts(sets, gone));
  drawRows(sets, told, gone);
  drawTurn();
  drawLatest(sets, told);
  drawEnd(told);
}

/**
 * Say where to go on when the exercise that is open is done: to the next that is not, or the end.
 * @returns {Promise<string>} an address, or nothing for staying
 */
export async function nextAddress() {
  const id = sessionHere();
  const here = numberHere();
  const { sets, gone } = await toldOf(id);
  const counts = drawCounts(sets, gone);
  const partner = isInTurn() ? (find(".gym-head")?.dataset.partner ?? "") : "";
  const other = counts.get(partner);
  if (other && other.done < other.of) return `/session/${id}/${partner}/?alternate=1`;
  const open = [...counts].filter(([, { done, of }]) => done < of).map(([number]) => number);
  if (open.includes(here)) return "";
  const next = open.find((number) => Number(number) > Number(here)) ?? open[0];
  return next ? `/session/${id}/${next}/` : `/session/${id}/finish/`;
}

/** Read what was told here of a session: everything, the sets of it, and those that never were. */
async function toldOf(/** @type {string} */ id) {
  const told = (await all()).filter((one) => one.session === id && one.state !== "refused");
  const gone = new Set(told.filter((one) => one.tells === "taken-back").map((one) => fieldOf(one, "set")));
  return { told, sets: told.filter((one) => one.tells === "set" && !gone.has(one.id)), gone };
}

/** @param {Told} told @param {string} name */
const fieldOf = (told, name) => told.fields.find(([each]) => each === name)?.[1] ?? "";

/**
 * Count the sets of each exercise, those of the server and those of this device.
 * @param {Told[]} sets @param {Set<string>} gone
 * @returns {Map<string, {done: number, of: number}>}
 */
function drawCounts(sets, gone) {
  const counts = new Map();
  for (const stop of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("li[data-number]"))) {
    const { number = "", of = "0", done = "0", sets: known = "" } = stop.dataset;
    const ids = new Set(known.split(" "));
    const more = sets.filter((one) => one.shown?.number === number && !ids.has(one.id)).length;
    const less = [...ids].filter((id) => gone.has(id)).length;
    const count = { done: Number(done) + more - less, of: Number(of) };
    counts.set(number, count);
    const words = find(".count", stop);
    if (words) words.textContent = String(count.done);
    (find("a", stop) ?? stop).classList.toggle("is-done", count.done >= count.of);
  }
  return counts;
}

/** @param {Map<string, {done: number, of: number}>} counts */
function drawForm(counts) {
  const form = /** @type {HTMLFormElement | null} */ (find("form#set"));
  const here = counts.get(numberHere());
  if (!form || !here || form.dataset.drawn === String(here.done)) return;
  const ahead = aheadOf(form);
  const now = ahead.states[Math.min(here.done, ahead.states.length - 1)];
  const isFirst = form.dataset.drawn === undefined;
  form.dataset.drawn = String(here.done);
  if (!now || (isFirst && find(".which", form)?.textContent === now.which)) return;
  const which = find(".which", form);
  const button = find(".big", form);
  if (which) which.textContent = now.which;
  if (button) button.textContent = now.button;
  const [amount, load, about] = [input("#amount"), input("#load"), input("#set [name=about]")];
  if (amount) amount.value = now.amount;
  if (about) about.value = now.about;
  if (load && ahead.is_ramp) load.value = now.load;
  if (load) showPlates(form, ahead.plates[load.value] ?? "");
  drawRamp(here);
}

/** Tick the rising sets that are done. @param {{done: number, of: number}} here */
function drawRamp(here) {
  for (const [n, step] of document.querySelectorAll(".ramp li").entries()) {
    const tick = find(".tick", step);
    if (tick) tick.hidden = n >= here.done;
    step.classList.toggle("is-done", n < here.done);
    if (n === here.done) step.setAttribute("aria-current", "step");
    else step.removeAttribute("aria-current");
  }
  const all = find("form#set [name=all]");
  if (all) all.hidden = here.done >= here.of;
}

/** A page that was kept does not know that its exercise is done in turn. */
function drawTurn() {
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-turn]")))
    line.hidden = (line.dataset.turn === "on") !== isInTurn();
}

/** @param {Told[]} sets @param {Told[]} told @param {Set<string>} gone */
function drawRows(sets, told, gone) {
  const list = find(".rows");
  const number = numberHere();
  if (!list) return;
  for (const id of gone) find(`[data-set="${id}"]`, list)?.remove();
  for (const one of sets.filter((each) => each.shown?.number === number)) {
    const row = find(`[data-set="${one.id}"]`, list) ?? list.appendChild(rowOf(one));
    const waits = find(".waits", row);
    if (waits) waits.hidden = one.state !== "waiting";
  }
  for (const one of told.filter((each) => each.tells === "correct" && each.state === "waiting")) {
    const row = find(`[data-set="${fieldOf(one, "set")}"] span`, list);
    if (row && !find(".waits", row)) row.append(waitsMark("a change waits for the network"));
  }
  const part = list.closest("section");
  if (part) part.hidden = !list.children.length;
}

/** @param {Told} one */
function rowOf(one) {
  const row = document.createElement("li");
  row.dataset.set = one.id;
  const said = document.createElement("span");
  said.append(one.shown?.said ?? "", waitsMark("waits for the network"));
  row.append(said, formOf("taken-back", { id: crypto.randomUUID(), set: one.id, ...(one.shown?.perSide ? { sides: "1" } : {}) }));
  return row;
}

/** @param {string} words */
function waitsMark(words) {
  const mark = document.createElement("small");
  mark.className = "waits";
  mark.textContent = ` ${words}`;
  return mark;
}

/** @param {string} tells @param {Record<string, string>} fields */
function formOf(tells, fields) {
  const form = document.createElement("form");
  form.dataset.tells = tells;
  form.dataset.then = location.pathname;
  for (const [name, value] of Object.entries(fields)) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  form.append(Object.assign(document.createElement("button"), { className: "link", textContent: "It never was" }));
  return form;
}

/**
 * Show the set before, its rest, and ask once what was left.
 * @param {Told[]} sets @param {Told[]} told
 */
function drawLatest(sets, told) {
  const last = sets.at(-1);
  const station = find(".station");
  const before = find(".latest");
  if (!last?.shown || !station || (before?.dataset.at ?? "") >= last.at) return;
  const isAsked = last.shown.asksLeft && !told.some((one) => one.tells === "left" && fieldOf(one, "set") === last.id);
  if (before?.dataset.of === last.id && (find(".choices", before) !== null) === isAsked) return;
  const card = document.createElement("section");
  card.className = "latest";
  card.setAttribute("aria-label", "The set before");
  card.dataset.of = last.id;
  const line = document.createElement("p");
  line.textContent = `✓ ${last.shown.name}: ${last.shown.said}`;
  card.append(line);
  const ask = /** @type {HTMLTemplateElement | null} */ (find("#ask-left"));
  if (isAsked && ask) card.append(leftForm(ask, last));
  const rests = isInTurn() && last.shown.number !== numberHere() ? 0 : last.shown.rest;
  const ends = Date.parse(last.at) + rests * 1_000;
  if (rests) card.append(Object.assign(document.createElement("p"), { className: "rest" }));
  const rest = find(".rest", card);
  if (rest) rest.dataset.ends = new Date(ends).toISOString();
  before ? before.replaceWith(card) : station.prepend(card);
  drawRest();
}

/** @param {HTMLTemplateElement} ask @param {Told} last */
function leftForm(ask, last) {
  const form = /** @type {HTMLFormElement} */ (/** @type {Element} */ (ask.content.cloneNode(true).firstChild).cloneNode(true));
  const fields = { set: last.id, ...(last.shown?.perSide ? { sides: "1" } : {}) };
  for (const [name, value] of Object.entries(fields)) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  const id = /** @type {HTMLInputElement} */ (form.elements.namedItem("id"));
  id.value = crypto.randomUUID();
  return form;
}

/** Put the minutes of a session that this device began into the form of its end. @param {Told[]} told */
function drawEnd(told) {
  const form = find("form[data-began]");
  const minutes = input("#minutes");
  if (!form || !minutes || minutes.value !== minutes.defaultValue) return;
  const start = told.find((one) => one.tells === "start");
  const took = Math.floor((Date.now() - Date.parse(start?.at ?? form.dataset.began ?? "")) / 60_000);
  if (took > 0 && took <= 240) minutes.value = String(took);
}
