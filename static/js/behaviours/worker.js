// Registers the service worker; asks for nothing.
export function registerWorker() {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("/service-worker.js").catch(() => {
    // Without it Dayline still works, only not without signal.
  });
}
