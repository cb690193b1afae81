/* What a phone keeps of today's visits (volunteers/worker.js) goes with whoever signs out, on whichever page they do and by
   whichever of its two buttons, also in browsers that do not know the header Clear-Site-Data. */
"use strict";

const LEAVING = 'form[action="/volunteers/sign-out"], form[action="/volunteers/help/leave"]';

function leave() {
  if ("caches" in window) window.caches.delete("volunteers-today-1");
  const worker = navigator.serviceWorker && navigator.serviceWorker.controller;
  if (worker) worker.postMessage({ left: true });
}

for (const form of document.querySelectorAll(LEAVING)) form.addEventListener("submit", leave);
