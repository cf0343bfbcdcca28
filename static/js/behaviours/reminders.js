// The reminders page: what this phone can do, and what its person wants.
import { giveBack, isAble, keepReachable, known, NoAnswer, send, subscription, Trouble, turnOn, within } from "./phone.js";

const LONGEST_GOODBYE_MS = 1500;

function platform() {
  const says = navigator.userAgent;
  if (/iPhone|iPad/.test(says)) return "iphone";
  if (!/Android/.test(says)) return "desktop";
  if (/SamsungBrowser/.test(says)) return "samsung";
  return /Firefox/.test(says) ? "firefox-android" : "chrome-android";
}

// An iPad says that it is a Mac, but no Mac has a touch screen.
const isIphone = () =>
  platform() === "iphone" || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);

async function whatHolds() {
  if (!isAble()) return isIphone() && !navigator.standalone ? "iphone" : "unsupported";
  if (Notification.permission === "denied") return "denied";
  if (Notification.permission === "default") return "off";
  const [held, server] = await Promise.all([subscription(), known()]);
  if (!server.key) throw new NoAnswer();
  return held && server.known ? "on" : "off";
}

export function offerReminders() {
  const part = document.querySelector("[data-reminders]");
  if (!part) return;
  const said = document.getElementById("reminders-said");
  const button = document.getElementById("enable-reminders");

  const show = (state) => {
    for (const each of part.querySelectorAll("[data-when]")) each.hidden = each.dataset.when !== state;
    for (const each of part.querySelectorAll("[data-platform]")) each.hidden = each.dataset.platform !== platform();
  };
  const say = (words) => {
    const line = document.createElement("p");
    line.className = "section notice";
    line.textContent = words;
    said.replaceChildren(line);
  };
  const sayKept = (name) => say(part.querySelector(`[data-say="${name}"]`).textContent);
  const sayWhy = (error) => {
    if (error instanceof Trouble) return sayKept("trouble");
    return sayKept(error instanceof TypeError ? "no-signal" : "unreachable");
  };

  async function enable() {
    // The question first, while the tap still counts as one.
    const permission = await Notification.requestPermission();
    if (permission === "denied") return show("denied");
    if (permission !== "granted") return sayKept("undecided");
    sayKept("working");
    const answer = await turnOn(part.dataset.key);
    if (answer.outcome === "on") show("on");
    return answer.said ? say(answer.said) : sayKept("signed-out");
  }

  async function trial(form) {
    sayKept("working");
    const answer = await send(form.action, new FormData(form).get("csrf_token"));
    if (["gone", "other_key", "off"].includes(answer.outcome)) {
      await giveBack();
      show("off");
    }
    // A phone that was quicker than the answer has said so already.
    if (said.dataset.shown) return;
    if (answer.said) say(answer.said);
    else sayKept("signed-out");
  }

  const one = (work) => async (event) => {
    event.preventDefault();
    const pressed = event.submitter ?? event.currentTarget;
    if (pressed.ariaDisabled === "true") return;
    pressed.ariaDisabled = "true";
    delete said.dataset.shown;
    try {
      await work(event.target);
    } catch (error) {
      sayWhy(error);
    }
    pressed.ariaDisabled = "false";
  };

  button.addEventListener("click", one(enable));
  part.querySelector("[data-trial]").addEventListener("submit", one(trial));
  part.querySelector("[data-turn-off]").addEventListener("submit", async (event) => {
    event.preventDefault();
    await within(giveBack(), LONGEST_GOODBYE_MS).catch(() => {});
    event.target.submit();
  });
  navigator.serviceWorker?.addEventListener("message", (event) => {
    if (event.data?.shown !== "trial") return;
    said.dataset.shown = "yes";
    sayKept("shown");
  });
  keepReachable()
    .then(whatHolds)
    // What cannot be asked now is as it was when the page was made.
    .catch(() => part.dataset.reminders)
    .then(show);
}
