/* Keeps today's visits of one volunteer on their phone, to be read where there is no network, or hardly any.
   What may be kept, and how long, the server says on each page (Offline-Seconds, shared/web/pages/offline.py); 0 says that
   nothing may be any more. What is over, what belongs to somebody else and what is no task of theirs any more is thrown
   away, and all of it at signing out. */
"use strict";

const KEPT = "volunteers-today-1";
const LOOKS = "volunteers-looks-1";
const TASKS = "/volunteers/tasks";
const AWAY = "/volunteers/tasks/offline";
const OURS = /^\/(volunteers\/tasks|sessions\/appointments)(\/|$)/;
const NOT_TOLD = '<div id="offline" hidden>';
/* Milliseconds for which an answer is waited for where the phone has one to show. */
const PATIENCE = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (url.pathname.startsWith("/static/")) event.respondWith(look(request));
  else if (request.mode === "navigate") event.respondWith(page(event, url.pathname));
  else if (request.method === "GET" && OURS.test(url.pathname)) event.respondWith(part(event, url.pathname));
});

self.addEventListener("message", (event) => {
  const said = event.data || {};
  if (said.left) event.waitUntil(leave());
  if (said.pages) event.waitUntil(gather(said));
});

sweep();

async function page(event, path) {
  return (await answered(event, path)) || (await caches.match(AWAY, { ignoreVary: true })) || Response.error();
}

async function part(event, path) {
  return (await answered(event, path)) || Response.error();
}

/* The server's answer, if it comes in time and is one; else what was kept; undefined where there is neither. */
async function answered(event, path) {
  const asked = fetch(event.request).then((answer) => taken(path, answer, event.request.method));
  event.waitUntil(asked.catch(() => {})); // one that comes late is kept for the next time
  const held = await kept(path);
  const answer = await Promise.race(held ? [asked, patience()] : [asked]).catch(() => undefined);
  return answer && !isOutOfBreath(answer) ? answer : held || answer;
}

function patience() {
  return new Promise((over) => { setTimeout(over, PATIENCE); });
}

/* Neither the page nor a refusal of it: the gateway finds nobody behind it, or too many ask from this address. */
function isOutOfBreath(answer) {
  return answer.status >= 500 || answer.status === 429;
}

/* Files of one content for ever: asked for once. */
async function look(request) {
  const looks = await caches.open(LOOKS);
  const found = await looks.match(request.url);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) await looks.put(request.url, answer.clone());
  return answer;
}

/* Keeps an answer where it may be kept, and throws away what it shows to be nobody's any more. */
async function taken(path, answer, method) {
  const said = answer.headers.get("Offline-Seconds");
  if (answer.ok && Number(said) > 0) {
    const copy = answer.clone();
    await inTurn(() => keep(path, copy, Number(said)));
  }
  // Only the server's own word has all of it thrown away: a gateway refuses whom it has not even looked at.
  else if (said === "0" || answer.status === 401 || isLedAway(path, answer)) await inTurn(forget);
  else if (method === "GET" && answer.status === 404) await drop([path, `${path}/contact`]);
  return answer;
}

/* Whoever is led from the list to the sign-in has left it. */
function isLedAway(path, answer) {
  return path === TASKS && (answer.redirected || answer.type === "opaqueredirect");
}

/* One after the other: what is kept belongs to one person, and the second answer must see the first. */
let last = Promise.resolve();
function inTurn(work) {
  last = last.then(work, work);
  return last;
}

async function keep(path, answer, seconds) {
  if (left) return;
  const whose = answer.headers.get("Offline-For");
  const before = await owner();
  if (before !== null && before !== whose) await forget();
  const headers = new Headers(answer.headers);
  headers.set("Kept-Until", String(Date.now() + seconds * 1000));
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  await (await caches.open(KEPT)).put(path, new Response(await answer.blob(), { headers }));
}

/* A kept page says that it is one: what is hidden in it while there is a network is shown. */
async function kept(path) {
  const found = await (await caches.open(KEPT)).match(path, { ignoreVary: true });
  if (!found || isOver(found)) return undefined;
  return new Response((await found.text()).replace(NOT_TOLD, '<div id="offline">'), { headers: found.headers });
}

/* They are signing out: what was asked for before and comes late is kept no more. */
let left = false;
function leave() {
  left = true;
  return inTurn(forget);
}

/* What the list names is fetched now, while there is a network; what it names no more is dropped. */
async function gather({ pages, looks, language }) {
  left = false;
  const wanted = pages.filter((path) => OURS.test(path));
  await sweep();
  const own = new Set([TASKS, ...wanted, ...wanted.map((path) => `${path}/contact`)]);
  const held = await (await caches.open(KEPT)).keys();
  await drop(held.map((request) => new URL(request.url).pathname).filter((path) => !own.has(path)));
  await Promise.allSettled(wanted.map((path) => fetched(path)));
  await dress(looks || [], language);
}

async function fetched(path) {
  const answer = await taken(path, await fetch(path, { credentials: "same-origin", redirect: "manual" }), "GET");
  // What the page is drawn with; the browser has not shown it yet.
  const drawn = answer.ok ? (await answer.text()).matchAll(/"(\/static\/[^"]+)"/g) : [];
  await Promise.allSettled([...drawn].map(([, url]) => look(new Request(url))));
}

async function dress(urls, language) {
  const looks = await caches.open(LOOKS);
  const present = new Set(urls.map((url) => new URL(url).pathname.split("/")[2]));
  for (const request of await looks.keys()) {
    const [, first, hash] = new URL(request.url).pathname.split("/");
    if (first === "static" && urls.length && !present.has(hash)) await looks.delete(request);
  }
  await Promise.allSettled([withoutNetwork(looks, language), ...urls.map((url) => look(new Request(url)))]);
}

/* Asked for as by nobody: it stays when its reader has signed out, and must not name them. */
async function withoutNetwork(looks, language) {
  const answer = await fetch(`${AWAY}?lang=${language}`, { credentials: "omit" });
  if (answer.ok) await looks.put(AWAY, answer);
}

async function owner() {
  const store = await caches.open(KEPT);
  const [first] = await store.keys();
  return first ? (await store.match(first, { ignoreVary: true })).headers.get("Offline-For") : null;
}

async function sweep() {
  const store = await caches.open(KEPT);
  for (const request of await store.keys()) {
    if (isOver(await store.match(request, { ignoreVary: true }))) await store.delete(request, { ignoreVary: true });
  }
}

async function drop(paths) {
  const store = await caches.open(KEPT);
  await Promise.all(paths.map((path) => store.delete(path, { ignoreVary: true })));
}

function isOver(found) {
  return Number(found.headers.get("Kept-Until")) <= Date.now();
}

function forget() {
  return caches.delete(KEPT);
}
