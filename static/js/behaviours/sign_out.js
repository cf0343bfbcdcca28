// Signing out empties this phone first, so that it holds even without signal; the server
// is told now, or as soon as it can be reached.
const PENDING = "dayline-sign-out-pending";
const LONGEST_PURGE_MS = 1500;

async function purge() {
  const names = await caches.keys();
  const persons = names.filter((name) => name.startsWith("dayline-person-"));
  await Promise.all(persons.map((name) => caches.delete(name)));
}

const limit = () => new Promise((resolve) => setTimeout(resolve, LONGEST_PURGE_MS));

function remember(pending) {
  try {
    if (pending) localStorage.setItem(PENDING, "1");
    else localStorage.removeItem(PENDING);
  } catch {
    // Storage is switched off: then nothing was kept on this phone either.
  }
}

function isPending() {
  try {
    return localStorage.getItem(PENDING) === "1";
  } catch {
    return false;
  }
}

function finishEarlierSignOut(form) {
  if (location.pathname === "/sign-in") {
    remember(false);
  } else if (isPending() && navigator.onLine) {
    if (form) form.requestSubmit();
    else if (location.pathname !== "/you" && document.querySelector(".tabs")) location.replace("/you");
  }
}

export function signOutCleanly() {
  const forms = document.querySelectorAll("form[data-sign-out]");
  for (const form of forms) {
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      remember(true);
      await Promise.race([purge(), limit()]).catch(() => {});
      form.submit();
    });
  }
  finishEarlierSignOut(forms[0]);
  window.addEventListener("pageshow", (event) => {
    // A page from the back-forward cache may belong to somebody who has signed out.
    if (event.persisted) location.reload();
  });
}
