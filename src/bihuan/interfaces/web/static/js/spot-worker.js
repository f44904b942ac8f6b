/* Keeps the page for a phone at the spot: its HTML, its look and its scripts. Nothing of anybody's data is kept here. */
const KEPT = "spot-1";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(
  caches.keys().then((names) => Promise.all(names.filter((one) => one.startsWith("spot-") && one !== KEPT).map((one) => caches.delete(one))))
    .then(() => self.clients.claim())));

const ours = (url) => /\/spot\/(manifest\.json)?$/.test(url.pathname) || /^\/(static|style)\//.test(url.pathname);

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== self.location.origin || !ours(url)) return;
  event.respondWith(fetch(event.request).then((answer) => {
    if (answer.ok && !answer.redirected) {
      const copy = answer.clone();
      event.waitUntil(caches.open(KEPT).then((shelf) => shelf.put(event.request, copy)));
    }
    return answer;
  }).catch(() => caches.match(event.request, { ignoreVary: true }).then((kept) => kept || Response.error())));
});
