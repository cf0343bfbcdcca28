// What a resident shares does not stay on a page that nobody looks at, nor longer than a
// minute on one that does not ask for news. Looking again is a new look, and written down.
import { Elapsed, everySecondAndWoken, sinceAsked } from "./elapsed.js";

const LONGEST_SECONDS = 60;

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
  let shown = new Elapsed();
  const letGoInTime = () => {
    if (shown.seconds >= LONGEST_SECONDS) letGo();
  };
  document.addEventListener("htmx:afterSwap", (event) => {
    shown = sinceAsked(event.detail.xhr);
    letGoInTime();
  });
  everySecondAndWoken(letGoInTime);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") letGo();
    else if (!isTyping()) location.reload();
  });
}
