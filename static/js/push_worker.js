// The second half of the service worker: what reaches this phone from outside.
// The lock screen is anybody's: only what the server wrote is shown, and never nothing.
const PUSH_ADDRESS = "/you/reminders/phone";
const LONGEST = { title: 35, body: 100, navigate: 500, lang: 20, dir: 4, tag: 32 };

function field(fields, name) {
  const value = fields?.[name];
  return typeof value === "string" && value.length <= LONGEST[name] ? value : "";
}

// A page of this site, or Today.
function own(address) {
  try {
    const url = new URL(address, self.location.origin);
    if (url.origin === self.location.origin) return url.href;
  } catch {
    // No address at all.
  }
  return new URL("/today", self.location.origin).href;
}

function read(data) {
  let fields = null;
  try {
    fields = data.json().notification;
  } catch {
    // A push without words, or with garbled ones, still has to show something.
  }
  const tag = field(fields, "tag");
  const dir = field(fields, "dir");
  return {
    title: field(fields, "title") || "Dayline",
    options: {
      body: field(fields, "body"),
      lang: field(fields, "lang"),
      dir: ["ltr", "rtl"].includes(dir) ? dir : "auto",
      tag,
      renotify: tag !== "",
      icon: `${STATIC}/icons/icon-192.png`,
      data: { navigate: own(field(fields, "navigate") || "/today") },
    },
  };
}

self.addEventListener("push", (event) => {
  const { title, options } = read(event.data);
  event.waitUntil(self.registration.showNotification(title, options).then(() => tellPages(options.tag)));
});

// A page that is open may say that it worked.
async function tellPages(shown) {
  for (const page of await self.clients.matchAll({ type: "window" })) page.postMessage({ shown });
}

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(lead(own(event.notification.data?.navigate)));
});

async function lead(address) {
  const pages = await self.clients.matchAll({ type: "window" });
  const page = pages.find((each) => each.url === address) ?? pages[0];
  if (!page) return self.clients.openWindow(address);
  const focused = await page.focus();
  return focused.url === address ? focused : focused.navigate(address);
}

self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(renew().catch(() => {}));
});

// Only a plain no gives a subscription back: a redirect to the sign-in page, or a status that says
// that nobody here may have one, or not this one. A server in trouble has said nothing.
const SAYS_NO = [401, 403, 404, 409, 410, 422];
const saysNo = (answer) => answer.type === "opaqueredirect" || SAYS_NO.includes(answer.status);

async function renew() {
  const push = self.registration.pushManager;
  const held = await push.getSubscription();
  const answer = await fetch(PUSH_ADDRESS, { redirect: "manual" });
  // Nobody is signed in any more: after a sign-out this phone is silent.
  if (saysNo(answer)) return held?.unsubscribe();
  if (!answer.ok) return;
  const { key, token, wanted } = await answer.json();
  if (!wanted) return held?.unsubscribe();
  const fresh = held ?? (await push.subscribe({ userVisibleOnly: true, applicationServerKey: key }));
  const told = await fetch(PUSH_ADDRESS, {
    method: "POST",
    redirect: "manual",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify({ ...fresh.toJSON(), asked: false }),
  });
  if (saysNo(told)) await fresh.unsubscribe();
}
