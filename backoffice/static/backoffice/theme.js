// The menu and the filters are plain <details>; this closes them as people expect: outside, or with Escape.
"use strict";
{
  const OPEN = ".mc-menu details[open], .mc-filter[open]";

  const closeAll = (except) => {
    for (const open of document.querySelectorAll(OPEN)) {
      if (open !== except) open.open = false;
    }
  };

  document.addEventListener("click", (event) => closeAll(event.target.closest(OPEN)));

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = event.target.closest(OPEN) || document.querySelector(OPEN);
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
  });

  // Ctrl+P and a button print alike.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });
}
