// Keeps the pages of the session that comes or is under way, so that they open without a network.

const PAGES = "ironstride-pages";
const NOT_BEGUN = "00000000-0000-0000-0000-000000000000";
const FRESH_MS = 10 * 60_000;

/** Let go of what was kept for whoever used this browser before; a page without an owner changes nothing. */
export async function keepOnlyOf(/** @type {string | undefined} */ owner) {
  if (owner === undefined || localStorage.getItem("owner") === owner) return;
  await caches.delete(PAGES);
  localStorage.removeItem("kept");
  localStorage.setItem("owner", owner);
}

/** Keep the session that the open page belongs to, where that was not done just now. */
export async function keepSession() {
  const here = /** @type {HTMLElement | null} */ (document.querySelector("[data-keep]"));
  const address = here?.dataset.keep;
  if (!address || !("caches" in globalThis)) return;
  const planned = document.querySelector("input[name=planned]")?.getAttribute("value") ?? "";
  const mark = `${address} ${planned}`;
  const [before, at] = JSON.parse(localStorage.getItem("kept") ?? '["", 0]');
  if (before === mark && Date.now() - at < FRESH_MS) return;
  const answer = await fetch(address);
  if (!answer.ok) return;
  const policy = answer.headers.get("Content-Security-Policy") ?? "default-src 'none'";
  /** @type {{pages: Record<string, string>, pictures: {moving: string, still: string}[]}} */
  const { pages, pictures } = await answer.json();
  const cache = await caches.open(PAGES);
  await forgetSessions(cache, address.replace("kept/", ""));
  for (const [page, html] of Object.entries(pages)) await cache.put(page, asPage(html, policy));
  localStorage.setItem("kept", JSON.stringify([mark, Date.now()]));
  keepPictures(cache, pictures);
}

/** Keep the pictures one by one, for they take a while to be drawn; without them a page is legible. */
async function keepPictures(/** @type {Cache} */ cache, /** @type {{moving: string, still: string}[]} */ pictures) {
  const { matches: wantsStill } = matchMedia("(prefers-reduced-motion: reduce)");
  for (const one of pictures) {
    const address = wantsStill ? one.still : one.moving;
    if (!(await cache.match(address))) await cache.add(address).catch(() => {});
  }
}

/** Keep the page that is open, where it came before there was a worker to keep it. */
export async function keepThisPage() {
  const cache = await caches.open(PAGES);
  await cache.add(location.href).catch(() => {}); // a page that says no is not kept
}

/** Begin the session that was kept ahead, under the id that this device made for it. */
export async function begin(/** @type {string} */ id) {
  const cache = await caches.open(PAGES);
  for (const request of await cache.keys()) {
    if (!request.url.includes(NOT_BEGUN)) continue;
    const page = await cache.match(request);
    if (!page) continue;
    const html = (await page.text()).replaceAll(NOT_BEGUN, id);
    await cache.put(request.url.replace(NOT_BEGUN, id), asPage(html, page.headers.get("Content-Security-Policy") ?? ""));
  }
}

/** @param {Cache} cache @param {string} but the session to keep */
async function forgetSessions(cache, but) {
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/session/") && !pathname.startsWith(but)) await cache.delete(request);
  }
}

/** @param {string} html @param {string} policy */
const asPage = (html, policy) =>
  new Response(html, { headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy } });
