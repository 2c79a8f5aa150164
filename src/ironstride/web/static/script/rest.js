// The rest runs out at a time of the clock, so a screen that was locked changes nothing: what is
// left is worked out anew whenever the page is looked at.

const JUST_NOW_MS = 90_000;

/** @type {Set<string>} */
const called = new Set();

export function watchRest() {
  drawRest();
  setInterval(drawRest, 500);
  document.addEventListener("visibilitychange", drawRest);
}

export function drawRest() {
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".rest[data-ends]"))) {
    const ends = Date.parse(line.dataset.ends ?? "");
    const left = ends - Date.now();
    line.textContent = left > 0 ? `Rest ${clock(left)}, until ${new Date(ends).toLocaleTimeString("en-GB")}` : `Rested; ${clock(-left)} ago`;
    line.classList.toggle("is-over", left <= 0);
    if (left <= 0 && document.visibilityState === "visible") call(line.dataset.ends ?? "", -left);
  }
}

/** @param {number} ms @returns {string} minutes and seconds, as 1:05 */
const clock = (ms) => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1_000) % 60).padStart(2, "0")}`;

/** Call once, where the device allows it, and not for a rest that ended long ago. */
function call(/** @type {string} */ ends, /** @type {number} */ since) {
  if (called.has(ends) || since > JUST_NOW_MS) return;
  called.add(ends);
  navigator.vibrate?.([200, 100, 200]);
  if (!navigator.userActivation?.hasBeenActive) return; // a sound would be refused
  const sound = new AudioContext();
  const tone = new OscillatorNode(sound, { frequency: 660 });
  tone.connect(new GainNode(sound, { gain: 0.2 })).connect(sound.destination);
  tone.start();
  tone.stop(sound.currentTime + 0.25);
  tone.onended = () => sound.close();
}
