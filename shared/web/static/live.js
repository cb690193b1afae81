// Keeps a list up to date while somebody looks at it, one row at a time; live-rows.js puts each where it belongs.
//
// The section says where to listen (data-live), the number its list was read at (data-since), where one row is
// (data-row, with {id}), maybe where the numbers on top are (data-counts: an element with the id "counts"), which ends
// of the list are not on this page (data-cut: "first", "last"), and the sentences (data-new, -away, -back, -asleep,
// -over). In it are the rows ([data-rows], each id="request-…" and data-order, which sorts as text as the list does),
// a polite live region ([data-live-told]) and what is shown while there are none ([data-empty]). "turn": it is read anew.
(() => {
  "use strict";
  const section = document.querySelector("[data-live]");
  if (!section) return;

  const POLL = 20000; // between two questions while there is no stream
  const PATIENCE = 5000; // for a stream that the browser itself opens again
  const SILENCE = 40000; // without a sign of life a stream is dead, whatever the browser thinks
  const FIRST_TRY = 2000;
  const LAST_TRY = 60000;
  const ASLEEP = 60000; // hidden for so long, a tab gives its seat to somebody who looks
  const OLD = 120000; // minutes that are left, and hours that are over, change without anything happening
  const MANY = 8; // so many rows at once are asked for as one list
  const NUMBERS = 5000; // between two questions for the numbers on top
  const SPREAD = 500; // all boards hear of a change in the same instant, and must not all ask in it
  const ANSWER = 10000; // an answer that has not come by then does not come
  const AGAIN = 5000; // until the next try, where the answer does not say when

  const list = window.liveRows(section);
  const timers = {};
  const waiting = new Map(); // the rows to fetch, each once however often it changed meanwhile
  let since = Number(section.dataset.since) || 0;
  let source = null;
  let failures = 0;
  let stumbles = 0; // questions for rows in a row that had no answer
  let heardAt = Date.now();
  let readAt = Date.now();
  let countedAt = 0;
  let over = false;
  let resting = false; // nobody looks, or it is over: what is still on its way starts nothing
  let busy = false;
  let anew = false; // the whole list is to be read

  function later(name, act, wait) {
    cancel(name);
    if (resting) return;
    timers[name] = setTimeout(() => {
      delete timers[name];
      act();
    }, wait);
  }

  // Unless it is on its way.
  function soon(name, act, wait) {
    if (!timers[name]) later(name, act, wait);
  }

  function cancel(name) {
    clearTimeout(timers[name]);
    delete timers[name];
  }

  function stop() {
    resting = true;
    Object.keys(timers).forEach(cancel);
    if (source) source.close();
    source = null;
  }

  function say(name, words = {}) {
    const sentence = section.dataset[name] || "";
    const said = sentence.replace(/\{(\w+)\}/g, (_all, word) => words[word] ?? "");
    const told = section.querySelector("[data-live-told]");
    section.dataset.state = name;
    if (told && told.textContent !== said) told.textContent = said;
  }

  function clock(moment) {
    const local = new Date(moment + 7 * 3600 * 1000); // Viet Nam is seven hours ahead all year
    return `${local.getUTCHours()}:${String(local.getUTCMinutes()).padStart(2, "0")}`;
  }

  function alive() {
    failures = 0;
    ["patience", "poll", "again"].forEach(cancel);
    if (source) source.failing = false;
    later("silence", fall, SILENCE);
    freshen(2 * OLD); // this machine has slept
    upToDate();
  }

  function streaming() {
    return source !== null && source.readyState === EventSource.OPEN;
  }

  // Who hears of changes but cannot have the rows is not up to date.
  function upToDate() {
    if (stumbles > 1) return;
    heardAt = Date.now();
    if (streaming() && ["away", "asleep"].includes(section.dataset.state)) say("back");
  }

  function address() {
    const url = new URL(section.dataset.live, location.href);
    url.searchParams.set("after", since);
    return url;
  }

  // The stream

  function listen() {
    if (over) return;
    resting = false;
    soon("old", refresh, OLD * (1 + Math.random() / 4));
    soon("rows", catchUp, 0); // what could not be had before it was put aside
    if (!window.EventSource) return void poll();
    if (source) source.close();
    source = new EventSource(address());
    const acts = { beat: () => {}, change: changed, reset: readAnew };
    for (const [name, act] of Object.entries(acts)) source.addEventListener(name, (event) => heard(event, act));
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
    cancel("asleep");
    if (section.dataset.state === "asleep") listen();
    freshen(ASLEEP);
  }

  function sleep() {
    stop();
    say("asleep");
  }

  // Without it

  function fall() {
    if (source) source.close();
    source = null;
    failures += 1;
    later("again", listen, Math.min(LAST_TRY, FIRST_TRY * 2 ** (failures - 1)) * (0.5 + Math.random() / 2));
    ["silence", "patience"].forEach(cancel);
    say("away", { gio: clock(heardAt) });
    poll();
  }

  async function poll() {
    later("poll", poll, POLL);
    const answer = await ask(address(), "application/json");
    if (resting || !answer || !answer.ok) return;
    const said = await answer.json().catch(() => null);
    if (!said || (said.position < since && !said.reset)) return;
    upToDate();
    if (source === null && section.dataset.state === "away") say("away", { gio: clock(heardAt) });
    since = said.position;
    if (said.reset) readAnew();
    else said.changes.forEach(changed);
  }

  async function ask(url, accept) {
    const limit = new AbortController();
    setTimeout(() => limit.abort(), ANSWER);
    const how = { headers: { Accept: accept }, cache: "no-store", redirect: "manual", signal: limit.signal };
    try {
      const answer = await fetch(url, how);
      // A page sends who is signed out to the sign-in page; a row of it must never stand in the list.
      if (answer.status === 401 || answer.type === "opaqueredirect") {
        over = true;
        stop();
        say("over");
      }
      return answer;
    } catch {
      return null;
    }
  }

  // Whether another try may have an answer, and in how many milliseconds it is due.
  function mayCome(answer) {
    return !answer || answer.status === 429 || answer.status >= 500;
  }

  function due(answer) {
    const said = 1000 * Number(answer && answer.headers.get("Retry-After"));
    return (said > 0 ? Math.min(said, LAST_TRY) : AGAIN) * (1 + Math.random() / 2);
  }

  // The rows

  function changed(change) {
    waiting.set(change.request_id, change);
    soon("rows", catchUp, Math.random() * SPREAD);
  }

  function readAnew() {
    anew = true;
    soon("rows", catchUp, Math.random() * SPREAD);
  }

  // One question at a time, so that no older answer comes last; a burst of changes does not become as many questions.
  async function catchUp() {
    if (busy || resting || !(anew || waiting.size)) return;
    busy = true;
    let wait = 0;
    try {
      while (!wait && !resting && (anew || waiting.size)) {
        wait = anew || waiting.size > MANY ? await readList() : await readRow(...waiting.entries().next().value);
      }
    } catch {
      wait = due(null); // it broke off
    } finally {
      busy = false;
    }
    if (!resting) caughtUp(wait);
  }

  function caughtUp(wait) {
    recount();
    stumbles = wait ? stumbles + 1 : 0;
    if (wait) later("rows", catchUp, wait);
    if (stumbles > 1) say("away", { gio: clock(heardAt) });
    else if (streaming()) upToDate();
  }

  async function readRow(id, change) {
    const answer = await ask(section.dataset.row.replace("{id}", encodeURIComponent(id)), "text/html");
    if (over || mayCome(answer)) {
      if (waiting.get(id) === change && waiting.delete(id)) waiting.set(id, change); // the others first
      return due(answer);
    }
    const gone = answer.status === 404 || answer.status === 204;
    const html = answer.status === 200 ? await answer.text() : "";
    if (waiting.get(id) === change) waiting.delete(id); // else it has changed again and is fetched again
    if ((html || gone) && list.put(id, html)) say("new", { ma: change.reference });
    return 0;
  }

  // The whole list once more, as the page gives it: too much has happened, or only time has passed.
  async function readList() {
    const asked = new Map(waiting);
    anew = false; // who wants it while it is read wants another
    const answer = await ask(location.href, "text/html");
    const html = answer && answer.ok ? await answer.text().catch(() => "") : "";
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-live]");
    if (over || !fresh) {
      anew = true;
      return mayCome(answer) ? due(answer) : LAST_TRY;
    }
    for (const [id, change] of asked) if (waiting.get(id) === change) waiting.delete(id);
    list.take(fresh);
    readAt = Date.now();
    return 0;
  }

  function refresh() {
    later("old", refresh, OLD * (1 + Math.random() / 4));
    freshen(0);
  }

  function freshen(age) {
    if (!document.hidden && !resting && Date.now() - readAt > age) readAnew();
  }

  // The numbers on top, now and then

  function recount() {
    if (!section.dataset.counts) return;
    soon("counts", count, Math.max(countedAt + NUMBERS - Date.now(), Math.random() * SPREAD));
  }

  async function count() {
    countedAt = Date.now();
    const answer = await ask(section.dataset.counts, "text/html");
    const html = answer && answer.ok ? await answer.text().catch(() => null) : "";
    if (mayCome(answer) || html === null) return soon("counts", count, due(answer));
    list.renumber(html);
  }

  document.addEventListener("visibilitychange", seen);
  window.addEventListener("online", () => !source && !document.hidden && listen());
  window.addEventListener("pagehide", stop); // also for a page that is only put aside
  window.addEventListener("pageshow", (event) => event.persisted && listen());
  section.addEventListener("turn", readAnew);
  listen();
  seen();
})();
