// Puts a moment on the screen.
import { STEP_MS } from "./code.js";
import { squareOf } from "./square.js";

const LONG_MS = 3 * 60_000;

const find = (desk, name) => desk.querySelector(`[data-desk-${name}]`);

function put(part, text) {
  if (part.textContent !== text) part.textContent = text;
}

function inZone(zone, ms, options) {
  const language = document.documentElement.lang;
  const said = new Intl.DateTimeFormat(language, { timeZone: zone, ...options }).format(ms);
  return said.replaceAll("\u202f", " ");
}

const clockOf = (zone, ms) => inZone(zone, ms, { hour: "numeric", minute: "2-digit" });

export function showCode(desk, code) {
  const [first, second] = desk.querySelectorAll("[data-desk-digits]");
  put(first, code.slice(0, 3));
  put(second, code.slice(3));
  put(find(desk, "read"), code.split("").join(" "));
  const { path, side } = squareOf(desk.dataset.address + code);
  const square = find(desk, "square");
  square.setAttribute("viewBox", `0 0 ${side} ${side}`);
  square.querySelector("path").setAttribute("d", path);
  find(desk, "code").hidden = find(desk, "ring").hidden = false;
}

export function showTime(desk, mine, now) {
  put(find(desk, "clock"), clockOf(mine.zone, now));
  find(desk, "clock").setAttribute("datetime", inZone(mine.zone, now, { timeStyle: "short", hourCycle: "h23" }));
  put(find(desk, "date"), inZone(mine.zone, now, { weekday: "short", month: "short", day: "numeric" }));
  const left = Math.ceil((STEP_MS - (now % STEP_MS)) / 1000);
  const words = find(desk, "left");
  put(words, words.dataset.deskWords.replace("{n}", String(left)));
  desk.querySelector(".ring__left").setAttribute("stroke-dashoffset", String(30 - left));
  const sign = mine.signs.findLast((each) => each.since <= now) ?? mine.signs[0];
  put(find(desk, "says"), sign.says);
  const how = find(desk, "how");
  if (mine.how) put(how, mine.how);
  how.hidden = !sign.isOpen;
  desk.className = `desk sky sky--${mine.sky}`;
}

export function showContact(desk, mine) {
  const offline = find(desk, "offline");
  const since = clockOf(mine.zone, mine.contactAt + mine.ahead);
  put(offline, offline.dataset.words.replace("{time}", since));
  offline.hidden = Math.abs(Date.now() - mine.contactAt) < LONG_MS;
}

export function show(desk, name) {
  find(desk, name).hidden = false;
}
