// What makes the pages work without a network. Without this script every form posts as it always did.

import { keepOnlyOf, keepSession, keepThisPage } from "./keeping.js";
import { forget, whenChanged } from "./outbox.js";
import { watchRest } from "./rest.js";
import { send } from "./sending.js";
import { drawSession } from "./station.js";
import { takeForms } from "./telling.js";
import { drawToday, offerInstall } from "./today.js";
import { drawWaiting } from "./waiting.js";

const canKeep = isSecureContext && "serviceWorker" in navigator && "indexedDB" in globalThis;

watchRest();
if (canKeep) work().catch(sayPlain);
else sayPlain();

async function work() {
  const { owner } = document.body.dataset;
  await keepOnlyOf(owner);
  await forget();
  if (owner === "") return; // nobody is logged in
  const isNew = !navigator.serviceWorker.controller;
  await navigator.serviceWorker.register("/worker.js");
  takeForms(drawSession);
  whenChanged(drawWaiting);
  whenChanged(() => document.querySelector("form[data-busy]") || drawSession()); // soon it is drawn anyway
  await Promise.all([drawWaiting(), drawSession(), drawToday()]);
  document.body.dataset.ready = "yes";
  send();
  offerInstall();
  await navigator.serviceWorker.ready;
  if (isNew) await keepThisPage();
  await keepSession();
  document.body.dataset.kept = "yes";
}

/** Say that nothing can be kept here, where it matters: before and during a session. */
function sayPlain() {
  const place = document.getElementById("plain");
  if (place) place.hidden = false;
}
