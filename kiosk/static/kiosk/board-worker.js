// Keeps the board's page, style, script, font and voice, so that a screen which starts while the server is away
// shows the last board with its time instead of the browser's error page.
"use strict";

const SHELF = "board";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function kept(request) {
  return (await caches.open(SHELF)).match(request, { ignoreSearch: request.mode === "navigate" });
}

async function keep(request, answer) {
  if (answer.ok) await (await caches.open(SHELF)).put(request, answer.clone());
  return answer;
}

async function freshOrKept(request) {
  const fresh = fetch(request).then((answer) => keep(request, answer));
  try {
    const late = new Promise((_, refuse) => setTimeout(() => refuse(new Error("late")), 4000));
    const answer = await Promise.race([fresh, late]);
    if (answer.ok) return answer;
    return (await kept(request)) || answer;
  } catch (lost) {
    fresh.catch(() => undefined);
    const old = await kept(request);
    if (old) return old;
    throw lost;
  }
}

async function keptOrFresh(request) {
  return (await kept(request)) || keep(request, await fetch(request));
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin || address.pathname.endsWith(".json")) return;
  const isFixed = /\.[0-9a-f]{12}\.|\.woff2$|\.ogg$/.test(address.pathname);
  event.respondWith(isFixed ? keptOrFresh(request) : freshOrKept(request));
});
