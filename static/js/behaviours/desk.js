// The front desk. A paired screen goes alone; a staff phone asks the server for each code,
// counts down, and says so when it cannot. What only a front desk needs is loaded only there.
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

function followServer() {
  let shown = null;
  let begun = 0;
  setInterval(() => {
    const desk = document.querySelector("[data-desk]");
    if (desk !== shown) {
      shown = desk;
      begun = performance.now();
      desk.querySelector("[data-desk-needs-network]")?.removeAttribute("hidden");
    }
    const left = secondsLeft(desk, begun);
    show(desk, left);
    if (left <= 0) window.htmx?.trigger(desk, "refresh");
  }, 1000);
}

async function goAlone(desk) {
  try {
    const { goAlone: go } = await import("../desk/alone.js");
    return await go(desk);
  } catch {
    // No storage, or a file that did not come: the server's codes are as good.
    return false;
  }
}

async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // The tablet's own settings decide, then.
  }
}

const MODES = {
  phone: followServer,
  own: async (desk) => (await goAlone(desk)) || followServer(),
  kept: async (desk) => {
    if (!(await goAlone(desk))) desk.querySelector("[data-desk-alone]").hidden = false;
  },
  number: async (desk) => (await import("../desk/number.js")).takeNumber(desk),
  unpaired: () => {},
};

export async function runDesk() {
  const desk = document.querySelector("[data-desk]");
  if (!desk) return;
  MODES[desk.dataset.desk](desk);
  stayAwake();
  document.addEventListener("visibilitychange", stayAwake);
  if ("forget" in desk.dataset) (await import("../desk/kept.js")).forget();
}
