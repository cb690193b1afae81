// The queue on a wall goes on by itself: screen by screen, page by page, and from the last to the first again.
//
// [data-turn] leads to the next page, or from the last to the first; it is hidden where there is one page alone. Nothing is
// loaded: the list is read anew under that address (live.js), so that a server which is away leaves what is on the wall.
// [data-turning] stops it and lets it go on (data-stop, data-go: its words); it stands still from the beginning for whoever
// wants no movement.
(() => {
  "use strict";
  const section = document.querySelector("[data-live]");
  const turning = document.querySelector("[data-turning]");
  const way = document.querySelector("[data-turn]");
  if (!section || !turning || !way) return;

  const EACH = 15000;
  let goes = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  let turned = false; // the page that was asked for is not here yet

  function show() {
    const fits = document.documentElement.scrollHeight <= window.innerHeight;
    turning.hidden = way.hidden && fits;
    turning.textContent = goes ? turning.dataset.stop : turning.dataset.go;
  }

  function goOn() {
    show();
    if (!goes || document.hidden || section.dataset.state === "over") return;
    const below = [...section.querySelectorAll("[data-rows] > *")].find(isBelow);
    if (below) bringUp(below);
    else if (way.hidden) window.scrollTo(0, 0);
    else turn();
  }

  function isBelow(row) {
    return row.getBoundingClientRect().bottom > window.innerHeight + 1;
  }

  function bringUp(row) {
    const before = window.scrollY;
    row.scrollIntoView();
    if (window.scrollY === before) window.scrollBy(0, window.innerHeight / 2); // it is higher than the screen
  }

  function turn() {
    turned = true;
    history.replaceState(null, "", way.getAttribute("href"));
    section.dispatchEvent(new Event("turn"));
  }

  section.addEventListener("read", ({ detail: page }) => {
    const theirs = page.querySelector("[data-turn]");
    way.setAttribute("href", theirs.getAttribute("href"));
    way.textContent = theirs.textContent;
    way.hidden = theirs.hidden;
    if (turned) window.scrollTo(0, 0);
    turned = false;
    show();
  });
  turning.addEventListener("click", () => {
    goes = !goes;
    show();
  });
  window.addEventListener("resize", show);
  setInterval(goOn, EACH);
  show();
})();
