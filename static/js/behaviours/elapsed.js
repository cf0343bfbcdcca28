// How long ago something was, for what must not be shown longer than that. performance.now()
// may stand still while the device sleeps, and somebody may set Date: whichever says more
// counts, and a Date that went backwards says that nobody knows, which is too long.
export class Elapsed {
  constructor() {
    this.date = Date.now();
    this.steady = performance.now();
  }

  get seconds() {
    const byDate = Date.now() - this.date;
    return byDate < 0 ? Infinity : Math.max(byDate, performance.now() - this.steady) / 1000;
  }
}

// An answer is as old as its question: it may have waited while the device slept.
const asked = new WeakMap();
document.addEventListener("htmx:beforeSend", (event) => asked.set(event.detail.xhr, new Elapsed()));
export const sinceAsked = (xhr) => asked.get(xhr) ?? new Elapsed();

// What a page hears when the device wakes up, or somebody comes back to it.
const WOKEN = ["pageshow", "focus", "resume", "pointerdown", "keydown"];

// Once a second, and at once when woken up, before anything else is done with the page.
export function everySecondAndWoken(check) {
  setInterval(check, 1000);
  for (const woken of WOKEN) window.addEventListener(woken, check, { capture: true });
}
