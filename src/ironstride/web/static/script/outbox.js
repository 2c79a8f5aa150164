// What was told on this device: kept in the browser until the server has it, and a while longer,
// so that a page that was kept can show it too.

/**
 * @typedef {"waiting" | "sent" | "refused"} State
 * @typedef {{name: string, said: string, number: string, rest: number, asksLeft: boolean, perSide: boolean}} Shown
 * @typedef {object} Told
 * @property {number} [key] its place in the order of telling
 * @property {string} [owner] whose it is
 * @property {string} tells which form it was
 * @property {string} id the id that the page made
 * @property {string} at when, on this device's clock
 * @property {string} day the day where the athlete is
 * @property {[string, string][]} fields what the form said
 * @property {string} session the session that it belongs to, or nothing
 * @property {State} state
 * @property {string} [sentence] why it was refused
 * @property {Shown} [shown] how a set reads
 */

const TWO_DAYS_MS = 2 * 86_400_000;
const heard = new BroadcastChannel("ironstride-told");

/** @type {Promise<IDBDatabase> | undefined} */
let opened;

/** @returns {Promise<IDBDatabase>} */
function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("ironstride", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("told", { keyPath: "key", autoIncrement: true });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

/**
 * Do something with what was told; the promise is kept when it is on the disk.
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} doing
 * @returns {Promise<T>}
 */
async function within(mode, doing) {
  const transaction = (await database()).transaction("told", mode, { durability: "strict" });
  const asked = doing(transaction.objectStore("told"));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

const owner = () => localStorage.getItem("owner") ?? "";

/** @returns {Promise<Told[]>} */
const everybodys = () => within("readonly", (store) => store.getAll());

/** @returns {Promise<Told[]>} everything that this athlete told here, in the order of telling */
export const all = async () => (await everybodys()).filter((one) => one.owner === owner());

/** @param {Told} told @returns {Promise<number>} its key */
export async function add(told) {
  const key = Number(await within("readwrite", (store) => store.add({ ...told, owner: owner() })));
  changed();
  return key;
}

/** @param {number} key @returns {Promise<Told | undefined>} */
export const get = (key) => within("readonly", (store) => store.get(key));

/** @param {Told} told */
export async function put(told) {
  await within("readwrite", (store) => store.put(told));
  changed();
}

/** @param {number} key */
export async function remove(key) {
  await within("readwrite", (store) => store.delete(key));
  changed();
}

/** Let go of what the server has had for two days, and at once of what it has of somebody else. */
export async function forget() {
  for (const one of await everybodys()) {
    const isOld = one.owner !== owner() || Date.now() - Date.parse(one.at) > TWO_DAYS_MS;
    if (one.state === "sent" && isOld && one.key !== undefined) await remove(one.key);
  }
}

/** @type {(() => void)[]} */
const listeners = [];

/** @param {() => void} listener called whenever this tab or another changes what is kept */
export function whenChanged(listener) {
  listeners.push(listener);
}

heard.onmessage = () => listeners.forEach((each) => each());

export function changed() {
  heard.postMessage("changed");
  listeners.forEach((each) => each());
}
