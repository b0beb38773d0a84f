// The service worker: whoever came once can search and read again without a network.
// FILES and BUILD are written here when the site is built.
"use strict";
const CACHE = `minutes-${BUILD}`;
const root = new URL("./", self.location.href);

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES.map((file) => new URL(file, root).href)))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => {
        const old = names.filter((name) => name.startsWith("minutes-") && name !== CACHE);
        return Promise.all(old.map((name) => caches.delete(name)));
      })
      .then(() => self.clients.claim()),
  );
});

// What the network gives is newer; what was read before serves when it gives nothing. A file with
// a version in its address never changes, and comes from the cache at once.
async function answer(request) {
  const cache = await caches.open(CACHE);
  const address = new URL(request.url);
  const kept = () =>
    cache.match(request, { ignoreSearch: true }).then(
      (found) => found || cache.match(new URL("index.html", address).href, { ignoreSearch: true }),
    );
  if (address.searchParams.get("v") === BUILD) {
    const found = await cache.match(request, { ignoreSearch: true });
    if (found) return found;
  }
  try {
    const response = await fetch(request);
    if (response.ok) {
      const plain = new URL(address);
      plain.search = "";
      await cache.put(plain.href, response.clone());
    }
    return response;
  } catch (error) {
    const found = await kept();
    if (found) return found;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method === "GET" && request.url.startsWith(root.href)) {
    event.respondWith(answer(request));
  }
});
