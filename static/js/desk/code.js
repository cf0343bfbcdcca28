// The code of a half minute, from the same secret the same as the server's (RFC 6238).
export const STEP_MS = 30_000;

export const stepAt = (ms) => Math.floor(ms / STEP_MS);

// The key can make codes and never be read again, not even by this page.
export function keyFrom(secret) {
  return crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-1" }, false, ["sign"]);
}

export async function codeOf(key, step) {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(step));
  const mac = new DataView(await crypto.subtle.sign("HMAC", key, counter.buffer));
  const number = mac.getUint32(mac.getUint8(19) & 0x0f) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}
