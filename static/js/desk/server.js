// A word with the server: the secret once, then the time and what to say, once a minute.
import { keyFrom } from "./code.js";
import * as kept from "./kept.js";

const PATIENCE_MS = 5000;

const bytesOf = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

// The answer with what our own clock showed when the server wrote it.
async function ask(path, options = {}) {
  const before = Date.now();
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const answer = await fetch(path, { cache: "no-store", redirect: "error", signal, ...options });
  const said = await answer.json();
  const after = Date.now();
  return { status: answer.status, said, between: (before + after) / 2, after };
}

const newsOf = ({ said, between, after }) => ({
  zone: said.zone,
  sky: said.sky,
  signs: said.signs,
  how: said.how,
  files: said.files,
  ahead: said.now - between,
  contactAt: after,
});

export async function takeSecret(desk) {
  const headers = { "X-CSRFToken": desk.dataset.token };
  const answer = await ask("/kiosk/secret", { method: "POST", headers });
  if (answer.status !== 200) return undefined;
  const key = await keyFrom(bytesOf(answer.said.secret));
  const mine = { screen: desk.dataset.screen, key, ...newsOf(answer) };
  await kept.write(mine);
  // Asked while staff stand there, in case the browser asks them.
  navigator.storage?.persist?.().catch(() => {});
  return mine;
}

// What is known after asking; undefined if there was no answer, null if not paired any more.
export async function contact(mine) {
  try {
    const answer = await ask("/kiosk/contact");
    if (answer.status === 410 && answer.said.paired === false) return null;
    if (answer.status !== 200) return undefined;
    const news = { ...mine, ...newsOf(answer) };
    await kept.write(news);
    return news;
  } catch {
    return undefined;
  }
}
