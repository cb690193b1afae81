// A list by keyboard: from the search box into it, and from row to row. Keys count only where the focus is already in
// the list or the box (WCAG 2.2, 2.1.4), so neither typing nor a screen reader's own keys are taken from anybody.
//
// Rows are the children of [data-rows], each with its link first; the box is [data-keys-search], and [data-keys-help],
// hidden until there is script, says what the keys do.
(() => {
  "use strict";
  const box = document.querySelector("[data-keys-search]");
  const help = document.querySelector("[data-keys-help]");
  const list = () => document.querySelector("[data-rows]");
  if (!list()) return;
  if (help) help.hidden = false;

  const links = () => [...list().children].map((row) => row.querySelector("a[href]")).filter(Boolean);

  function goTo(link) {
    if (!link) return;
    link.focus();
    link.scrollIntoView({ block: "nearest" });
  }

  function toBox() {
    if (!box) return;
    box.focus();
    box.select();
  }

  function act(key) {
    const all = links();
    const here = all.findIndex((link) => link.closest("[data-rows] > *").contains(document.activeElement));
    if (key === "ArrowDown") goTo(all[here + 1]);
    else if (key === "ArrowUp") goTo(all[Math.max(here - 1, 0)]);
    else if (key === "Home") goTo(all[0]);
    else if (key === "End") goTo(all[all.length - 1]);
    else if (key === "/") toBox();
    else return false;
    return true;
  }

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
    const inBox = event.target === box && event.key === "ArrowDown";
    if ((inBox || list().contains(event.target)) && act(event.key)) event.preventDefault();
  });
})();
