/* What a phone keeps of today's visits (volunteers/worker.js) goes with whoever signs out, on whichever page they do, also
   in browsers that do not know the header Clear-Site-Data. */
"use strict";

for (const form of document.querySelectorAll('form[action="/volunteers/sign-out"]')) {
  form.addEventListener("submit", () => { if ("caches" in window) window.caches.delete("volunteers-today-1"); });
}
