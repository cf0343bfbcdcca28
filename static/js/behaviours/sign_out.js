// Signing out empties this phone first and gives back its address for reminders, so that it
// holds even without signal; the server is told now, or as soon as it can be reached. What
// still waits to be sent is sent before; if it cannot be, the person decides.
import { forgetDays } from "./kept.js";
import { giveBack } from "./phone.js";
import { forgetNumbers } from "./numbers.js";
import { forgetWaiting, leftBehind } from "./queue.js";

const PENDING = "dayline-sign-out-pending";
const LONGEST_PURGE_MS = 1500;

// The server has the browser empty everything, unless something of somebody else waits here.
async function emptyQueue(form) {
  if (!(await forgetWaiting())) return;
  form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "others_wait", value: "yes" }));
}

// Whether they sign out although so many entries would be lost.
function agreesToLose(left) {
  const dialog = document.getElementById("lose");
  if (!dialog) return true;
  for (const words of dialog.querySelectorAll("[data-one]")) {
    words.textContent = (left === 1 ? words.dataset.one : words.dataset.many).replace("{n}", left);
  }
  dialog.returnValue = "stay";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "lose"), { once: true });
  });
}

const limit = () => new Promise((resolve) => setTimeout(resolve, LONGEST_PURGE_MS));

// Who wanted to sign out, by the opaque name that their pages carry.
function remember(person) {
  try {
    if (person) localStorage.setItem(PENDING, person);
    else localStorage.removeItem(PENDING);
  } catch {
    // Storage is switched off: then nothing was kept on this phone either.
  }
}

function pending() {
  try {
    return localStorage.getItem(PENDING);
  } catch {
    return null;
  }
}

function finishEarlierSignOut(form) {
  const who = document.body.dataset.person;
  const isSignedOut = location.pathname === "/sign-in";
  if (isSignedOut || (who && who !== pending())) remember(null);
  else if (who && navigator.onLine) {
    if (form) form.requestSubmit();
    else if (location.pathname !== "/you") location.replace("/you");
  }
}

export function signOutCleanly() {
  const forms = document.querySelectorAll("form[data-sign-out]");
  for (const form of forms) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const left = await leftBehind();
      if (left && !(await agreesToLose(left))) return remember(null);
      remember(document.body.dataset.person);
      forgetNumbers();
      await Promise.race([Promise.allSettled([giveBack(), forgetDays(), emptyQueue(form)]), limit()]);
      form.submit();
    });
  }
  finishEarlierSignOut(forms[0]);
  window.addEventListener("pageshow", (event) => {
    // A page from the back-forward cache may belong to somebody who has signed out.
    if (event.persisted) location.reload();
  });
}
