"use strict";

// The page works without this file: it only saves keystrokes.
(() => {
  const later = (act, wait) => {
    let timer;
    return () => { clearTimeout(timer); timer = setTimeout(act, wait); };
  };

  const search = document.querySelector("[data-live-list]");
  if (search) {
    const list = document.getElementById(search.dataset.liveList);
    const box = search.querySelector("input[type=search]");
    let asked = 0;
    const refresh = async () => {
      const turn = ++asked;
      const url = new URL(location.href);
      url.search = new URLSearchParams({ q: box.value, part: "list" });
      const answer = await fetch(url, { credentials: "same-origin" });
      if (answer.ok && turn === asked) list.innerHTML = await answer.text();
      return answer.ok;
    };
    box.addEventListener("input", later(refresh, 120));
    search.addEventListener("submit", async (event) => {
      event.preventDefault();
      await refresh();
      const first = list.querySelector("a");
      if (first) location.assign(first.href);
    });
  }

  const form = document.querySelector("[data-reception]");
  if (!form) return;

  const all = form.querySelector("[data-tick-all]");
  const ticks = [...form.querySelectorAll(".dossier-papers tbody input[type=checkbox]")];
  if (all) {
    all.checked = ticks.length > 0 && ticks.every((tick) => tick.checked);
    all.addEventListener("change", () => ticks.forEach((tick) => { tick.checked = all.checked; }));
    ticks.forEach((tick) => tick.addEventListener("change", () => { all.checked = ticks.every((t) => t.checked); }));
  }

  // Kinds of copy and counts are right as they stand: Tab goes from the ticks to the applicant.
  form.querySelectorAll(".dossier-papers select, .dossier-papers input[type=number]").forEach((field) => { field.tabIndex = -1; });
  ticks.forEach((tick) => { tick.tabIndex = -1; });
  form.querySelectorAll(".dossier-papers tbody tr").forEach((row) => row.addEventListener("click", () => {
    row.querySelectorAll("select, input").forEach((field) => { field.tabIndex = 0; });
  }));

  const number = form.elements.id_number;
  const known = form.querySelector("[data-known]");
  const find = async () => {
    if (number.value.replace(/\s/g, "").length < 9) return;
    const url = new URL(form.dataset.applicant, location.href);
    url.search = new URLSearchParams({ id_number: number.value });
    const answer = await fetch(url, { credentials: "same-origin" });
    const person = answer.ok ? await answer.json() : { found: false };
    known.hidden = !person.found;
    if (!person.found) return;
    for (const name of ["full_name", "phone", "address", "email", "kind"]) {
      const field = form.elements[name];
      if (person[name] && (!field.value || name === "kind")) field.value = person[name];
    }
    known.textContent = person.open.length ? person.open.join(", ") : "✓";
  };
  number.addEventListener("change", find);

  const show = async () => {
    const url = new URL(form.dataset.appointment, location.href);
    const asked = new URLSearchParams({ posting: form.dataset.posting });
    for (const name of ["channel", "limit", "term_amount", "term_unit", "case"]) {
      if (form.elements[name] && form.elements[name].value) asked.set(name, form.elements[name].value);
    }
    url.search = asked;
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok) return;
    const due = await answer.json();
    form.querySelector("[data-due-day]").textContent = due.day || "";
    form.querySelector("[data-due-time]").textContent = due.due;
    form.querySelector("[data-due-error]").textContent = due.error;
    form.querySelector("[data-due-warnings]").replaceChildren(...(due.warnings || []).map((text) => {
      const line = document.createElement("p");
      line.className = "mc-hint";
      line.textContent = `⚠ ${text}`;
      return line;
    }));
    form.querySelector("[data-due-why]").replaceChildren(...(due.why || []).map((day) => {
      const line = document.createElement("li");
      if (day.counted) line.className = "is-counted";
      const date = document.createElement("b");
      date.textContent = day.day;
      line.append(date, ` ${day.why}`);
      return line;
    }));
  };
  for (const name of ["channel", "limit", "term_amount", "term_unit", "case"]) {
    if (form.elements[name]) form.elements[name].addEventListener("change", show);
  }

  // One press is enough: a second one would only wait for the first.
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    addEventListener("pageshow", () => { delete form.dataset.sent; });
  });
})();
