// The service worker: whoever came once can search and read again without a network.
// FIRST, FILES, LIST and BUILD are written here when the site is built.
"use strict";
const STEP = 6;
const root = new URL("./", self.location.href);
// Other sites of the same host have caches of their own.
const OURS = `minutes ${root.pathname} `;
const cacheOf = (build) => OURS + build;
const WANTED = `minutes-all ${root.pathname}`;

// Keeps files a few at a time: whoever leaves early has those that came, and goes on the next time.
async function keep(files, tell = () => {}) {
  const cache = await caches.open(cacheOf(BUILD));
  for (let from = 0; from < files.length; from += STEP) {
    const some = files.slice(from, from + STEP).map((file) => new URL(file, root).href);
    await Promise.all(
      some.map(async (address) => {
        if (await cache.match(address)) return;
        const response = await fetch(address, { cache: "no-cache", priority: "low" });
        if (response.ok) await cache.put(address, response);
      }),
    );
    tell({ kept: Math.min(from + STEP, files.length), of: files.length });
  }
}

// Keeps what searching takes, and all pages where the reader has asked for that once.
async function keepOn(tell) {
  await keep(FILES);
  if (await caches.has(WANTED)) {
    const list = await fetch(new URL(LIST, root).href, { cache: "no-cache" });
    await keep(await list.json(), tell);
  }
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(OURS) && name !== cacheOf(BUILD));
  await Promise.all(old.map((name) => caches.delete(name)));
}

self.addEventListener("install", (event) => {
  event.waitUntil(keep(FIRST).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { data, source } = event;
  const tell = (told) => source && source.postMessage({ minutes: told });
  const work = async () => {
    if (data === "keep all") await caches.open(WANTED);
    await keepOn(tell);
  };
  if (data === "keep" || data === "keep all") {
    event.waitUntil(work().catch(() => tell({ failed: true })));
  }
});

// What was kept: of this build before those of others, but for files that belong to one build.
async function kept(address, build) {
  const plain = { ignoreSearch: true };
  const folder = new URL("index.html", address).href;
  const names = (await caches.keys()).filter((name) => name.startsWith(OURS));
  names.sort((name) => (name === cacheOf(BUILD) ? -1 : 1));
  for (const name of build ? [cacheOf(build)] : names) {
    const cache = await caches.open(name);
    const found = (await cache.match(address, plain)) || (!build && (await cache.match(folder, plain)));
    if (found) return found;
  }
  return undefined;
}

// What the network gives is newer; what was read before serves when it gives nothing. A file with
// a version in its address never changes, and comes from the cache at once.
async function answer(request) {
  const address = new URL(request.url);
  const build = address.searchParams.get("v");
  if (build === BUILD) {
    const found = await kept(address.href, build);
    if (found) return found;
  }
  try {
    const response = await fetch(request);
    if (response.ok) {
      const plain = new URL(address);
      plain.search = "";
      const cache = await caches.open(cacheOf(build || BUILD));
      await cache.put(plain.href, response.clone());
    }
    return response;
  } catch (error) {
    const found = await kept(address.href, build);
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
