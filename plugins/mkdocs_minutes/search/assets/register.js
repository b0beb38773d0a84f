// Registers the service worker at the site's root; pages opened from a folder have none.
if ("serviceWorker" in navigator && location.protocol !== "file:") {
  addEventListener("load", () => {
    navigator.serviceWorker
      .register(new URL("sw.js", globalThis.MinutesSearch.site))
      .catch(() => {});
  });
}
