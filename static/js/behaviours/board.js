// The house board: asks for news with the version it shows, and lets go of what residents
// share as soon as nobody looks, or the server has been silent for too long.
let heardAt = performance.now();

const board = () => document.querySelector("[data-board]");
const seconds = (since) => (performance.now() - since) / 1000;

function blank(part) {
  part.querySelector("[data-board-shown]")?.remove();
  part.querySelector("[data-board-blank]").hidden = false;
  // What is not shown any more has no version: the next answer is a whole board.
  part.setAttribute("hx-vals", '{"version": "blank"}');
}

function ask(part) {
  window.htmx?.trigger(part, "refresh");
}

// 204: nothing changed but the time.
function moveTheClock(xhr) {
  const clock = xhr.getResponseHeader("Dayline-Clock");
  const now = xhr.getResponseHeader("Dayline-Now");
  for (const each of document.querySelectorAll("[data-clock]")) each.textContent = clock;
  for (const each of document.querySelectorAll("[data-now]")) {
    each.setAttribute("transform", `translate(${now})`);
  }
}

export function watchBoard() {
  if (!board()) return;
  let askedAt = performance.now();
  // Before a swap, for a board that was swapped out hears nothing of its own request.
  document.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, target } = event.detail;
    if (!target.matches("[data-board]") || !(xhr.status === 200 || xhr.status === 204)) return;
    heardAt = performance.now();
    moveTheClock(xhr);
    // Asked while somebody looked, answered when nobody does.
    if (document.visibilityState === "hidden") event.detail.shouldSwap = false;
  });
  setInterval(() => {
    const part = board();
    if (document.visibilityState !== "visible") return;
    if (seconds(heardAt) >= Number(part.dataset.blankAfter)) blank(part);
    if (seconds(askedAt) >= Number(part.dataset.askEvery)) {
      askedAt = performance.now();
      ask(part);
    }
  }, 1000);
  document.addEventListener("visibilitychange", () => {
    const part = board();
    if (document.visibilityState === "hidden") blank(part);
    else {
      askedAt = performance.now();
      ask(part);
    }
  });
  window.addEventListener("online", () => ask(board()));
}
