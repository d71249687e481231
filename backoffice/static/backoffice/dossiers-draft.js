"use strict";

// A reception that was typed is not lost: not by a session that ended, not by a click beside the form. It waits in
// this tab only, from the press of the button to the printed paper, for the same account and procedure.
(() => {
  const form = document.querySelector("[data-reception]");
  if (!form) return;

  const PLACE = "mc-draft";
  const LONGEST_WAIT = 30 * 60 * 1000;
  const PERSONAL = ["id_number", "full_name", "phone", "address", "email", "proxy_name", "proxy_id_number", "proxy_phone"];
  const restored = form.querySelector("[data-restored]");
  const fields = () => [...form.elements].filter((field) => field.name && field.type !== "submit" && field.name !== "csrfmiddlewaretoken");

  const keep = () => {
    const typed = fields().filter((field) => !/checkbox|radio/.test(field.type) || field.checked).map((field) => [field.name, field.value]);
    const { account, posting } = form.dataset;
    sessionStorage.setItem(PLACE, JSON.stringify({ account, posting, at: Date.now(), typed }));
  };

  const bringBack = () => {
    const draft = JSON.parse(sessionStorage.getItem(PLACE) || "null");
    sessionStorage.removeItem(PLACE);
    // After an error the server itself shows what was typed.
    if (!draft || "shownAgain" in form.dataset) return;
    if (draft.account !== form.dataset.account || draft.posting !== form.dataset.posting) return;
    if (Date.now() - draft.at > LONGEST_WAIT) return;
    const typed = draft.typed.map(([name, value]) => `${name}=${value}`);
    const values = Object.fromEntries(draft.typed);
    for (const field of fields()) {
      if (/checkbox|radio/.test(field.type)) field.checked = typed.includes(`${field.name}=${field.value}`);
      else if (field.name in values && field.name !== "asked_about") field.value = values[field.name];
    }
    restored.hidden = false;
    form.elements.id_number.dispatchEvent(new Event("change", { bubbles: true }));
    form.querySelectorAll(".dossier-papers tbody input[type=checkbox]").forEach((tick) => tick.dispatchEvent(new Event("change")));
    for (const panel of form.querySelectorAll("details")) {
      if ([...panel.querySelectorAll("input[type=text], input[type=tel], input[type=email], textarea")].some((field) => field.value)) panel.open = true;
    }
  };

  bringBack();
  form.addEventListener("submit", keep);
  form.querySelector("[data-discard]").addEventListener("click", () => { form.dataset.sent = "1"; location.replace(location.href); });

  addEventListener("beforeunload", (event) => {
    if (form.dataset.sent || !PERSONAL.some((name) => form.elements[name]?.value)) return;
    event.preventDefault();
  });

  // Back must not show the former citizen (F11).
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    form.reset();
    form.dataset.sent = "1";
    location.replace(location.href);
  });
})();
