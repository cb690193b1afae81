// Keeps a list up to date while somebody looks at it, one row at a time, without moving what they look at.
//
// The section says where to listen (data-live), the number its list was read at (data-since), where one row is
// (data-row, with {id}), and the sentences (data-new, data-away, data-over). In it are the rows ([data-rows], each
// id="request-…" and maybe data-order), a polite live region ([data-live-told]) and, maybe, what is shown while there are none ([data-empty]).
(() => {
  "use strict";
  const section = document.querySelector("[data-live]");
  if (!section) return;

  const POLL = 20000; // between two questions while there is no stream
  const PATIENCE = 5000; // for a stream that the browser itself opens again
  const SILENCE = 40000; // without a sign of life a stream is dead, whatever the browser thinks
  const FIRST_TRY = 2000;
  const LAST_TRY = 60000;

  let since = Number(section.dataset.since) || 0;
  let source = null;
  let failures = 0;
  let heardAt = Date.now();
  let over = false;
  let busy = false;
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
    clearTimeout(timers.poll);
    clearTimeout(timers.again);
    later("silence", fall, SILENCE);
    if (section.dataset.state === "away") say("back");
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
    if (!window.EventSource) return void poll();
    if (source) source.close();
    source = new EventSource(address());
    source.addEventListener("beat", (event) => heard(event, () => {}));
    source.addEventListener("change", (event) => heard(event, changed));
    source.addEventListener("reset", (event) => heard(event, readAnew));
    source.addEventListener("error", () => {
      if (source && source.readyState === EventSource.CLOSED) fall();
      else later("patience", fall, PATIENCE);
    });
    later("silence", fall, SILENCE);
  }

  function heard(event, act) {
    alive();
    const said = JSON.parse(event.data);
    act(said);
    since = said.position;
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
    if (!said || said.position < since) return;
    heardAt = Date.now();
    if (source === null && section.dataset.state === "away") say("away", { gio: clock(heardAt) });
    since = said.position;
    if (said.reset) readAnew();
    else said.changes.forEach(changed);
    fetchRows();
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
      for (const [id, change] of waiting) {
        const answer = await ask(section.dataset.row.replace("{id}", encodeURIComponent(id)), "text/html");
        if (over || !answer || answer.status >= 500 || answer.status === 429) return void later("rows", fetchRows, POLL);
        const html = answer.status === 200 ? await answer.text() : "";
        if (waiting.get(id) === change) waiting.delete(id); // else it has changed again and is fetched again
        put(id, change, html);
      }
    } catch {
      later("rows", fetchRows, POLL);
    } finally {
      busy = false;
    }
    if (waiting.size && !over) fetchRows();
  }

  function put(id, change, html) {
    if (!rows()) return void (html && readAnew()); // the page had nothing to list
    const template = document.createElement("template");
    template.innerHTML = html.trim();
    const made = template.content.firstElementChild;
    const old = document.getElementById(`request-${id}`);
    keepingPlace(old, () => {
      if (made && old) old.replaceWith(made);
      else if (made) place(made);
      else if (old) old.remove();
    });
    if (made && window.htmx) window.htmx.process(made);
    if (made && !old) say("new", { ma: change.reference });
    const empty = section.querySelector("[data-empty]");
    if (empty) empty.hidden = rows().children.length > 0;
  }

  // By data-order where rows have one, else on top.
  function place(made) {
    const order = made.dataset.order;
    const next = order ? [...rows().children].find((row) => row.dataset.order > order) : rows().firstElementChild;
    if (next) next.before(made);
    else rows().append(made);
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
    if (!rows() || rows().getBoundingClientRect().top >= 0) return null; // the list begins on the screen: it may grow
    return [...rows().children].find((row) => row !== except && row.getBoundingClientRect().bottom > 0) || null;
  }

  function sameAs(element) {
    if (element.id) return `#${CSS.escape(element.id)}`;
    const href = element.getAttribute("href");
    if (href) return `[href="${CSS.escape(href)}"]`;
    return element.name ? `[name="${CSS.escape(element.name)}"][value="${CSS.escape(element.value)}"]` : element.localName;
  }

  // Too much has happened: the whole list once more, as the page gives it.
  async function readAnew() {
    const answer = await ask(location.href, "text/html");
    if (over) return;
    if (!answer || !answer.ok) return void later("anew", readAnew, POLL);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-live]");
    if (!fresh) return;
    waiting.clear();
    const [mine, theirs] = [rows(), fresh.querySelector("[data-rows]")];
    if (!mine && !theirs) return;
    if (!mine || !theirs) return void location.reload();
    const focused = mine.contains(document.activeElement) ? sameAs(document.activeElement) : null;
    mine.replaceChildren(...theirs.children);
    if (window.htmx) window.htmx.process(mine);
    const heir = focused && mine.querySelector(focused);
    if (heir) heir.focus({ preventScroll: true });
    const empty = section.querySelector("[data-empty]");
    if (empty) empty.hidden = mine.children.length > 0;
  }

  window.addEventListener("online", () => !source && listen());
  window.addEventListener("pagehide", stop); // also for a page that is only put aside
  window.addEventListener("pageshow", (event) => event.persisted && listen());
  listen();
})();
