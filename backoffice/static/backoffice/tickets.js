// The counter console: keys for the buttons, and a waiting list that keeps itself fresh.
"use strict";

const EVERY = 5000;

function isTyping(target) {
  return target.matches("input, select, textarea, [contenteditable]");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isTyping(event.target)) return;
  if (event.key === "Enter" && event.target.matches("a, button, summary")) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  const button = document.querySelector(`[data-key="${CSS.escape(key)}"], [data-key-also="${CSS.escape(key)}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});

// One press, one order: a second click finds the button asleep.
document.addEventListener("submit", (event) => {
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

const list = document.querySelector("[data-refresh]");

async function refresh() {
  if (document.hidden || list.contains(document.activeElement)) return;
  const answer = await fetch(list.dataset.refresh, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const text = await answer.text();
  if (text !== list.dataset.last) list.innerHTML = text;
  list.dataset.last = text;
}

if (list) {
  window.setInterval(() => refresh().catch(() => undefined), EVERY);
}
