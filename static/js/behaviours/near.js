// How far things are: asked for on a tap, worked out on the phone, neither sent nor kept. A part
// with a [data-near] button has its rows in [data-near-rows], each with data-lat and data-lon; the
// words are the button's.
const EARTH_MILES = 3958.8;
const LEAST = 0.1;
const PATIENCE_MS = 15_000;
const REFUSED = 1;

const radians = (degrees) => (degrees * Math.PI) / 180;

export function miles(one, other) {
  const south = radians(one.lat), north = radians(other.lat);
  const half = Math.sin((north - south) / 2) ** 2
    + Math.cos(south) * Math.cos(north) * Math.sin(radians(other.lon - one.lon) / 2) ** 2;
  return 2 * EARTH_MILES * Math.asin(Math.min(1, Math.sqrt(half)));
}

export function far(there, here) {
  return here && there.lat !== undefined ? miles(there, here) : Infinity;
}

function whereIAm() {
  const options = { enableHighAccuracy: false, timeout: PATIENCE_MS, maximumAge: 60_000 };
  return new Promise((resolve, reject) => {
    const found = ({ coords }) => resolve({ lat: coords.latitude, lon: coords.longitude });
    navigator.geolocation.getCurrentPosition(found, reject, options);
  });
}

const amount = (far) => Math.max(LEAST, far).toFixed(far < 10 ? 1 : 0);
const placeOf = ({ dataset }) => (dataset.lat ? { lat: Number(dataset.lat), lon: Number(dataset.lon) } : {});

// The nearest first; rows without a place keep their order after them.
export function sortRows(rows, here, words) {
  const measured = [...rows.children].map((row) => ({ row, far: far(placeOf(row), here) }));
  measured.sort((one, other) => (one.far === other.far ? 0 : one.far - other.far));
  for (const each of measured) {
    const said = each.row.querySelector("[data-miles]");
    if (said && each.far < Infinity) said.textContent = words.replace("{n}", amount(each.far));
    rows.append(each.row);
  }
}

async function sort(button) {
  const part = button.closest("[data-near-part]");
  const said = part.querySelector("[data-near-said]");
  const { asking, stays, refused, unknown, miles: words } = button.dataset;
  said.textContent = asking;
  try {
    const here = await whereIAm();
    // Whoever has more rows to show than are there does so first.
    const detail = { here, ready: null };
    part.dispatchEvent(new CustomEvent("near", { detail }));
    await detail.ready;
    sortRows(part.querySelector("[data-near-rows]"), here, words);
    said.textContent = stays;
  } catch ({ code }) {
    said.textContent = code === REFUSED ? refused : unknown;
  }
}

export function offerNear() {
  if (!("geolocation" in navigator)) return;
  for (const button of document.querySelectorAll("[data-near]")) {
    button.hidden = false;
    button.addEventListener("click", () => sort(button));
  }
}
