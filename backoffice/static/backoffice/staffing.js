// The week's grid by keyboard: part of a name is enough, and what is wrong is shown while typing.
// Without this file the page works with its buttons.
"use strict";

const form = document.querySelector("form[data-check]");
const names = [...document.querySelectorAll("#officers option")].map((option) => option.value);
const inputs = [...form.querySelectorAll("input[list]")];
let asked = 0;

const fold = (text) =>
  text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[đĐ]/g, "d").toLowerCase().trim();

function complete(input) {
  const typed = fold(input.value);
  if (!typed || names.includes(input.value)) return;
  const found = names.filter((name) => fold(name).includes(typed));
  const ending = found.filter((name) => fold(name).endsWith(` ${typed}`));
  if (found.length === 1) input.value = found[0];
  else if (ending.length === 1) input.value = ending[0];
}

function neighbour(input, step) {
  const [, counter, day, session] = input.name.match(/^c-(\d+)-([\d-]+)-(\w+)$/);
  const column = inputs.filter((other) => other.name.endsWith(`-${day}-${session}`));
  return column[column.indexOf(input) + step];
}

async function check() {
  const turn = ++asked;
  const response = await fetch(form.dataset.check, { method: "POST", body: new FormData(form) });
  if (!response.ok || turn !== asked) return;
  const answer = await response.json();
  document.getElementById("problems").innerHTML = answer.panel;
  form.querySelector("[data-changes]").textContent = answer.changes_told;
  for (const input of inputs) {
    const cell = answer.cells[input.name];
    input.title = cell.said;
    input.parentElement.classList.toggle("is-changed", cell.changed);
    input.parentElement.classList.toggle("is-wrong", cell.wrong);
    input.parentElement.classList.toggle("is-doubtful", !cell.wrong && cell.said !== "");
  }
  unsaved = answer.changes > 0;
}

let unsaved = form.querySelector(".is-changed") !== null;
let soon;

form.addEventListener("change", (event) => {
  if (!event.target.list) return;
  complete(event.target);
  clearTimeout(soon);
  soon = setTimeout(check, 150);
});

form.addEventListener("keydown", (event) => {
  const input = event.target;
  if (event.ctrlKey && event.key.toLowerCase() === "s") {
    event.preventDefault();
    form.querySelector("[value=save]").click();
  }
  if (!input.list) return;
  if (event.ctrlKey && event.key.toLowerCase() === "d") {
    event.preventDefault();
    const before = inputs[inputs.indexOf(input) - 1];
    if (before && before.dataset.row === input.dataset.row) {
      input.value = before.value;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }
  if (event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    complete(input);
    const row = inputs.filter((other) => other.dataset.row === input.dataset.row);
    for (const other of row.slice(row.indexOf(input) + 1)) if (!other.value) other.value = input.value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    inputs[inputs.indexOf(row.at(-1)) + 1]?.focus();
    return;
  }
  if (event.key === "Enter") {
    event.preventDefault();
    complete(input);
    input.dispatchEvent(new Event("change", { bubbles: true }));
    neighbour(input, event.shiftKey ? -1 : 1)?.focus();
  }
});

form.addEventListener("focusin", (event) => event.target.list && event.target.select());
form.addEventListener("submit", () => { unsaved = false; });
addEventListener("beforeunload", (event) => unsaved && event.preventDefault());
