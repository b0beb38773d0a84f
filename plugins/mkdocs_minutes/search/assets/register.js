// Registers the service worker at the site's root; pages opened from a folder have none.
if ("serviceWorker" in navigator && location.protocol !== "file:") {
  const { serviceWorker } = navigator;
  const say = (what) => serviceWorker.ready.then(({ active }) => active.postMessage(what));

  // Keeps all pages of the site for reading without a network; `tell` is told how far that is.
  globalThis.MinutesSearch.keepAll = function (tell) {
    serviceWorker.addEventListener("message", ({ data }) => data.minutes && tell(data.minutes));
    say("keep all");
  };

  addEventListener("load", () => {
    serviceWorker
      .register(new URL("sw.js", globalThis.MinutesSearch.site))
      .then(() => say("keep"))
      .catch(() => {});
  });
}
