// The public's pages: one press gives one number, an idle screen forgets, a number on the phone stays fresh.
"use strict";

const asked = new URLSearchParams(window.location.search);
for (const word of ["kiosk", "printer"]) {
  if (asked.has(word)) window.localStorage.setItem(word, asked.get(word));
}
const isKiosk = window.localStorage.getItem("kiosk") === "1";

// Double tap, long press and a slipping finger: the first submit counts, the others find the form asleep.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});
if (isKiosk) document.addEventListener("contextmenu", (event) => event.preventDefault());

for (const button of document.querySelectorAll("[data-do=print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// A number that was just taken at the touch screen prints by itself, once.
const printing = document.querySelector("[data-print]");
if (printing && isKiosk && window.localStorage.getItem("printer") === "1") {
  const key = `printed ${printing.href}`;
  if (!window.sessionStorage.getItem(key)) {
    window.sessionStorage.setItem(key, "yes");
    window.location.assign(`${printing.href}?auto=1`);
  }
}

function forget() {
  for (const form of document.forms) form.reset();
  window.location.replace(document.body.dataset.home);
}

function watchIdleness() {
  const words = document.querySelector(".idle");
  const patience = Number(document.body.dataset.idle) * 1000;
  let warn = 0;
  let leave = 0;
  const wake = () => {
    words.hidden = true;
    window.clearTimeout(warn);
    window.clearTimeout(leave);
    warn = window.setTimeout(() => {
      words.hidden = false;
      leave = window.setTimeout(forget, 20000);
    }, patience);
  };
  for (const kind of ["pointerdown", "keydown", "scroll"]) document.addEventListener(kind, wake, { passive: true });
  wake();
}
if (isKiosk && document.body.dataset.home && window.location.pathname !== document.body.dataset.home) watchIdleness();

// The page of a number re-reads itself; a call vibrates.
const live = document.querySelector("[data-live]");
async function reread() {
  if (document.hidden) return;
  const answer = await fetch(live.dataset.live, { headers: { Accept: "text/html" }, cache: "no-store" });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
  const before = live.dataset.state;
  if (!fresh || fresh.innerText.trim() === live.innerText.trim()) return;
  live.replaceChildren(...fresh.childNodes);
  live.dataset.state = fresh.dataset.state;
  if (before !== "CALLED" && live.dataset.state === "CALLED" && navigator.vibrate) navigator.vibrate([400, 200, 400]);
}
if (live && live.dataset.state !== "OVER") {
  window.setInterval(() => {
    if (!live.contains(document.activeElement)) reread().catch(() => undefined);
  }, 5000);
}
