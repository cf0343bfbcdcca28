// The front desk: counts down, fetches the next code, and says so when it cannot.
const PATIENCE_SECONDS = 4;

function secondsLeft(desk, begun) {
  return Number(desk.dataset.left) - Math.floor((performance.now() - begun) / 1000);
}

function show(desk, left) {
  const words = desk.querySelector("[data-desk-left]");
  words.textContent = words.dataset.deskWords.replace("{n}", String(Math.max(left, 0)));
  const ring = desk.querySelector(".ring__left");
  ring.setAttribute("stroke-dashoffset", String(30 - Math.max(left, 0)));
  const isStale = left < -PATIENCE_SECONDS;
  desk.querySelector("[data-desk-code]").hidden = isStale;
  desk.querySelector("[data-desk-stale]").hidden = !isStale;
}

async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // The tablet's own settings decide, then.
  }
}

export function runDesk() {
  if (!document.querySelector("[data-desk]")) return;
  let shown = null;
  let begun = 0;
  setInterval(() => {
    const desk = document.querySelector("[data-desk]");
    if (desk !== shown) {
      shown = desk;
      begun = performance.now();
    }
    const left = secondsLeft(desk, begun);
    show(desk, left);
    if (left <= 0) window.htmx?.trigger(desk, "refresh");
  }, 1000);
  stayAwake();
  document.addEventListener("visibilitychange", stayAwake);
}
