// Print, and go back to the number; by itself only where the touch screen asked for it.
"use strict";

const back = () => window.location.replace(document.body.dataset.back);
window.addEventListener("load", () => {
  if (!new URLSearchParams(window.location.search).has("auto")) {
    window.print();
    return;
  }
  window.addEventListener("afterprint", back);
  window.print();
  window.setTimeout(back, 8000);
});
