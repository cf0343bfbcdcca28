// The third part of the service worker: what could not be sent waits here, on one's own phone,
// with the time of the tap, until there is signal. The server judges it by that time.
const KINDS = {
  "/check-in": "check_in",
  "/check-out": "check_out",
  "/today/marks": "mark",
  "/today/answers": "answer",
  "/absence": "absence",
  "/meetings/new": "meeting",
};
const DATABASE = "dayline-waiting";
const ENTRIES = "entries";
const TRY_MS = 8000;
const AT_ONCE = 20;
const OTHERS_FOR_MS = 7 * 24 * 60 * 60 * 1000;
const NOT_PART = ["account", "csrf_token", "key"];

function opened() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(DATABASE, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(ENTRIES, { keyPath: "key" });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

// What this resolves to is on the disk: a phone may go out at any moment.
async function inEntries(mode, work) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(ENTRIES, mode, { durability: "strict" });
      const asked = work(transaction.objectStore(ENTRIES));
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

const everything = () => inEntries("readonly", (entries) => entries.getAll());

async function of(account) {
  const mine = (await everything()).filter((entry) => entry.account === account);
  return mine.sort((one, other) => one.claimedAt - other.claimedAt);
}

// A form of one's own phone says whose it is; others are not kept.
async function entryOf(request, kind, claimedAt) {
  const form = await request.formData();
  const [account, key] = [form.get("account"), form.get("key")];
  if (!account || !key) return null;
  const fields = Object.fromEntries([...form].filter(([name]) => !NOT_PART.includes(name)));
  return { key, kind, account, fields, claimedAt, state: "waiting", words: "" };
}

async function keepEntry(request, kind, claimedAt) {
  const entry = await entryOf(request, kind, claimedAt).catch(() => null);
  if (!entry) return false;
  try {
    await inEntries("readwrite", (entries) => entries.add(entry));
    return true;
  } catch (error) {
    // The same form again: it waits already, with its first time.
    return error?.name === "ConstraintError";
  }
}

// 400 is a page whose form token is of an earlier sign-in: what waits gets a fresh one. 401 is a
// sign-in that has ended: what waits goes out after the next.
const SIGNED_OUT = 401;
const isHeard = (answer) => answer && ![400, SIGNED_OUT].includes(answer.status) && answer.status < 500;

// To the sign-in page, which says that something waits here.
function toSignIn(request) {
  const where = "/sign-in?waits";
  if (request.mode === "navigate") return Response.redirect(where, 303);
  return new Response(null, { status: SIGNED_OUT, headers: { "HX-Redirect": where } });
}

async function sendOrWait(request, url) {
  const claimedAt = Date.now();
  const copy = request.clone();
  const late = new Promise((resolve) => setTimeout(resolve, TRY_MS));
  const answer = await Promise.race([fetch(request), late]).catch(() => undefined);
  if (isHeard(answer)) return answer;
  const waits = await keepEntry(copy, KINDS[url.pathname], claimedAt);
  if (waits && answer?.status === SIGNED_OUT) return toSignIn(request);
  if (request.mode !== "navigate") {
    // For htmx: nothing to swap, and the page hears that something waits.
    return waits ? new Response(null, { status: 204, headers: { "HX-Trigger": "waits" } }) : (answer ?? Response.error());
  }
  if (!waits) return answer ?? Response.redirect(afterPost(request, url), 303);
  const today = await stored(new URL("/today", url));
  return Response.redirect(today ? "/today" : "/offline?waiting", 303);
}

async function ask(method, body, token) {
  const headers = body ? { "Content-Type": "application/json", "X-CSRFToken": token } : {};
  const signal = AbortSignal.timeout?.(LONGEST_MS);
  const answer = await fetch("/waiting", { method, headers, body, signal, redirect: "manual" });
  if (!answer.ok) throw new Error("not heard");
  return answer.json();
}

async function settle({ key, state, words }) {
  if (state === "done") return inEntries("readwrite", (entries) => entries.delete(key));
  const entry = await inEntries("readonly", (entries) => entries.get(key));
  if (!entry) return undefined;
  return inEntries("readwrite", (entries) => entries.put({ ...entry, state, words }));
}

// What somebody left behind who used this phone before, once it can count for nothing.
async function forgetOthers(account) {
  const others = (await everything()).filter((entry) => entry.account !== account);
  const old = others.filter((entry) => Date.now() - entry.claimedAt > OTHERS_FOR_MS);
  for (const { key } of old) await inEntries("readwrite", (entries) => entries.delete(key));
}

// Only what belongs to whoever is signed in goes out, the oldest first, with a fresh token.
async function deliver() {
  if (!(await everything()).some((entry) => entry.state === "waiting")) return;
  const { token, account } = await ask("GET");
  await forgetOthers(account);
  const mine = (await of(account)).filter((entry) => entry.state === "waiting");
  while (mine.length) {
    const entries = mine.splice(0, AT_ONCE).map(({ key, kind, fields, claimedAt }) => (
      { key, kind, fields, claimed_at: claimedAt, sent_at: Date.now() }
    ));
    const { answers } = await ask("POST", JSON.stringify({ account, entries }), token);
    for (const each of answers) await settle(each);
  }
  for (const page of await self.clients.matchAll({ type: "window" })) page.postMessage({ waiting: "sent" });
}

let delivering = null;

// One at a time, however many pages ask.
function send() {
  delivering ??= deliver().finally(() => {
    delivering = null;
  });
  return delivering;
}

const ASKED = {
  list: ({ account }) =>
    caches.match("/today", { cacheName: PERSON + account, ignoreVary: true }).then((there) => there || claimAndKeepToday()),
  send,
  read: ({ key }) => inEntries("readwrite", (entries) => entries.delete(key)),
};

async function answerPage({ data, ports }) {
  // Without signal it waits on: the list says so.
  await ASKED[data.waiting](data).catch(() => {});
  ports[0].postMessage(await of(data.account));
}

self.addEventListener("message", (event) => {
  if (event.data?.waiting) event.waitUntil(answerPage(event));
});

self.addEventListener("sync", (event) => {
  // Not heard: the browser tries again later.
  if (event.tag === DATABASE) event.waitUntil(send());
});
