// The house board: asks for news with the version it shows, and lets go of what residents
// share as soon as nobody looks, or the server has been silent for too long.
import { Elapsed, everySecondAndWoken, sinceAsked } from "./elapsed.js";

let heard = new Elapsed();
let asked = new Elapsed();

const board = () => document.querySelector("[data-board]");
const isSilent = (since) => since.seconds >= Number(board().dataset.blankAfter);

function blank(part) {
  part.querySelector("[data-board-shown]")?.remove();
  part.querySelector("[data-board-blank]").hidden = false;
  // What is not shown any more has no version: the next answer is a whole board.
  part.setAttribute("hx-vals", '{"version": "blank"}');
}

function ask(part) {
  asked = new Elapsed();
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

function hear(event) {
  const { xhr, target } = event.detail;
  if (!target.matches("[data-board]") || !(xhr.status === 200 || xhr.status === 204)) return;
  heard = sinceAsked(xhr);
  if (isSilent(heard)) {
    event.detail.shouldSwap = false;
    blank(board());
    return;
  }
  moveTheClock(xhr);
  // Asked while somebody looked, answered when nobody does.
  if (document.visibilityState === "hidden") event.detail.shouldSwap = false;
}

export function watchBoard() {
  if (!board()) return;
  // Before a swap, for a board that was swapped out hears nothing of its own request.
  document.addEventListener("htmx:beforeSwap", hear);
  everySecondAndWoken(() => {
    if (document.visibilityState !== "visible") return;
    if (isSilent(heard)) blank(board());
    if (asked.seconds >= Number(board().dataset.askEvery)) ask(board());
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") blank(board());
    else ask(board());
  });
  window.addEventListener("online", () => ask(board()));
}
