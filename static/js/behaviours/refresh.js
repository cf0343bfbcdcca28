// Asks for news once a minute while somebody looks, and at once when they come back.
const EVERY_MS = 60_000;

function isBusy(part) {
  const busyInside = part.contains(document.activeElement);
  return busyInside || part.querySelector("details[open]") !== null;
}

function refresh() {
  if (document.visibilityState !== "visible" || !window.htmx) return;
  for (const part of document.querySelectorAll("[data-refresh]")) {
    if (!isBusy(part)) window.htmx.trigger(part, "refresh");
  }
}

export function keepFresh() {
  setInterval(refresh, EVERY_MS);
  document.addEventListener("visibilitychange", refresh);
  window.addEventListener("online", refresh);
}
