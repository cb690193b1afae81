/* Has today's visits kept for reading without a network. All of it works without. */
"use strict";

(() => {
  if (!("serviceWorker" in navigator)) return;
  const seen = [...document.querySelectorAll("[data-keep]")].flatMap((each) => each.dataset.keep.split(" "));
  const looks = performance.getEntriesByType("resource").map((entry) => entry.name);
  const said = {
    pages: [...new Set([window.location.pathname, ...seen])],
    looks: looks.filter((name) => name.startsWith(`${window.location.origin}/static/`)),
    language: document.documentElement.lang,
  };

  navigator.serviceWorker
    .register("/volunteers/worker.js", { scope: "/volunteers/tasks" })
    .then(() => navigator.serviceWorker.ready)
    .then((registration) => registration.active.postMessage(said))
    .catch(() => {});
})();
