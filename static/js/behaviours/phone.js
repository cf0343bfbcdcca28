// How this phone is reached: its push subscription, and what the server knows of it.
const ADDRESS = "/you/reminders/phone";
const PATIENCE_MS = 10_000;

export class NoAnswer extends Error {}
export class Trouble extends NoAnswer {}

// Some browsers never answer where their push service cannot be reached.
export function within(promise, ms = PATIENCE_MS) {
  const limit = new Promise((_, reject) => setTimeout(() => reject(new NoAnswer()), ms));
  return Promise.race([promise, limit]);
}

export const isAble = () =>
  "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;

const bytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

async function hash(text) {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function pushManager() {
  return (await within(navigator.serviceWorker.ready)).pushManager;
}

export async function subscription() {
  return (await pushManager()).getSubscription();
}

function isFor(held, key) {
  const theirs = held.options.applicationServerKey;
  return !theirs || new Uint8Array(theirs).join() === bytes(key).join();
}

// What this phone has for our key of today; one for another key is given back.
async function fitting(key) {
  const held = await subscription();
  if (!held || isFor(held, key)) return held;
  await held.unsubscribe();
  return null;
}

export async function subscribe(key) {
  const held = await fitting(key);
  const options = { userVisibleOnly: true, applicationServerKey: bytes(key) };
  return held ?? within((await pushManager()).subscribe(options));
}

export async function giveBack() {
  if (!isAble()) return;
  await (await subscription())?.unsubscribe();
}

// A server in trouble has said neither yes nor no: what this phone has stays as it is.
async function json(answer) {
  if (answer.status >= 500) throw new Trouble();
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
  return isJson ? answer.json() : { outcome: "signed-out" };
}

// What the server knows: { key, token, wanted, known }.
export async function known() {
  return json(await fetch(ADDRESS, { redirect: "manual" }));
}

export async function send(address, token, body) {
  const headers = { Accept: "application/json", "X-CSRFToken": token };
  if (body) headers["Content-Type"] = "application/json";
  const options = { method: "POST", redirect: "manual", headers, body: body && JSON.stringify(body) };
  return json(await fetch(address, options));
}

// Tell the server of this phone. What it does not take is given back: nobody would send there.
export async function tell(held, token, asked) {
  const answer = await send(ADDRESS, token, { ...held.toJSON(), asked });
  if (answer.outcome !== "on") await held.unsubscribe();
  return answer;
}

// Turned on here, on this tap.
export async function turnOn(key) {
  const { token } = await known();
  const answer = await tell(await subscribe(key), token, true);
  return answer.outcome === "ended" ? tell(await subscribe(key), token, true) : answer;
}

async function repair() {
  const { key, token, wanted, known: there } = await known();
  if (!key) return;
  const held = wanted ? await subscribe(key) : await fitting(key);
  if (!held || (await hash(held.endpoint)) === there) return;
  const answer = await tell(held, token, false);
  if (answer.outcome === "ended") await tell(await subscribe(key), token, false);
}

async function repairIfAllowed() {
  const { person, ownPhone } = document.body.dataset;
  if (!person || !isAble() || Notification.permission !== "granted") return;
  // Somebody is signing out: nothing is made again behind their back.
  if (localStorage.getItem("dayline-sign-out-pending") === person) return;
  try {
    // Whoever asked for reminders here before is somebody else.
    if (ownPhone === undefined) return void (await giveBack());
    await repair();
  } catch {
    // Without network there is a next time.
  }
}

let repaired = null;

// Once on every load: browsers lose subscriptions, and some never say so.
export function keepReachable() {
  repaired ??= repairIfAllowed();
  return repaired;
}
