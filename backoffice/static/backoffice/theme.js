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

  // Lookups and pairs of lists draw boxes of their own, which no label names.
  const nameBoxes = () => {
    for (const box of document.querySelectorAll(".select2-container :is([role=combobox], [role=textbox], [role=searchbox])")) {
      const select = box.closest(".select2-container").previousElementSibling;
      const label = document.querySelector(`label[for="${select?.id}"]`)?.textContent || select?.ariaLabel;
      if (!label) continue;
      box.removeAttribute("aria-labelledby");
      box.setAttribute("aria-label", `${label.replace(/:$/, "")} ${box.textContent}`.trim());
    }
    for (const icon of document.querySelectorAll(".help-tooltip[aria-label]")) icon.setAttribute("role", "img");
  };
  new MutationObserver(nameBoxes).observe(document.body, { childList: true, subtree: true });

  // Ctrl+P and a button print alike.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  // What was typed before a session ended waits in this tab, for the same account only, until it is saved.
  const account = document.getElementById("user-tools")?.dataset.account;
  const draft = JSON.parse(sessionStorage.getItem("mc-draft") || "null");
  if (draft && account && draft.account !== account || location.hash === "#saved") sessionStorage.removeItem("mc-draft");
  document.addEventListener("submit", (event) => {
    if (event.target.id === "logout-form") sessionStorage.removeItem("mc-draft");
  });
}
