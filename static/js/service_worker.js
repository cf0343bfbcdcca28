// Keeps two things on the phone: the pages that belong to nobody (Help now, offline), and
// Today and the forms for check-in and meetings of the person whose own phone this is, for a day
// at most, and with them the program's public lists of meetings until that person signs out. On a
// paired screen at the door also that screen's page, without any code in it. STATIC, the address of
// this release's files, is written above this line by the server.
const RELEASE = STATIC.split("/").pop();
const STYLE = `/style/${RELEASE}.css`;
const PUBLIC = `dayline-public-${RELEASE}`;
const PERSON = "dayline-person-";
const PUBLIC_PAGES = ["/offline", "/help"];
const FILES = [
  STYLE,
  `${STATIC}/vendor/htmx.org@2.0.11/htmx.min.js`,
  `${STATIC}/js/app.js`,
  ...["worker", "kept", "kept_form", "sign_out", "refresh", "failures", "fragment", "desk", "print", "waiting", "phone", "queue", "reminders", "elapsed", "board", "passing", "numbers", "picker", "directory", "near"].map(
    (name) => `${STATIC}/js/behaviours/${name}.js`,
  ),
  `${STATIC}/icons/icon.svg`,
];
const DESK = `dayline-desk-${RELEASE}`;
const DESK_PAGE = "/kiosk/screen";
const DESK_FILES = [
  `${STATIC}/vendor/lean-qr@2.7.4/lean-qr.min.js`,
  ...["alone", "code", "kept", "number", "server", "square", "view"].map((name) => `${STATIC}/js/desk/${name}.js`),
];
const PATIENCE_MS = 3000;
const KEPT_FOR_MS = 24 * 60 * 60 * 1000;
const KEPT_AT = "Dayline-Kept-At";
const KEPT_PAGES = { "/": "/today", "/today": "/today", "/check-in": "/waiting/check-in", "/meetings/new": "/waiting/meeting" };
const FORMS = ["/waiting/check-in", "/waiting/meeting"];
const LISTS = "/meetings/directory.json";
const LISTS_ARE_NEW_MS = 10 * 60 * 1000;
const LONGEST_MS = 30_000;

self.addEventListener("install", (event) => {
  event.waitUntil(install());
});

async function install() {
  const cache = await caches.open(PUBLIC);
  // Without cookies: these pages must be nobody's.
  const pages = PUBLIC_PAGES.map((url) => new Request(url, { credentials: "omit", cache: "reload" }));
  await cache.addAll([...pages, ...FILES]);
  // A screen at the door keeps its page through every release.
  if ((await caches.keys()).some((name) => name.startsWith("dayline-desk-"))) await keepDesk();
  await self.skipWaiting();
}

self.addEventListener("activate", (event) => {
  event.waitUntil(activate());
});

async function activate() {
  const names = await caches.keys();
  // A kept Today names the style of its own release: with that gone, it goes too.
  const old = names.filter((name) => ![PUBLIC, DESK].includes(name) && name.startsWith("dayline-"));
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("message", (event) => {
  if (event.data === "claim") event.waitUntil(self.clients.claim());
  if (event.data === "keep desk") event.waitUntil(keepDesk().catch(() => {}));
  if (event.data === "forget desk") event.waitUntil(caches.delete(DESK));
  if (event.data === "forget days") event.waitUntil(forgetDays());
  if (event.data === "claim and keep today") event.waitUntil(claimAndKeepToday().catch(() => {}));
});

let forgotten = 0;
let keeping = null;

// Whoever they belong to is signed out: what is still on its way is not kept any more either.
async function forgetDays() {
  forgotten += 1;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PERSON)).map((name) => caches.delete(name)));
}

// Once, however many ask on a first visit.
function claimAndKeepToday() {
  keeping ??= self.clients
    .claim()
    .then(fetchAndKeepToday)
    .finally(() => {
      keeping = null;
    });
  return keeping;
}

async function fetchAndKeepToday() {
  const since = forgotten;
  await keep(await fetch("/today", { redirect: "manual", signal: AbortSignal.timeout?.(LONGEST_MS) }), since);
}

async function keepDesk() {
  if (await deskPage()) return;
  const cache = await caches.open(DESK);
  await cache.addAll(DESK_FILES);
  // Without cookies, as above, and last: where the page is, its files are.
  await cache.add(new Request(DESK_PAGE, { credentials: "omit", cache: "reload" }));
}

function deskPage() {
  return caches.match(DESK_PAGE, { cacheName: DESK, ignoreVary: true });
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === "POST" && url.pathname in KINDS && request.cache !== "only-if-cached") {
    event.respondWith(sendOrWait(request, url));
  } else if (request.mode === "navigate" && request.method === "POST") {
    event.respondWith(fetch(request).catch(() => Response.redirect(afterPost(request, url), 303)));
  } else if (request.method !== "GET") {
    return;
  } else if (request.mode === "navigate") {
    event.respondWith(page(event, url));
  } else if (url.pathname === LISTS) {
    event.respondWith(lists(event, request));
  } else if (url.pathname === STYLE || url.pathname.startsWith(`${STATIC}/`)) {
    event.respondWith(file(request));
  }
});

async function file(request) {
  const kept = await caches.match(request, { cacheName: PUBLIC });
  return kept ?? (await caches.match(request, { cacheName: DESK })) ?? fetch(request);
}

function afterPost(request, url) {
  // Back to a page that was an answer to a form: the browser asks its cache alone, and
  // nothing is being sent. The page with the form is the one to go back to.
  if (request.cache === "only-if-cached") {
    const page = new URL(request.referrer || "/", url);
    return page.origin === url.origin ? page.pathname + page.search : "/";
  }
  if (url.pathname === "/kiosk/number") return url.pathname;
  return url.pathname === "/sign-out" ? "/offline?signed-out" : "/offline?unsent";
}

async function page(event, url) {
  // Help must not wait for a weak network.
  if (url.pathname === "/help") {
    const help = await publicPage("/help");
    if (help) return help;
  }
  // Sent back to the form by `afterPost`, the browser would still ask its cache alone.
  const { request } = event;
  const wanted = request.cache === "only-if-cached" ? new Request(request, { cache: "default" }) : request;
  const since = forgotten;
  const fetching = fetch(wanted).then((response) => {
    if (url.pathname === "/today") {
      // A full phone keeps nothing, and still shows what the network brought.
      event.waitUntil(keep(response.clone(), since).catch(() => {}));
    }
    return response;
  });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS));
  try {
    // Slow is not gone: only what is kept on the phone is shown in its stead.
    const answer = await Promise.race([fetching, late]);
    return answer ?? (await stored(url)) ?? (await fetching);
  } catch {
    return (await stored(url)) ?? (await publicPage("/offline")) ?? Response.error();
  }
}

async function keep(response, since) {
  // A redirect leads to the sign-in page: nobody is signed in. Errors change nothing.
  const isToday = response.ok && response.headers.has("Dayline-Store");
  if (!isToday && response.type !== "opaqueredirect") return;
  if (since !== forgotten) return;
  const person = isToday ? response.headers.get("Dayline-Store") : "";
  const mine = PERSON + person;
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(PERSON) && (name !== mine || !person));
  await Promise.all(others.map((name) => caches.delete(name)));
  if (!person) return;
  const headers = new Headers(response.headers);
  headers.set(KEPT_AT, String(Date.now()));
  const html = await response.text();
  // From here on, forgetting takes the whole store away, and nothing opens it again.
  if (since !== forgotten) return;
  const cache = await caches.open(mine);
  await cache.put("/today", new Response(html, { headers }));
  for (const form of FORMS) await keepForm(cache, person, form);
  await keepLists(cache, person);
}

// The forms for when there is no signal are the same all day.
async function keepForm(cache, person, address) {
  if (await cache.match(address, { ignoreVary: true })) return;
  const form = await fetch(address, { redirect: "manual" });
  if (form.ok && form.headers.get("Dayline-Store") === person) await cache.put(address, form);
}

// The lists change at night, or when staff add a meeting: where they are looked at, the server is
// asked every ten minutes whether they did, and sends them only then.
async function keepLists(cache, person) {
  const kept = await cache.match(LISTS, { ignoreVary: true });
  const age = Date.now() - Number(kept?.headers.get(KEPT_AT));
  if (kept && age >= 0 && age < LISTS_ARE_NEW_MS) return kept;
  const known = kept ? { "If-None-Match": kept.headers.get("ETag") } : {};
  const answer = await fetch(LISTS, { headers: known, cache: "no-store", redirect: "manual" });
  const isSame = answer.status === 304;
  if (!isSame && !(answer.ok && answer.headers.get("Dayline-Store") === person)) return kept;
  const headers = new Headers({ "Content-Type": "application/json", [KEPT_AT]: String(Date.now()) });
  for (const name of ["ETag", "Dayline-Updated", "Dayline-Now"]) {
    if (answer.headers.has(name)) headers.set(name, answer.headers.get(name));
  }
  const fresh = new Response(await (isSame ? kept : answer).text(), { headers });
  await cache.put(LISTS, fresh.clone());
  return fresh;
}

async function lists(event, request) {
  const name = (await caches.keys()).find((each) => each.startsWith(PERSON));
  if (!name) return fetch(request);
  const cache = await caches.open(name);
  const kept = await cache.match(LISTS, { ignoreVary: true });
  const keeping = keepLists(cache, name.slice(PERSON.length));
  if (!kept) return (await keeping.catch(() => undefined)) ?? fetch(request);
  event.waitUntil(keeping.catch(() => {}));
  return kept;
}

// What is the person's own goes after a day. The lists are anybody's, and dear to send again.
async function forgetPages(cache) {
  const old = (await cache.keys()).filter((request) => new URL(request.url).pathname !== LISTS);
  await Promise.all(old.map((request) => cache.delete(request, { ignoreVary: true })));
}

async function stored(url) {
  if (url.pathname === "/offline") return publicPage("/offline");
  if (url.pathname.startsWith("/kiosk")) return deskPage();
  const wanted = KEPT_PAGES[url.pathname];
  if (!wanted) return undefined;
  for (const name of await caches.keys()) {
    if (!name.startsWith(PERSON)) continue;
    const cache = await caches.open(name);
    const today = await cache.match("/today", { ignoreVary: true });
    const age = Date.now() - Number(today?.headers.get(KEPT_AT));
    if (!today || age < 0 || age >= KEPT_FOR_MS) {
      await forgetPages(cache);
      continue;
    }
    const kept = await cache.match(wanted, { ignoreVary: true });
    if (!kept) return undefined;
    const html = (await kept.text()).replace('id="no-signal" role="status" hidden', 'id="no-signal" role="status"');
    return new Response(html, { headers: kept.headers });
  }
  return undefined;
}

async function publicPage(path) {
  return (await caches.open(PUBLIC)).match(path, { ignoreVary: true });
}
