// A paired screen: makes its codes itself and goes on without network, for days if need be.
// Its own clock may be wrong: what counts is how far ahead the server's was at each contact.
import { codeOf, stepAt } from "./code.js";
import * as kept from "./kept.js";
import * as server from "./server.js";
import * as view from "./view.js";

const CONTACT_MS = 60_000;
const TICK_MS = 250;
const AN_HOUR_MS = 3_600_000;

export async function goAlone(desk) {
  if (!window.crypto?.subtle) return false;
  const { screen } = desk.dataset;
  let mine = await kept.read();
  if (screen && mine?.screen !== screen) mine = await server.takeSecret(desk);
  if (!mine) return false;
  let shown;

  async function tick() {
    const now = Date.now() + mine.ahead;
    const step = stepAt(now);
    if (step !== shown) {
      shown = step;
      view.showCode(desk, await codeOf(mine.key, step));
    }
    view.showTime(desk, mine, now);
    view.showContact(desk, mine);
  }

  async function contact() {
    const news = await server.contact(mine);
    if (news === null) {
      await kept.forget();
      location.replace("/kiosk");
    } else if (news) {
      mine = news;
      // A new release is fetched by opening the page anew, now that there is network.
      const isOld = !import.meta.url.includes(`${news.files}/`);
      if (isOld && performance.now() > AN_HOUR_MS) location.reload();
    }
    return Boolean(news);
  }

  const number = desk.querySelector("[data-desk-number]");
  number.addEventListener("click", async (event) => {
    event.preventDefault();
    if (await contact()) location.assign(number.href);
    else view.show(desk, "no-number");
  });
  if (location.pathname === new URL(number.href).pathname) view.show(desk, "no-number");

  await tick();
  setInterval(tick, TICK_MS);
  setInterval(contact, CONTACT_MS);
  window.addEventListener("online", contact);
  document.addEventListener("visibilitychange", contact);
  kept.keepPage();
  contact();
  return true;
}
