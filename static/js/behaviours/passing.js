// What a resident shares does not stay on a page that nobody looks at, nor longer than a
// minute on one that does not ask for news. Looking again is a new look, and written down.
const LONGEST_MS = 60_000;

const shared = () => document.querySelectorAll("[data-passing]");

function isTyping() {
  return [...document.querySelectorAll("main input:not([type=hidden])")].some(
    (field) => field.value !== field.defaultValue || field.checked !== field.defaultChecked,
  );
}

function letGo() {
  for (const part of shared()) part.remove();
}

export function letSharedPass() {
  if (!shared().length) return;
  let since = Date.now();
  document.addEventListener("htmx:afterSwap", () => {
    since = Date.now();
  });
  setInterval(() => {
    if (Date.now() - since >= LONGEST_MS) letGo();
  }, 1000);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") letGo();
    else if (!isTyping()) location.reload();
  });
}
