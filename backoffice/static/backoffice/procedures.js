// While a long import runs, its form says how far it is. Without this script the page simply waits.
"use strict";
{
  const EVERY = 700;

  for (const form of document.querySelectorAll("form[data-progress]")) {
    form.addEventListener("submit", (event) => {
      const pressed = event.submitter;
      if (pressed && pressed.name && pressed.name !== "apply") return;
      const line = form.querySelector("[data-bar]");
      if (!line) return;
      line.hidden = false;
      const bar = line.querySelector("progress");
      const ask = async () => {
        try {
          const answer = await fetch(form.dataset.progress, { cache: "no-store" });
          if (answer.ok) bar.value = (await answer.json()).percent;
        } catch {
          // The page itself is about to arrive; a lost answer costs nothing.
        }
        window.setTimeout(ask, EVERY);
      };
      window.setTimeout(ask, EVERY);
    });
  }
}
