// The public's pages: one press gives one number, an idle screen forgets, a number on the phone stays fresh.
"use strict";

const asked = new URLSearchParams(window.location.search);
for (const word of ["kiosk", "printer"]) {
  if (asked.has(word)) window.localStorage.setItem(word, asked.get(word));
}
const isKiosk = window.localStorage.getItem("kiosk") === "1";

document.documentElement.classList.toggle("is-kiosk", isKiosk);

// Double tap: the first submit counts, the others find the form asleep. At the touch screen a lost answer is
// asked for again with the same key, which gives the same number.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-once]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  if (!isKiosk) return;
  event.preventDefault();
  const body = new FormData(form);
  if (event.submitter && event.submitter.name) body.append(event.submitter.name, event.submitter.value);
  send(form, body);
});

async function send(form, body) {
  for (let tries = 0; tries < 5; tries += 1) {
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(body) });
      if (answer.redirected && answer.ok) window.location.assign(answer.url);
      else showAnswer(form, await answer.text());
      return;
    } catch {
      await new Promise((resolve) => window.setTimeout(resolve, 1500));
    }
  }
  delete form.dataset.sent;
  document.querySelector("#unreachable").hidden = false;
}

// A refusal replaces the page.
function showAnswer(form, text) {
  const fresh = new DOMParser().parseFromString(text, "text/html").querySelector("main");
  if (fresh) document.querySelector("main").replaceWith(fresh);
  else delete form.dataset.sent;
}

window.addEventListener("pageshow", (event) => {
  if (event.persisted) window.location.reload();
});

// A finger that slips or rests: whoever lets go within ten millimetres of where it came down has pressed.
const SLIP = 40;
let pressed = null;
if (isKiosk) {
  document.addEventListener("contextmenu", (event) => event.preventDefault());
  document.addEventListener("pointerdown", (event) => {
    const target = event.target.closest("a, button, label, summary");
    pressed = target && event.isPrimary ? { target, x: event.clientX, y: event.clientY } : null;
  });
  document.addEventListener("click", () => {
    pressed = null;
  }, true);
  document.addEventListener("pointerup", (event) => {
    const mine = pressed;
    if (!mine || Math.hypot(event.clientX - mine.x, event.clientY - mine.y) > SLIP) return;
    window.setTimeout(() => {
      if (pressed === mine) mine.target.click();
    }, 80);
  });
}

for (const button of document.querySelectorAll("[data-do=print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// The touch screen has no keyboard: its keys are on the page.
function keypad(place) {
  const field = document.getElementById(place.dataset.keypad);
  const write = (text) => {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const key = (label, action, kind) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = kind ? `key ${kind}` : "key";
    button.textContent = label;
    button.addEventListener("click", action);
    place.append(button);
    return button;
  };
  for (const sign of place.dataset.keys) {
    if (sign === " ") key(place.dataset.space, () => write(`${field.value} `), "key--wide");
    else if (sign === "⌫") key(sign, () => write(field.value.slice(0, -1))).setAttribute("aria-label", place.dataset.erase);
    else key(sign, () => write(field.value + sign));
  }
  place.hidden = false;
  field.inputMode = "none";
}
if (isKiosk) document.querySelectorAll("[data-keypad]").forEach(keypad);

// A scanner is a quick typist: what it reads from a receipt, with or without Enter, is looked up; the code of a
// number opens its page.
const scanned = document.querySelector("[data-scan]");
if (scanned) {
  let read = "";
  let done = 0;
  const look = () => {
    const number = read.match(/\/tickets\/([\w-]+)\//);
    if (number) window.location.assign(`/tickets/${number[1]}/`);
    else if (read.length >= 10) {
      scanned.elements.code.value = read;
      scanned.requestSubmit();
    }
    read = "";
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, select, textarea")) return;
    window.clearTimeout(done);
    if (event.key === "Enter" && read.length >= 10) {
      event.preventDefault();
      look();
    } else if (event.key.length === 1) {
      read += event.key;
      done = window.setTimeout(look, 300);
    }
  });
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
  const words = document.querySelector("#idle");
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

// The page of a number re-reads itself, sooner when its turn is near; a call vibrates.
const live = document.querySelector("[data-live]");
let liveMark = "";
async function reread() {
  if (document.hidden || live.contains(document.activeElement)) return;
  const headers = { Accept: "text/html", ...(liveMark && { "If-None-Match": liveMark }) };
  const answer = await fetch(live.dataset.live, { headers, cache: "no-store" });
  if (!answer.ok) return;
  liveMark = answer.headers.get("ETag");
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-live]");
  const before = live.dataset.state;
  if (!fresh) return;
  live.dataset.again = fresh.dataset.again;
  if (fresh.innerText.trim() === live.innerText.trim()) return;
  live.replaceChildren(...fresh.childNodes);
  live.dataset.state = fresh.dataset.state;
  if (before !== "CALLED" && live.dataset.state === "CALLED" && navigator.vibrate) navigator.vibrate([400, 200, 400]);
}
async function keepFresh() {
  await reread().catch(() => undefined);
  if (live.dataset.state !== "OVER") window.setTimeout(keepFresh, Number(live.dataset.again) * 1000);
}
if (live && live.dataset.state !== "OVER") {
  window.setTimeout(keepFresh, Number(live.dataset.again) * 1000);
  document.addEventListener("visibilitychange", () => reread().catch(() => undefined));
}
