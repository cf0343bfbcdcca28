// Asks for news once a minute while somebody looks, and at once when they come back.
const EVERY_MS = 60_000;

function isTyping(part) {
  const focused = document.activeElement;
  return part.contains(focused) && focused.matches("input:not([type=hidden]), textarea, select");
}

function refresh() {
  if (document.visibilityState !== "visible" || !window.htmx) return;
  for (const part of document.querySelectorAll("[data-refresh]")) {
    if (!isTyping(part)) window.htmx.trigger(part, "refresh");
  }
}

// What was unfolded stays unfolded when its part is drawn anew.
function keepUnfolded() {
  let open = [];
  document.addEventListener("htmx:beforeSwap", (event) => {
    open = [...event.detail.target.querySelectorAll("details[open][id]")].map((each) => each.id);
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  });
}

// The page around the line belongs to one date: when that is over, all of it is new.
function followTheDate() {
  const shown = document.querySelector("[data-day]")?.dataset.day;
  document.addEventListener("htmx:afterSwap", () => {
    const now = document.querySelector("[data-day]")?.dataset.day;
    if (shown && now && now !== shown) location.reload();
  });
}

// One quiet place that is always there says what changed, for those who listen.
function announce() {
  const said = document.getElementById("said");
  document.addEventListener("htmx:afterSwap", () => {
    const words = document.querySelector("[data-say]")?.textContent.replace(/\s+/g, " ").trim();
    if (said && words && said.textContent !== words) said.textContent = words;
  });
}

export function keepFresh() {
  setInterval(refresh, EVERY_MS);
  document.addEventListener("visibilitychange", refresh);
  window.addEventListener("online", refresh);
  keepUnfolded();
  followTheDate();
  announce();
}
