// The rows of a live list (live.js says what stands in it): each is put where it belongs, without moving what somebody
// looks at, and without taking the focus from where they work.
window.liveRows = (section) => {
  "use strict";
  const rows = () => section.querySelector("[data-rows]");

  // One row as it is now, or none any more where there is no html. Whether it is new here.
  function put(id, html) {
    const made = parsed(html);
    const old = document.getElementById(`request-${id}`);
    keepingPlace(old, () => {
      if (made && old) renew(old, made);
      else if (made) place(made);
      else if (old) old.remove();
    });
    showEmpty();
    return Boolean(made) && !old;
  }

  function parsed(html) {
    const template = document.createElement("template");
    template.innerHTML = html.trim();
    return template.content.firstElementChild;
  }

  // A row that is worked in stays where it is until the list is read anew; any other goes to where it belongs.
  function renew(old, made) {
    const stays = old.contains(document.activeElement) || old.dataset.order === made.dataset.order;
    old.replaceWith(made);
    if (!stays) place(made);
  }

  // By data-order where rows have one, else on top. Rows before the first of this page, or after the last, are on another.
  function place(made) {
    const others = [...rows().children].filter((row) => row !== made);
    const order = made.dataset.order;
    const at = order ? others.findIndex((row) => row.dataset.order > order) : Math.min(others.length, 1) - 1;
    const cut = section.dataset.cut || "";
    if (others.length && ((at === 0 && cut.includes("first")) || (at === -1 && cut.includes("last")))) made.remove();
    else if (at === -1) rows().append(made);
    else others[at].before(made);
  }

  function showEmpty() {
    const empty = section.querySelector("[data-empty]");
    rows().hidden = rows().children.length === 0;
    if (empty) empty.hidden = !rows().hidden;
  }

  // What is looked at stays where it is on the screen, and what has the focus keeps it.
  function keepingPlace(old, act) {
    const focused = document.activeElement;
    const mark = old && old.contains(focused) ? sameAs(focused) : null;
    const next = old && (old.nextElementSibling || old.previousElementSibling);
    const anchor = firstInView(old);
    const before = anchor && anchor.getBoundingClientRect().top;
    act();
    if (anchor && anchor.isConnected) window.scrollBy(0, anchor.getBoundingClientRect().top - before);
    if (!mark) return;
    const heir = rows().querySelector(mark) || (next && next.querySelector("a, button")) || rows().querySelector("a, button");
    if (heir) heir.focus({ preventScroll: true });
  }

  function firstInView(except) {
    if (rows().getBoundingClientRect().top >= 0) return null; // the list begins on the screen: it may grow
    return [...rows().children].find((row) => row !== except && row.getBoundingClientRect().bottom > 0) || null;
  }

  function sameAs(element) {
    if (element.id) return `#${CSS.escape(element.id)}`;
    const href = element.getAttribute("href");
    if (href) return `[href="${CSS.escape(href)}"]`;
    return element.name ? `[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]` : element.localName;
  }

  // The list as it was read anew. Rows that say the same stay the very same, so nobody who reads in one is disturbed.
  // "read" tells the page it came from to whoever shows more of it than rows.
  function take(fresh) {
    const theirs = [...fresh.querySelectorAll("[data-rows] > *")];
    section.dataset.cut = fresh.dataset.cut || "";
    const ids = new Set(theirs.map((row) => row.id));
    [...rows().children].filter((row) => !ids.has(row.id)).forEach((row) => keepingPlace(row, () => row.remove()));
    theirs.forEach((made, at) => {
      const old = document.getElementById(made.id);
      const here = rows().children[at] || null;
      if (old && old.outerHTML === made.outerHTML && old === here) return;
      keepingPlace(old, () => {
        rows().insertBefore(made, here);
        if (old) old.remove();
      });
    });
    showEmpty();
    section.dispatchEvent(new CustomEvent("read", { detail: fresh.ownerDocument }));
  }

  // The numbers on top of the list.
  function renumber(html) {
    const mine = document.getElementById("counts");
    const made = parsed(html);
    if (!made || !mine || mine.outerHTML === made.outerHTML) return;
    const focused = mine.contains(document.activeElement) ? sameAs(document.activeElement) : null;
    mine.replaceWith(made);
    const heir = focused && made.querySelector(focused);
    if (heir) heir.focus({ preventScroll: true });
  }

  return { put, renumber, take };
};
