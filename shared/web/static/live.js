// Keeps a list up to date while somebody looks at it, one row at a time, without moving what they look at.
//
// The section says where to listen (data-live), the number its list was read at (data-since), where one row is
// (data-row, with {id}), maybe where the numbers on top are (data-counts: an element with the id "counts"), which ends
// of the list are not on this page (data-cut: "first", "last"), and the sentences (data-new, -away, -back, -asleep,
// -over). In it are the rows ([data-rows], each id="request-…" and data-order, which sorts as text as the list does),
// a polite live region ([data-live-told]) and what is shown while there are none ([data-empty]).
(() => {
  "use strict";
  const section = document.querySelector("[data-live]");
  if (!section) return;

  const POLL = 20000; // between two questions while there is no stream
  const PATIENCE = 5000; // for a stream that the browser itself opens again
  const SILENCE = 40000; // without a sign of life a stream is dead, whatever the browser thinks
  const FIRST_TRY = 2000;
  const LAST_TRY = 60000;
  const ASLEEP = 300000; // hidden for so long, a tab gives its seat to somebody who looks
  const OLD = 120000; // minutes that are left, and hours that are over, change without anything happening
  const MANY = 8; // so many rows at once are asked for as one list
  const NUMBERS = 5000; // between two questions for the numbers on top

  let since = Number(section.dataset.since) || 0;
  let source = null;
  let failures = 0;
  let heardAt = Date.now();
  let over = false;
  let busy = false;
  let countedAt = 0;
  const timers = {};
  const waiting = new Map(); // the rows to fetch, each once however often it changed meanwhile

  const rows = () => section.querySelector("[data-rows]");
  const told = () => section.querySelector("[data-live-told]");

  function later(name, act, wait) {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(act, wait);
  }

  function stop() {
    Object.values(timers).forEach(clearTimeout);
    if (source) source.close();
    source = null;
  }

  function say(name, words = {}) {
    const sentence = section.dataset[name] || "";
    const said = sentence.replace(/\{(\w+)\}/g, (_all, word) => words[word] ?? "");
    section.dataset.state = name;
    if (told() && told().textContent !== said) told().textContent = said;
  }

  function clock(moment) {
    const local = new Date(moment + 7 * 3600 * 1000); // Viet Nam is seven hours ahead all year
    return `${local.getUTCHours()}:${String(local.getUTCMinutes()).padStart(2, "0")}`;
  }

  function alive() {
    heardAt = Date.now();
    failures = 0;
    clearTimeout(timers.patience);
    if (source) source.failing = false;
    clearTimeout(timers.poll);
    clearTimeout(timers.again);
    later("silence", fall, SILENCE);
    if (section.dataset.state === "away" || section.dataset.state === "asleep") say("back");
  }

  function signedOut() {
    over = true;
    stop();
    say("over");
  }

  function address() {
    const url = new URL(section.dataset.live, location.href);
    url.searchParams.set("after", since);
    return url;
  }

  // The stream

  function listen() {
    if (over) return;
    later("old", refresh, OLD * (1 + Math.random() / 4));
    if (!window.EventSource) return void poll();
    if (source) source.close();
    source = new EventSource(address());
    source.addEventListener("beat", (event) => heard(event, () => {}));
    source.addEventListener("change", (event) => heard(event, changed));
    source.addEventListener("reset", (event) => heard(event, readAnew));
    source.addEventListener("error", () => {
      if (source && source.readyState === EventSource.CLOSED) fall();
      else if (source && !source.failing) {
        source.failing = true; // it tries again every other second: patience is counted from the first failure
        later("patience", fall, PATIENCE);
      }
    });
    later("silence", fall, SILENCE);
  }

  function heard(event, act) {
    alive();
    const said = JSON.parse(event.data);
    act(said);
    since = said.position;
  }

  // Nobody looks, or somebody does again

  function seen() {
    if (document.hidden) return later("asleep", sleep, ASLEEP);
    clearTimeout(timers.asleep);
    if (section.dataset.state === "asleep") listen();
  }

  function sleep() {
    if (over) return;
    stop();
    say("asleep");
  }

  // Without it

  function fall() {
    if (source) source.close();
    source = null;
    failures += 1;
    const wait = Math.min(LAST_TRY, FIRST_TRY * 2 ** (failures - 1));
    later("again", listen, wait * (0.5 + Math.random() / 2));
    clearTimeout(timers.silence);
    clearTimeout(timers.patience);
    say("away", { gio: clock(heardAt) });
    poll();
  }

  async function poll() {
    later("poll", poll, POLL);
    const answer = await ask(address(), "application/json");
    if (!answer || !answer.ok) return;
    const said = await answer.json().catch(() => null);
    if (!said || (said.position < since && !said.reset)) return;
    heardAt = Date.now();
    if (source === null && section.dataset.state === "away") say("away", { gio: clock(heardAt) });
    since = said.position;
    if (said.reset) readAnew();
    else said.changes.forEach(changed);
  }

  async function ask(url, accept) {
    try {
      const answer = await fetch(url, { headers: { Accept: accept }, cache: "no-store", redirect: "manual" });
      // A page sends who is signed out to the sign-in page; a row of it must never stand in the list.
      if (answer.status === 401 || answer.type === "opaqueredirect") signedOut();
      return answer;
    } catch {
      return null;
    }
  }

  // The rows

  function changed(change) {
    waiting.set(change.request_id, change);
    fetchRows();
  }

  async function fetchRows() {
    if (busy || over) return;
    busy = true;
    try {
      // What comes after the first few comes as one list: a burst must not become as many questions.
      for (const [id, change] of waiting) {
        if (waiting.size > MANY) {
          if (!(await readAnew())) return;
          break;
        }
        const answer = await ask(section.dataset.row.replace("{id}", encodeURIComponent(id)), "text/html");
        if (over || !answer || answer.status >= 500 || answer.status === 429) return void later("rows", fetchRows, POLL);
        const gone = answer.status === 404 || answer.status === 204;
        const html = answer.status === 200 ? await answer.text() : "";
        if (waiting.get(id) === change) waiting.delete(id); // else it has changed again and is fetched again
        if (html || gone) put(id, change, html);
      }
      recount();
    } catch {
      later("rows", fetchRows, POLL);
    } finally {
      busy = false;
    }
    if (waiting.size && !over) fetchRows();
  }

  function put(id, change, html) {
    const made = parsed(html);
    const old = document.getElementById(`request-${id}`);
    keepingPlace(old, () => {
      if (made && old) renew(old, made);
      else if (made) place(made);
      else if (old) old.remove();
    });
    if (made && !old) say("new", { ma: change.reference });
    showEmpty();
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

  // The whole list once more, as the page gives it: too much has happened, or only time has passed. Whether it came.
  async function readAnew() {
    const asked = new Map(waiting);
    const answer = await ask(location.href, "text/html");
    if (over) return false;
    const html = answer && answer.ok ? await answer.text().catch(() => "") : "";
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-live]");
    if (!fresh) {
      later("anew", readAnew, POLL);
      return false;
    }
    for (const [id, change] of asked) if (waiting.get(id) === change) waiting.delete(id);
    section.dataset.cut = fresh.dataset.cut || "";
    take([...fresh.querySelectorAll("[data-rows] > *")]);
    return true;
  }

  // Rows that say the same stay the very same, so nobody who reads or works in one is disturbed.
  function take(theirs) {
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
  }

  async function refresh() {
    later("old", refresh, OLD * (1 + Math.random() / 4));
    if (document.hidden || over) return;
    await readAnew();
    recount();
  }

  // The numbers on top, now and then

  function recount() {
    if (!section.dataset.counts || over) return;
    later("counts", count, Math.max(0, countedAt + NUMBERS - Date.now()));
  }

  async function count() {
    countedAt = Date.now();
    const answer = await ask(section.dataset.counts, "text/html");
    const mine = document.getElementById("counts");
    const made = answer && answer.ok ? parsed(await answer.text().catch(() => "")) : null;
    if (!made || !mine || mine.outerHTML === made.outerHTML) return;
    const focused = mine.contains(document.activeElement) ? sameAs(document.activeElement) : null;
    mine.replaceWith(made);
    const heir = focused && made.querySelector(focused);
    if (heir) heir.focus({ preventScroll: true });
  }

  document.addEventListener("visibilitychange", seen);
  window.addEventListener("online", () => !source && !document.hidden && listen());
  window.addEventListener("pagehide", stop); // also for a page that is only put aside
  window.addEventListener("pageshow", (event) => event.persisted && listen());
  listen();
  seen();
})();
