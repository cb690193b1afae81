/* Has today's visits kept for reading without a network, and forgets them at signing out. All of it works without. */
"use strict";

(() => {
  if (!("serviceWorker" in navigator)) return;
  const seen = [...document.querySelectorAll("[data-keep]")].flatMap((each) => each.dataset.keep.split(" "));
  const looks = performance.getEntriesByType("resource").map((entry) => entry.name);
  const said = {
    pages: [...new Set([window.location.pathname, ...seen])],
    looks: looks.filter((name) => name.startsWith(`${window.location.origin}/static/`)),
  };

  navigator.serviceWorker
    .register("/volunteers/worker.js", { scope: "/volunteers/tasks" })
    .then(() => navigator.serviceWorker.ready)
    .then((registration) => registration.active.postMessage(said))
    .catch(() => {});

  for (const form of document.querySelectorAll('form[action="/volunteers/sign-out"]')) {
    form.addEventListener("submit", () => { caches.delete("volunteers-today-1"); });
  }
})();
