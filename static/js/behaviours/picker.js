// Picking a meeting, with or without signal: looks through the lists on the phone while somebody
// types, and says what the button will save.
import { dayOf, daysBetween, directory, lately, search, timeOf } from "./directory.js";
import { far, sortRows } from "./near.js";

const MOST_LATELY = 8;
const MOST_FOUND = 20;
const LONGEST_NAME = 24;
const ASKS = ["hybrid", "closed"];

function picker(part) {
  const { list: address, zone } = part.dataset;
  const kept = part.dataset.now === undefined;
  let ahead = kept ? 0 : Number(part.dataset.now) - Date.now();
  const now = () => Date.now() + ahead;
  const openedAt = Date.now();
  const [form, words] = [part.querySelector("[data-log]"), part.querySelector("template[data-row]")];
  const [picks, rows] = [part.querySelector("[data-picks]"), part.querySelector("[data-rows]")];
  const said = words.dataset;
  const near = part.querySelector("[data-near]");
  let here = null;
  const offered = rows && { title: picks.querySelector("[data-picks-title]").textContent, rows: [...rows.children] };

  const speak = (parts, at) =>
    new Intl.DateTimeFormat(document.documentElement.lang, { timeZone: zone, ...parts }).format(at).replace("\u202f", " ");
  const weekday = (at) => speak({ weekday: "long" }, at);
  const kind = (of) => words.getAttribute(`data-kind-${of}`) ?? "";

  function age(day) {
    const days = daysBetween(day, dayOf(zone, now()));
    if (days === 1) return said.yesterday;
    return days > 1 ? said.ago.replace("{n}", days) : "";
  }

  function dayWords(at) {
    const shown = speak({ weekday: "short", month: "short", day: "numeric" }, at);
    const days = daysBetween(dayOf(zone, at), dayOf(zone, now()));
    const near = [said.today, said.yesterday][days];
    return near ? [`${near}, ${shown}`] : [shown, age(dayOf(zone, at))];
  }

  function note({ kind: of, venue, place, street, town, irregular }) {
    const where = venue === "online" ? [said.online] : [[place, street].filter(Boolean).join(", "), town];
    if (venue === "hybrid") where.push(said.hybrid);
    return [kind(of), ...where, irregular && said.irregular].filter(Boolean).join(" · ");
  }

  function row({ listing, at }) {
    const made = words.content.cloneNode(true).firstElementChild;
    const input = made.querySelector("input");
    const then = at === undefined ? ["", ""] : [dayOf(zone, at), timeOf(zone, at)];
    input.value = ["listed", listing.key, ...then].join(":");
    input.dataset.name = listing.name;
    input.toggleAttribute("data-asks", ASKS.includes(listing.venue));
    input.toggleAttribute("data-untimed", at === undefined);
    if (listing.lat !== undefined) Object.assign(made.dataset, { lat: listing.lat, lon: listing.lon });
    made.querySelector(".choice__name").textContent = listing.name;
    made.querySelector("[data-note]").textContent = note(listing);
    const [starts, ...days] = at === undefined
      ? [said.appointment, said.sayWhen]
      : [speak({ hour: "numeric", minute: "2-digit" }, at), ...dayWords(at)];
    made.querySelector(".choice__end b").textContent = starts;
    for (const day of days.filter(Boolean)) made.querySelector(".choice__end").append(document.createElement("br"), day);
    return made;
  }

  // What is picked stays picked, also where it is not among what is shown now.
  function show(title, shown, nothing) {
    const picked = form.querySelector("[name=pick]:checked");
    const same = picked && shown.find((each) => each.querySelector("input").value === picked.value);
    if (same) same.querySelector("input").checked = true;
    const pinned = picked && !same && rows.contains(picked) ? [picked.closest(".choice")] : [];
    picks.hidden = false;
    picks.querySelector("[data-picks-title]").textContent = title;
    rows.replaceChildren(...pinned, ...shown);
    if (here) sortRows(rows, here, near.dataset.miles);
    const none = picks.querySelector("[data-none]");
    none.textContent = nothing;
    none.hidden = shown.length + pinned.length > 0;
  }

  // What "today" is on a page that was kept; the phone's clock is put right once a list says how.
  function sayToday() {
    if (kept) form.elements.namedItem("shown_on").value = dayOf(zone, openedAt + ahead);
  }

  async function lists() {
    const { listings, updated, ahead: known } = await directory(address);
    if (kept) ahead = known;
    sayToday();
    const place = part.querySelector("[data-updated]");
    if (place && !Number.isNaN(updated.valueOf())) place.textContent = place.dataset.said.replace("{day}", speak({ month: "short", day: "numeric" }, updated));
    return listings;
  }

  // Once it is known where they are, the nearest first.
  const ordered = (found) => (here ? found.sort((one, other) => far(one.listing, here) - far(other.listing, here) || 0) : found);

  async function showLately() {
    const found = ordered(lately(await lists(), now()));
    show(here ? said.nearest : said.lately, found.slice(0, MOST_LATELY).map(row), said.nothingLately);
  }

  async function look(field) {
    const listings = await lists();
    const typed = field.value.trim();
    if (typed) show(said.found, ordered(search(listings, typed, now(), zone, kind, weekday)).slice(0, MOST_FOUND).map(row), said.nothing);
    else if (kept || here) await showLately();
    else show(offered.title, offered.rows, said.nothingLately);
  }

  function offerSearch(searching) {
    const field = searching.querySelector("input[type=search]");
    const quietly = () => look(field).catch(() => {});
    field.addEventListener("focus", () => lists().catch(() => {}), { once: true });
    field.addEventListener("input", quietly);
    searching.addEventListener("submit", (event) => {
      event.preventDefault();
      // Without the list on the phone the server looks.
      look(field).then(() => field.blur(), () => searching.submit());
    });
  }

  function follow() {
    const picked = form.querySelector("[name=pick]:checked");
    const needs = (names, isSo) => {
      for (const field of form.querySelectorAll(names)) field.required = isSo;
    };
    // What is missing is asked for now: without signal nobody would hear of it until much later.
    needs("[data-needed]", picked?.value === "typed");
    needs("[name=held]", Boolean(picked?.matches("[data-asks]")));
    const isUntimed = Boolean(picked?.matches("[data-untimed]"));
    needs("[name=moved_starts]", isUntimed);
    if (isUntimed) form.querySelector(".log__moved").open = true;
    const button = form.querySelector("[data-save]");
    button.dataset.usually ??= button.textContent;
    const name = picked?.dataset.name ?? "";
    const isShort = name && name.length <= LONGEST_NAME && !form.elements.namedItem("beside");
    button.textContent = isShort ? button.dataset.said.replace("{name}", name) : button.dataset.usually;
  }

  form.addEventListener("change", follow);
  form.addEventListener("input", ({ target }) => {
    if (target.dataset.age) document.getElementById(target.dataset.age).textContent = age(target.value);
  });
  if (rows) {
    const searching = part.querySelector("[data-search]");
    const field = searching?.querySelector("input[type=search]");
    if (searching) offerSearch(searching);
    part.addEventListener("near", ({ detail }) => {
      here = detail.here;
      detail.ready = (field?.value.trim() ? look(field) : showLately()).catch(() => {});
    });
    if (kept) showLately().catch(() => {
      part.querySelector("[data-near-said]").textContent = said.noList;
    });
  }
  sayToday();
  follow();
}

export function offerPicking() {
  for (const part of document.querySelectorAll("[data-picker]")) picker(part);
}
