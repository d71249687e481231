// The lobby's screen. It asks again and again for one small snapshot, says how old it is and keeps what it shows
// when nobody answers; board-voice.js speaks.
"use strict";

const page = document.body.dataset;
const byId = (id) => document.getElementById(id);
const AGE_SAID = 10000;
const LOST = 60000;
const NEW_FOR = 15000;
const KEPT = `board ${page.source}`;

let interval = 250;
let reportEvery = 2000;
let mark = "";
let shown = null;
let contactAt = Date.now();
let offset = 0; // the server's clock minus ours
let turn = 0;
let listed = 0;

// ---- asking ---------------------------------------------------------------------------------------------

async function ask() {
  const giveUp = new AbortController();
  const timer = window.setTimeout(() => giveUp.abort(), 5000);
  try {
    const headers = mark ? { "If-None-Match": mark } : {};
    const answer = await fetch(page.source, { headers, cache: "no-store", signal: giveUp.signal });
    if (answer.status !== 304 && !answer.ok) throw new Error(String(answer.status));
    const date = Date.parse(answer.headers.get("Date"));
    if (date) offset = date + 500 - Date.now();
    if (answer.status !== 304) {
      const snapshot = await answer.json();
      if (snapshot.build !== page.build) reloadWhenQuiet();
      mark = answer.headers.get("ETag");
      draw(snapshot);
      announce(snapshot.announcements);
      window.localStorage.setItem(KEPT, JSON.stringify(snapshot));
    }
    contactAt = Date.now();
    window.localStorage.setItem(`${KEPT} at`, String(contactAt));
  } finally {
    window.clearTimeout(timer);
  }
}

// One chain of questions: a slow answer delays the next one and never doubles it.
let failures = 0;
let waiting = 0;
async function loop() {
  const mine = (turn += 1);
  try {
    await ask();
    if (!byId("lost").hidden) tick();
    failures = 0;
  } catch {
    failures += 1;
  }
  if (mine !== turn) return;
  const pause = (failures ? Math.min(3000, 500 * failures) : interval) * (0.9 + Math.random() * 0.2);
  waiting = window.setTimeout(loop, pause);
}

function askNow() {
  window.clearTimeout(waiting);
  loop();
}
window.addEventListener("online", askNow);
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) askNow();
});

// ---- drawing --------------------------------------------------------------------------------------------

function made(tag, text, ...children) {
  const element = document.createElement(tag);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
}

function callLine(call) {
  const place = made("span", "", made("small", page.counter), ` ${call.counter}`);
  const line = made("li", "", made("b", call.number), place);
  line.dataset.event = call.event;
  if (now() - Date.parse(call.at) < NEW_FOR) line.className = "is-new";
  return line;
}

function draw(snapshot) {
  interval = snapshot.interval;
  byId("large").replaceChildren(...snapshot.calls.slice(0, 3).map(callLine));
  byId("small").replaceChildren(...snapshot.calls.slice(3).map(callLine));
  byId("none").hidden = snapshot.calls.length > 0;
  byId("waiting").replaceChildren(...snapshot.waiting.map((row) => {
    const series = made("th", row.series);
    series.scope = "row";
    return made("tr", "", series, made("td", row.name), made("td", "", made("small", row.band)), made("td", String(row.count)));
  }));
  byId("notice").textContent = snapshot.notice;
  drawFigures(snapshot.figures);
  shown = snapshot;
  drawOfficers();
  report();
}

// The share in time, of which days and of how many; or that there are too few dossiers.
function drawFigures(figures) {
  for (const figure of figures) {
    const place = document.querySelector(`[data-period="${figure.period}"]`);
    if (!place) continue;
    const share = figure.percent === null ? "–" : `${figure.is_at_least ? "≥ " : ""}${figure.percent} %`;
    const words = figure.resolved === null ? page.few : page.of.replace("{number}", figure.resolved.toLocaleString("vi-VN"));
    place.previousElementSibling.textContent = figure.label;
    place.replaceChildren(made("b", share), made("small", words));
  }
}

// More officers than lines: their pages turn with those of the procedures.
const OFFICERS = 5;
function drawOfficers() {
  const pages = Math.max(1, Math.ceil(shown.officers.length / OFFICERS));
  const first = ((listed || 1) - 1) % pages * OFFICERS;
  byId("officers").replaceChildren(...shown.officers.slice(first, first + OFFICERS).map((officer) => {
    const about = [officer.name, officer.title, officer.fields.join(", ")].filter(Boolean).join(" · ");
    return made("li", "", made("b", String(officer.counter)), made("span", about));
  }));
}

function now() {
  return Date.now() + offset;
}

const clock = new Intl.DateTimeFormat("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit" });
const today = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" });
function tick() {
  const age = Date.now() - contactAt;
  byId("clock").textContent = clock.format(now());
  const said = byId("age");
  said.textContent = age < AGE_SAID ? said.dataset.fresh : said.dataset.old.replace("{seconds}", Math.round(age / 1000));
  byId("lost").hidden = age < LOST;
  for (const line of document.querySelectorAll(".is-new")) {
    const call = shown && shown.calls.find((one) => String(one.event) === line.dataset.event);
    if (!call || now() - Date.parse(call.at) >= NEW_FOR) line.className = "";
  }
}
window.setInterval(tick, 1000);
window.setInterval(() => {
  document.body.dataset.shift = String((Number(document.body.dataset.shift || 0) + 1) % 4);
}, 600000);

// The server runs another build: at most once a minute, and never in the middle of an announcement.
function reloadWhenQuiet() {
  const before = Number(window.sessionStorage.getItem("reloaded"));
  if (speaking || queue.length || Date.now() - before < 60000) return;
  window.sessionStorage.setItem("reloaded", String(Date.now()));
  window.location.reload();
}

// Started while the server is away: the last board of today, with its true age.
function drawWhatWasKept() {
  const kept = JSON.parse(window.localStorage.getItem(KEPT) || "null");
  const at = Number(window.localStorage.getItem(`${KEPT} at`));
  if (shown || !kept || kept.day !== today.format(Date.now())) return;
  contactAt = at;
  draw(kept);
}

// ---- reporting what is shown here ------------------------------------------------------------------------

function key() {
  let known = window.localStorage.getItem("screen");
  if (!known) {
    known = Array.from(window.crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join("");
    window.localStorage.setItem("screen", known);
  }
  return known;
}

function fnv(text) {
  let value = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0;
  return value.toString(16).padStart(8, "0");
}

// Read from the page itself, not from what should be on it.
function shownNumbers() {
  const lines = [...document.querySelectorAll("#large li, #small li")];
  return fnv(lines.map((line) => `${line.querySelector("b").textContent}:${line.querySelector("span").lastChild.textContent.trim()}`).join("|"));
}

// A screen of the lobby is started with its name, board/?screen=Sanh%201, and is missed when it falls silent.
const asked = new URLSearchParams(window.location.search).get("screen");
if (asked !== null) window.localStorage.setItem("name", asked);
const screenName = window.localStorage.getItem("name") || "";

let reportedAt = 0;
let soon = 0;
function report() {
  if (!shown) return;
  window.clearTimeout(soon);
  soon = window.setTimeout(send, Math.max(300 + Math.random() * 700, reportEvery - (Date.now() - reportedAt)));
}

async function send() {
  reportedAt = Date.now();
  const silent = sound.state !== "running";
  const body = JSON.stringify({ key: key(), name: screenName, version: shown.version, shown: shownNumbers(), silent });
  try {
    const answer = await fetch(page.seen, { method: "POST", body, headers: { "Content-Type": "application/json" } });
    if (answer.ok) ({ interval, report: reportEvery } = await answer.json());
  } catch {
    // The loop above notices and shows that nobody answers.
  }
}
window.setInterval(report, 15000);

// ---- the list of procedures turns its pages ---------------------------------------------------------------

async function turnPage() {
  const list = byId("procedures").firstElementChild;
  const pages = list ? Number(list.dataset.pages) : 1;
  listed += 1;
  if (shown) drawOfficers();
  const answer = await fetch(`${page.procedures}?page=${((listed - 1) % pages) + 1}`);
  if (answer.ok) byId("procedures").innerHTML = await answer.text();
}
window.setInterval(() => turnPage().catch(() => undefined), 20000);

if ("serviceWorker" in navigator) navigator.serviceWorker.register(page.worker).catch(() => undefined);
turnPage().catch(() => undefined);
tick();
loop();
window.setTimeout(drawWhatWasKept, 1500);
