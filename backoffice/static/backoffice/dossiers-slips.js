"use strict";
document.querySelectorAll("[data-print]").forEach((button) => button.addEventListener("click", () => print()));
// Straight from the counter the paper goes to the printer.
if (location.hash === "#print") addEventListener("load", () => print());
