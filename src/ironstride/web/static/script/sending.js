// Sends what waits, as often as it takes. A page that was opened without a network never hears
// that it is back, so it asks again by itself, less and less often.

import { all, changed, put } from "./outbox.js";

const AT_ONCE = 100;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const PATIENCE_MS = 8_000;

let pause = FIRST_PAUSE_MS;
let lastFailure = -Infinity;
let timer = 0;
let loggedOut = false;
/** @type {Promise<void> | undefined} */
let running;

/** @returns {boolean} whether the last try failed just now, so that waiting for another is idle */
export const isDown = () => performance.now() - lastFailure < FIRST_PAUSE_MS * 15;

/** @returns {boolean} whether the server asks who this is before it takes anything */
export const asksWho = () => loggedOut;

/** Send what waits, now and then until nothing does. */
export function send() {
  clearTimeout(timer);
  running ??= sendOnce().finally(() => (running = undefined));
  return running;
}

async function sendOnce() {
  try {
    while (await sendBatch());
    pause = FIRST_PAUSE_MS;
    lastFailure = -Infinity;
  } catch {
    lastFailure = performance.now();
    timer = setTimeout(send, pause * (1 + Math.random() / 4));
    pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
  }
}

/** @returns {Promise<boolean>} whether something was sent, so that more may wait */
async function sendBatch() {
  const waiting = (await all()).filter((one) => one.state === "waiting").slice(0, AT_ONCE);
  if (!waiting.length) return false;
  const waited = waiting.map(({ tells, id, at, day, fields }) => ({ tells, id, at, day, fields }));
  const answer = await posted(JSON.stringify({ waited, now: new Date().toISOString() }));
  /** @type {{verdict: string, sentence?: string}[]} */
  const verdicts = (await answer.json()).verdicts;
  for (const [n, { verdict, sentence }] of verdicts.entries())
    await put({ ...waiting[n], state: verdict === "refused" ? "refused" : "sent", sentence });
  return true;
}

/** @param {string} body @returns {Promise<Response>} */
async function posted(body) {
  const onPage = /** @type {HTMLInputElement | null} */ (document.querySelector("[name=csrfmiddlewaretoken]"));
  let answer = await post(body, onPage?.value ?? (await freshToken()));
  if (answer.status === 403) answer = await post(body, await freshToken());
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer;
}

/** @param {string} body @param {string} token */
const post = (body, token) => asked({ method: "POST", body, headers: { "Content-Type": "application/json", "X-CSRFToken": token } });

/** @returns {Promise<string>} */
const freshToken = async () => (await (await asked({})).json()).token;

/** @param {RequestInit} how @returns {Promise<Response>} */
async function asked(how) {
  const answer = await fetch("/sync/", { ...how, signal: AbortSignal.timeout(PATIENCE_MS) });
  if (loggedOut !== answer.redirected) {
    loggedOut = answer.redirected;
    changed();
  }
  if (loggedOut) throw new Error("the server leads to the login");
  return answer;
}

addEventListener("online", () => send());
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
