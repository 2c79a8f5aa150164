// The service worker: the shell is kept by its content, pages as they were seen last. A page comes
// from the network while there is one. VERSION and SHELL are written above by the server.
/* global VERSION, SHELL */

const SHELL_CACHE = `ironstride-shell-${VERSION}`;
const PAGES = "ironstride-pages"; // outlives an update: a session in a cellar stays open
const PATIENCE_MS = 3_000;
const MOST_PAGES = 200;
const KEPT = /^\/($|(session|set|week|progress|exercises|why|sources?|programmes|figure|offline|static)\/)/;
const NEVER_KEPT = /\/(kept|swap|add)\/$/; // what is read anew or told at once

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(SHELL_CACHE).then((cache) => cache.addAll(SHELL)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(forgetOldShells().then(() => self.clients.claim()));
});

async function forgetOldShells() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("ironstride-shell-") && name !== SHELL_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (!KEPT.test(url.pathname) || NEVER_KEPT.test(url.pathname)) return;
  event.respondWith(url.pathname.startsWith("/static/") ? shell(event.request) : page(event.request));
});

/** A file of the shell; a page that was kept before an update gets the file of now. */
async function shell(request) {
  const cache = await caches.open(SHELL_CACHE);
  const kept = await cache.match(request);
  if (kept) return kept;
  const answer = await fetch(request).catch(() => undefined);
  if (answer?.ok) return answer;
  const name = new URL(request.url).pathname.split("/").pop();
  const known = SHELL.find((each) => each.split("?")[0].endsWith(`/${name}`));
  return (known && (await cache.match(known))) || answer || Response.error();
}

/** A page from the network; as it was seen last where that does not answer in time. */
async function page(request) {
  const kept = await keptPage(request);
  const asked = fromNetwork(request);
  if (kept) {
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, kept));
    return Promise.race([asked.catch(() => kept), late]);
  }
  return asked.catch(async () => (await caches.match("/offline/")) ?? Response.error());
}

async function fromNetwork(request) {
  const answer = await fetch(request);
  if ([502, 503, 504].includes(answer.status)) throw new Error("nobody is behind the door");
  const mayKeep = !/no-store/.test(answer.headers.get("Cache-Control") ?? "");
  if (answer.ok && answer.type === "basic" && !answer.redirected && mayKeep) await keep(request, answer.clone());
  return answer;
}

async function keep(request, answer) {
  const cache = await caches.open(PAGES);
  await cache.put(request.url, answer);
  const keys = await cache.keys();
  const spare = keys.filter((key) => !new URL(key.url).pathname.startsWith("/session/"));
  for (const old of spare.slice(0, Math.max(0, keys.length - MOST_PAGES))) await cache.delete(old);
}

/** Find a page, also for an address that only leads to one. */
async function keptPage(request) {
  const cache = await caches.open(PAGES);
  const url = new URL(request.url);
  const begins = url.pathname.replace(/^\/session\/[^/]+\/$/, (session) => `${session}1/`).replace(/\/on\/$/, "/");
  const same = await cache.match(request.url, { ignoreVary: true });
  return same ?? cache.match(begins, { ignoreSearch: true, ignoreVary: true });
}
