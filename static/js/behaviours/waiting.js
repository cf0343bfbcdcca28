// Counts down a wait that somebody was told of, and opens a page when its time has come.
function countDown(words) {
  const until = Date.now() + Number(words.dataset.wait) * 1000;
  const button = words.closest("form")?.querySelector("button");
  if (button) button.setAttribute("aria-disabled", "true");
  const hold = (event) => {
    if (Date.now() < until) event.preventDefault();
  };
  words.closest("form")?.addEventListener("submit", hold);
  const tick = setInterval(() => {
    const left = Math.ceil((until - Date.now()) / 1000);
    if (left > 0) {
      words.textContent = words.dataset.waitWords.replace("{n}", String(left));
      return;
    }
    clearInterval(tick);
    words.textContent = words.dataset.waitOver;
    if (button) button.removeAttribute("aria-disabled");
  }, 1000);
}

function openInTime(part) {
  const at = Date.now() + Number(part.dataset.reloadIn) * 1000;
  // A phone that slept wakes up late: look at the clock, do not count.
  const look = () => {
    if (Date.now() >= at && document.visibilityState === "visible") location.reload();
  };
  setInterval(look, 1000);
  document.addEventListener("visibilitychange", look);
}

export function waitWithPeople() {
  for (const words of document.querySelectorAll("[data-wait]")) countDown(words);
  for (const part of document.querySelectorAll("[data-reload-in]")) openInTime(part);
}
