// The service worker: shows a page of its own when the site cannot be reached, and what the site pushes.
// It keeps nothing of anybody's pages and stands in the way of no other request: media, API and sockets go past it.
const CACHE = "aethex-offline-3"; // another number when a file below has changed
const OFFLINE = "/offline.html";
const ICON = "/icons/icon-192.png";
const BADGE = "/icons/badge-96.png"; // white on nothing, for status bars

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([OFFLINE, "/favicon.svg"])));
  self.skipWaiting(); // nothing here depends on which version of the pages is open
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    Promise.all([
      caches.keys().then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)))),
      self.registration.navigationPreload?.enable(), // a page need not wait until this script runs
    ]),
  );
});

self.addEventListener("fetch", (event) => {
  const { mode, method } = event.request;
  if (mode === "navigate" && method === "GET") event.respondWith(page(event));
});

const page = async (event) => {
  try {
    return (await event.preloadResponse) || (await fetch(event.request));
  } catch {
    return (await caches.match(OFFLINE)) || Response.error();
  }
};

const read = (data) => {
  try {
    return data.json();
  } catch {
    return {};
  }
};

self.addEventListener("push", (event) => {
  const { title = self.location.host, body = "", tag = "", path = "/", icon = "" } = read(event.data);
  const options = { body, tag, icon: icon || ICON, badge: BADGE, renotify: Boolean(tag), data: { path } };
  event.waitUntil(self.registration.showNotification(title, options));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(lead(event.notification.data?.path));
});

// Only to pages of this site, and to one that is open already if there is any.
const lead = async (path) => {
  const target = new URL(path || "/", self.location.origin);
  if (target.origin !== self.location.origin) return;
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = open.find((client) => new URL(client.url).pathname === target.pathname);
  await (there ? there.focus() : self.clients.openWindow(target.href));
};

// A push service has given this browser another address: tell the site, which knows the old one.
self.addEventListener("pushsubscriptionchange", (event) => {
  event.waitUntil(renew(event.newSubscription, event.oldSubscription));
});

const renew = async (made, old) => {
  const options = old?.options;
  const subscription = made || (options && (await self.registration.pushManager.subscribe(options)));
  if (!subscription) return;
  const { endpoint, keys } = subscription.toJSON();
  await fetch("/api/v1/me/push", {
    method: "PUT",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ endpoint, p256dh: keys.p256dh, auth: keys.auth }),
  });
};
