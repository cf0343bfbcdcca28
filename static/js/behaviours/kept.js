// The day that a phone keeps is its person's alone. Where nobody is signed in any more, or where
// somebody else is, it goes; and what the network still owes of it is not kept when it comes.
const OF_A_PERSON = "dayline-person-";

// Every day that is kept here, or every one but that person's. The worker is told, for it may still
// wait for an answer; the page does it too, for it may have no worker yet.
export async function forgetDays(but = "") {
  if (!but) navigator.serviceWorker?.controller?.postMessage("forget days");
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith(OF_A_PERSON) && name !== OF_A_PERSON + but);
  await Promise.all(others.map((name) => caches.delete(name)));
}

export function keepOnlyOnesOwnDay() {
  const { person, ownPhone } = document.body.dataset;
  // A page that is nobody's, like Help now, says nothing about who is signed in.
  if (!person && location.pathname !== "/sign-in") return;
  forgetDays(ownPhone === undefined ? "" : person).catch(() => {
    // Storage is switched off: nothing is kept here.
  });
}
