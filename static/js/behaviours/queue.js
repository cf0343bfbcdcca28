// What could not be sent waits on one's own phone. Here it is shown, and the service worker,
// which keeps it, is asked to send it whenever there may be signal again.
import { within } from "./phone.js";

const NAME = "dayline-waiting";
const SOON_MS = 2000;
const SELDOM_MS = 60_000;
const LAST_TRY_MS = 5000;
const A_DAY_MS = 86_400_000;

const { person, ownPhone } = document.body.dataset;
const isMine = () => person && ownPhone !== undefined && navigator.serviceWorker?.controller;
let shown = [];
let announced = "";
let pause = SOON_MS;
let next = 0;

function ask(waiting, more) {
  const { port1, port2 } = new MessageChannel();
  navigator.serviceWorker.controller.postMessage({ waiting, account: person, ...more }, [port2]);
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
  });
}

const waiting = (entries) => entries.filter((entry) => entry.state === "waiting");

// How many still wait after one more try, before somebody signs out.
export async function leftBehind() {
  if (!isMine()) return 0;
  const entries = await within(ask("send"), LAST_TRY_MS).catch(() => within(ask("list"), LAST_TRY_MS).catch(() => shown));
  return waiting(entries).length;
}

function forgetAllThatWaits() {
  return new Promise((resolve) => {
    const asked = indexedDB.deleteDatabase(NAME);
    asked.onsuccess = asked.onerror = asked.onblocked = resolve;
  });
}

// What waits of this person goes. What somebody else left here waits on for them: whether there
// is any of that.
export function forgetWaiting() {
  return new Promise((resolve) => {
    const asked = indexedDB.open(NAME);
    // Nothing ever waited here.
    asked.onupgradeneeded = () => asked.transaction.abort();
    asked.onerror = () => resolve(false);
    asked.onsuccess = () => {
      const work = asked.result.transaction("entries", "readwrite");
      let others = false;
      work.objectStore("entries").openCursor().onsuccess = ({ target }) => {
        if (!target.result) return;
        if (target.result.value.account === person) target.result.delete();
        else others = true;
        target.result.continue();
      };
      work.oncomplete = work.onabort = async () => {
        asked.result.close();
        if (!others) await forgetAllThatWaits();
        resolve(others);
      };
    };
  });
}

function time({ claimedAt }, zone) {
  const isOld = Date.now() - claimedAt > A_DAY_MS / 2;
  const parts = { hour: "numeric", minute: "2-digit", timeZone: zone, ...(isOld && { weekday: "short" }) };
  return new Intl.DateTimeFormat(document.documentElement.lang, parts).format(claimedAt).replace("\u202f", " ");
}

function card(words, said, more, key) {
  const made = words.content.cloneNode(true);
  made.querySelector("[data-said]").textContent = said;
  made.querySelector("[data-more]").textContent = more;
  const button = made.querySelector("button");
  button.hidden = !key;
  button.addEventListener("click", async () => {
    show(await ask("read", { key }));
    document.querySelector("[data-waiting-here]").focus();
  });
  return made;
}

function cards(words) {
  const { zone, checkIn, checkInMore, checkOut, one, many, more } = words.dataset;
  const answered = shown.filter((entry) => entry.state !== "waiting");
  const made = answered.map((entry) => card(words, words.dataset[entry.state], entry.words, entry.key));
  const rest = waiting(shown).filter((entry) => entry.kind !== "check_in" && entry.kind !== "check_out");
  for (const entry of waiting(shown)) {
    if (entry.kind === "check_in") made.push(card(words, checkIn.replace("{time}", time(entry, zone)), checkInMore));
    if (entry.kind === "check_out") made.push(card(words, checkOut.replace("{time}", time(entry, zone)), more));
  }
  if (rest.length) made.push(card(words, (rest.length === 1 ? one : many).replace("{n}", rest.length), more));
  return made;
}

function draw() {
  const words = document.getElementById("waiting-words");
  if (!words) return;
  const isIn = waiting(shown).some((entry) => entry.kind === "check_in");
  for (const place of document.querySelectorAll("[data-waiting-here]")) {
    place.replaceChildren(...cards(words));
    place.classList.toggle("waiting--in", isIn);
  }
}

// Once for those who listen, and not each time that the page is drawn anew.
function announce() {
  const said = document.getElementById("said");
  const all = document.querySelectorAll("[data-waiting-here] p");
  const words = [...all].map((each) => each.textContent).join(" ").trim();
  if (said && words && words !== announced) said.textContent = words;
  announced = words;
}

function show(entries) {
  shown = entries;
  draw();
  announce();
  if (!waiting(shown).length || !("SyncManager" in window)) return;
  navigator.serviceWorker.ready.then(({ sync }) => sync.register(NAME)).catch(() => {});
}

// "Online" often comes before the network does: soon again, then less and less often.
async function send() {
  clearTimeout(next);
  if (!isMine() || document.visibilityState !== "visible" || !waiting(shown).length) return;
  show(await ask("send"));
  clearTimeout(next);
  if (waiting(shown).length) next = setTimeout(send, pause);
  pause = Math.min(2 * pause, SELDOM_MS);
}

function sendNow() {
  pause = SOON_MS;
  return send();
}

// What went out changed the day: the server's word takes the place of the phone's.
async function heard({ data }) {
  if (data?.waiting !== "sent") return;
  show(await ask("list"));
  for (const part of document.querySelectorAll("[data-refresh]")) window.htmx?.trigger(part, "refresh");
}

// Each form says whose it is. One from a page that was kept, or that waits already, is a new one.
function sign() {
  const kept = document.getElementById("no-signal")?.hidden === false;
  document.addEventListener("submit", ({ target }) => {
    const key = target.elements.namedItem("key");
    if (!key || target.method !== "post" || !isMine()) return;
    if (kept || target.dataset.waits) key.value = crypto.randomUUID();
    const account = target.elements.namedItem("account") ?? document.createElement("input");
    Object.assign(account, { type: "hidden", name: "account", value: person });
    target.append(account);
  }, true);
  document.addEventListener("waits", ({ target }) => {
    if (target instanceof HTMLFormElement) target.dataset.waits = "yes";
    ask("list").then(show).then(sendNow);
  });
}

async function begin() {
  for (const part of document.querySelectorAll("[data-kept-here]")) part.hidden = false;
  show(await ask("list"));
  sendNow();
}

export function showWhatWaits() {
  if (!person || ownPhone === undefined || !navigator.serviceWorker) return;
  sign();
  document.addEventListener("htmx:afterSwap", draw);
  document.addEventListener("visibilitychange", sendNow);
  for (const again of ["focus", "online", "pageshow"]) window.addEventListener(again, sendNow);
  navigator.serviceWorker.addEventListener("message", heard);
  if (isMine()) begin();
  else navigator.serviceWorker.addEventListener("controllerchange", begin, { once: true });
}
