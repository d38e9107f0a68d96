// @ts-check
// The service worker comes and goes.

/** Pages stay readable without a network. A preview must never show a kept page. */
export function startServiceWorker() {
  if (!("serviceWorker" in navigator)) return;
  const named = document.querySelector("meta[name=kb-service-worker]");
  if (!named) {
    void navigator.serviceWorker
      .getRegistrations()
      .then((all) => Promise.all(all.map((registration) => registration.unregister())));
    return;
  }
  const saveData = /** @type {any} */ (navigator).connection?.saveData === true;
  if (saveData) return;
  const address = new URL(named.getAttribute("content") ?? "", document.baseURI);
  const register = () => void navigator.serviceWorker.register(address).catch(() => {});
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register);
}
