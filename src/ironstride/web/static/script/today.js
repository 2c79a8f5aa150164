// Today on a page that does not know what was begun or ended here meanwhile; and the home screen.

import { all } from "./outbox.js";

/** Show that the session of the page was begun on this device, or ended. */
export async function drawToday() {
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[data-tells=start]"));
  if (!form) return;
  const planned = /** @type {HTMLInputElement} */ (form.elements.namedItem("planned")).value;
  const isNews = (/** @type {import("./outbox.js").Told} */ one) =>
    one.state === "waiting" || (one.state === "sent" && one.at > (document.body.dataset.at ?? ""));
  const told = (await all()).filter(isNews);
  const start = told.findLast((one) => one.tells === "start" && one.fields.some(([name, value]) => name === "planned" && value === planned));
  if (!start) return;
  const isOver = told.some((one) => one.tells === "finish" && one.session === start.id);
  const words = isOver ? "Done, and kept on this device." : "This session is under way.";
  const said = Object.assign(document.createElement("p"), { className: "lead", textContent: words });
  const link = Object.assign(document.createElement("a"), {
    className: "button big",
    href: `/session/${start.id}/${isOver ? "finish" : "1"}/`,
    textContent: isOver ? "Look at it again" : "Go on",
  });
  const line = Object.assign(document.createElement("p"), { className: "actions" });
  line.append(link);
  form.replaceWith(said, line);
}

/** Ask to be put on the home screen, where a browser keeps what a tab may lose. */
export function offerInstall() {
  const place = document.getElementById("install");
  if (!place || localStorage.getItem("install") === "no") return;
  if (/** @type {{standalone?: boolean}} */ (navigator).standalone === false)
    show(place, "An iPhone forgets what a tab keeps after seven days without a visit, sets that wait among it. Put Ironstride on the home screen: Share, then Add to Home Screen.");
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    const button = Object.assign(document.createElement("button"), { className: "button quiet", textContent: "Install" });
    button.addEventListener("click", () => /** @type {Event & {prompt(): void}} */ (event).prompt());
    show(place, "As an app Ironstride opens from the home screen, and the browser keeps what waits for the network.", button);
  });
  addEventListener("appinstalled", () => (place.hidden = true));
}

/** @param {HTMLElement} place @param {string} words @param {HTMLElement[]} more */
function show(place, words, ...more) {
  const no = Object.assign(document.createElement("button"), { className: "link", textContent: "Not now" });
  no.addEventListener("click", () => {
    localStorage.setItem("install", "no");
    place.hidden = true;
  });
  const line = Object.assign(document.createElement("p"), { className: "actions" });
  line.append(...more, no);
  place.replaceChildren(Object.assign(document.createElement("p"), { textContent: words }), line);
  place.hidden = false;
}
