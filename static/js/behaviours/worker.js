// Registers the service worker; asks for nothing.
export function registerWorker() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  const wasThere = serviceWorker.controller !== null;
  serviceWorker.register("/service-worker.js").catch(() => {
    // Without it Dayline still works, only not without signal.
  });
  if (wasThere) return;
  // This page came before its worker: on the very first visit, too, Today shall stay.
  const wish = location.pathname === "/today" ? "claim and keep today" : "claim";
  serviceWorker.ready.then((registration) => registration.active.postMessage(wish));
}
