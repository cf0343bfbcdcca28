// What a paired screen keeps: its key, how wrong its clock is, and what to say when.
const NAME = "dayline-desk";

function opened() {
  return new Promise((resolve, reject) => {
    const asking = indexedDB.open(NAME, 1);
    asking.onupgradeneeded = () => asking.result.createObjectStore("desk");
    asking.onsuccess = () => resolve(asking.result);
    asking.onerror = () => reject(asking.error);
  });
}

async function inStore(mode, act) {
  const database = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction("desk", mode);
      const asking = act(transaction.objectStore("desk"));
      transaction.oncomplete = () => resolve(asking.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

const tellWorker = async (wish) => (await navigator.serviceWorker?.ready)?.active?.postMessage(wish);

export const read = () => inStore("readonly", (store) => store.get("mine"));

export const write = (mine) => inStore("readwrite", (store) => store.put(mine, "mine"));

export const keepPage = () => tellWorker("keep desk");

export async function forget() {
  await new Promise((resolve) => {
    const asking = indexedDB.deleteDatabase(NAME);
    asking.onsuccess = asking.onerror = asking.onblocked = resolve;
  });
  await tellWorker("forget desk");
}
