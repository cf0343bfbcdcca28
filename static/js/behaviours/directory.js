// The program's lists of meetings as the phone has them: columns of numbers, and tables of what
// the numbers stand for. Weekdays count from Sunday. Times are worked out here, so that they are
// right without signal, and sent as they are shown: the server's list may be another by then.
const MINUTE_MS = 60_000;
const DAY = 24 * 60;
const WEEK = 7 * DAY;
const DEGREES = 10_000;
const WEEKDAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const TIME = /\b(\d{1,2})(?::(\d\d))?\s*([ap])\.?m?\b\.?|\b(\d{1,2}):(\d\d)\b/gi;
// All that was typed is an hour: a time, not a house's number.
const BARE_HOUR = /^\s*([1-9]|1\d|2[0-3])\s*$/;

let read = null;

// { listings, updated, ahead }, asked for once a page. `ahead` is by how much the server's clock was
// ahead of this phone's.
export function directory(address) {
  read ??= load(address).catch((error) => {
    read = null;
    throw error;
  });
  return read;
}

async function load(address) {
  const answer = await fetch(address, { redirect: "manual" });
  if (!answer.ok) throw new Error("no list");
  const list = await answer.json();
  const listings = list.key.map((key, n) => {
    const [place, street, town, lat, lon] = list.places[list.place[n]];
    const where = lat === undefined ? {} : { lat: lat / DEGREES, lon: lon / DEGREES };
    return {
      key, place, street, town, ...where, name: list.names[list.name[n]], week: list.week[n], minutes: list.minutes[n],
      kind: list.kinds[list.kind[n]], venue: list.venues[list.venue[n]], zone: list.zones[list.zone[n]],
      irregular: Boolean(list.irregular[n]),
    };
  });
  const keptAt = Number(answer.headers.get("Dayline-Kept-At") ?? Date.now());
  return { listings, updated: new Date(answer.headers.get("Dayline-Updated")), ahead: Number(answer.headers.get("Dayline-Now")) - keptAt };
}

const walls = new Map();

function wall(zone, at) {
  if (!walls.has(zone)) {
    const parts = { weekday: "short", hour: "2-digit", minute: "2-digit", year: "numeric", month: "2-digit", day: "2-digit" };
    walls.set(zone, new Intl.DateTimeFormat("en-US", { ...parts, hourCycle: "h23", timeZone: zone }));
  }
  return Object.fromEntries(walls.get(zone).formatToParts(at).map(({ type, value }) => [type, value]));
}

// 2026-11-23, as the wall of that zone has it.
export function dayOf(zone, at) {
  const { year, month, day } = wall(zone, at);
  return `${year}-${month}-${day}`;
}

// 19:30, as the wall of that zone has it.
export function timeOf(zone, at) {
  const { hour, minute } = wall(zone, at);
  return `${hour}:${minute}`;
}

// Whole days from a date through another.
export const daysBetween = (first, last) => Math.round((Date.parse(last) - Date.parse(first)) / (DAY * MINUTE_MS));

function minuteOfWeek(zone, at) {
  const { weekday, hour, minute } = wall(zone, at);
  return WEEKDAYS.indexOf(weekday) * DAY + Number(hour) * 60 + Number(minute);
}

const around = (minutes) => ((minutes % WEEK) + WEEK) % WEEK;

// The instant at which it began last; nothing by appointment. `minute` is now, in its zone.
function latest(listing, now, minute) {
  if (listing.week === null) return undefined;
  const at = Math.floor(now / MINUTE_MS) * MINUTE_MS - around(minute - listing.week) * MINUTE_MS;
  // Clocks may have changed since.
  const off = around(minuteOfWeek(listing.zone, at) - listing.week + WEEK / 2) - WEEK / 2;
  return at - off * MINUTE_MS;
}

function minutesNow(now) {
  const known = new Map();
  return (zone) => {
    if (!known.has(zone)) known.set(zone, minuteOfWeek(zone, now));
    return known.get(zone);
  };
}

// What has begun, and did not end more than a day ago; the latest first.
export function lately(listings, now) {
  const minute = minutesNow(now);
  return listings
    .filter(({ week, zone, minutes }) => week !== null && around(minute(zone) - week) <= DAY + 60 + minutes)
    .map((listing) => ({ listing, at: latest(listing, now, minute(listing.zone)) }))
    .filter(({ listing, at }) => now - at < (DAY + listing.minutes) * MINUTE_MS && at <= now)
    .sort((one, other) => other.at - one.at);
}

const plain = (text) => text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");

function starts([, hours, minutes, half, hour, minute]) {
  const at = Number(hours ?? hour) % (half ? 12 : 24) * 60 + Number(minutes ?? minute ?? 0);
  if (half) return [at + (half.toLowerCase() === "p" ? DAY / 2 : 0)];
  return at >= 60 && at < DAY / 2 ? [at, at + DAY / 2] : [at];
}

// Those that say all of it: names, places, towns, kinds, a weekday or a time. Each on its latest
// date, the latest first. `kindSaid` and `weekdaySaid` are the words of the page.
export function search(listings, asked, now, zone, kindSaid, weekdaySaid) {
  const typed = asked.replace(BARE_HOUR, "$1:00");
  const wanted = [...typed.matchAll(TIME)].flatMap(starts);
  const words = plain(typed.replace(TIME, " ")).split(/[\s,;·]+/).filter(Boolean);
  const minute = minutesNow(now);
  return listings
    .map((listing) => ({ listing, at: latest(listing, now, minute(listing.zone)) }))
    .filter(({ listing, at }) => {
      const { name, place, street, town, kind } = listing;
      const text = plain(`${name} ${place} ${street} ${town} ${kindSaid(kind)}`);
      const day = at === undefined ? "" : plain(weekdaySaid(at));
      const isThen = !wanted.length || (at !== undefined && wanted.includes(minuteOfWeek(zone, at) % DAY));
      return isThen && words.every((word) => text.includes(word) || (word.length > 2 && day.startsWith(word)));
    })
    .sort((one, other) => (other.at ?? 0) - (one.at ?? 0));
}
