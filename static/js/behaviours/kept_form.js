// The page for when there is no signal is nobody's. Whether this phone keeps somebody's form for
// meetings is known here alone; without one there is nothing to offer.
export async function offerKeptForm() {
  const offer = document.querySelector("[data-kept-form]");
  if (!offer || !("caches" in window)) return;
  const kept = await caches.match(offer.dataset.keptForm, { ignoreVary: true }).catch(() => undefined);
  offer.hidden = !kept;
}
