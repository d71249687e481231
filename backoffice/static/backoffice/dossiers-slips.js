"use strict";
document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => print()));
// A print is counted, a look is not; the next one from this page is a re-print.
const count = document.querySelector("[data-count]");
if (count) addEventListener("afterprint", () => {
  fetch(count.action, { method: "POST", body: new FormData(count) })
    .then((answer) => answer.json())
    .then((answer) => {
      document.querySelectorAll("[data-print-number]").forEach((place) => { place.textContent = answer.next; });
      document.querySelectorAll("[data-reprint]").forEach((mark) => { mark.hidden = false; });
    });
});
// Straight from the counter the paper goes to the printer.
if (location.hash === "#print") {
  // The reception is saved: nothing typed waits any more.
  sessionStorage.removeItem("mc-draft");
  addEventListener("load", () => print());
}
