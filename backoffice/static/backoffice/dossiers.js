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
    let chosen = 0;
    const mark = (index) => {
      const links = [...list.querySelectorAll("a")];
      chosen = Math.max(0, Math.min(index, links.length - 1));
      links.forEach((link, n) => link.toggleAttribute("data-chosen", n === chosen));
      if (links[chosen]) links[chosen].scrollIntoView({ block: "nearest" });
    };
    mark(0);
    const refresh = async () => {
      const turn = ++asked;
      const url = new URL(location.href);
      // The number that was called keeps its group in sight.
      url.searchParams.set("q", box.value);
      url.searchParams.set("part", "list");
      const answer = await fetch(url, { credentials: "same-origin" });
      if (!answer.ok || answer.redirected || turn !== asked) return;
      list.innerHTML = await answer.text();
      list.dataset.of = box.value;
      mark(0);
    };
    box.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      mark(chosen + step);
    });
    box.addEventListener("input", later(refresh, 120));
    search.addEventListener("submit", async (event) => {
      event.preventDefault();
      if ((list.dataset.of || "") !== box.value) await refresh();
      const link = list.querySelectorAll("a")[chosen];
      if (link) location.assign(link.href);
    });
  }

  const form = document.querySelector("[data-reception]");
  if (!form) return;

  const all = form.querySelector("[data-tick-all]");
  const ticks = [...form.querySelectorAll(".dossier-papers tbody input[type=checkbox]")];
  if (all) {
    // One tick for all leads on to the applicant; without it, Tab goes through the papers one by one.
    const reach = () => ticks.forEach((tick) => { tick.tabIndex = all.checked ? -1 : 0; });
    all.checked = ticks.length > 0 && ticks.every((tick) => tick.checked);
    all.addEventListener("change", () => { ticks.forEach((tick) => { tick.checked = all.checked; }); reach(); });
    ticks.forEach((tick) => tick.addEventListener("change", () => { all.checked = ticks.every((t) => t.checked); }));
    reach();
    // Enter on it: all are there, on to the applicant.
    all.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      if (!all.checked) all.click();
      form.elements.id_number.focus();
    });
  }

  // Kinds of copy and counts are right as they stand: Tab passes them by, a click opens their row.
  form.querySelectorAll(".dossier-papers select, .dossier-papers input[type=number]").forEach((field) => { field.tabIndex = -1; });
  form.querySelectorAll(".dossier-papers tbody tr").forEach((row) => row.addEventListener("click", () => {
    row.querySelectorAll("select, input").forEach((field) => { field.tabIndex = 0; });
  }));

  // Who is known by the number: shown in words, and asked about where something else was typed (F3).
  const number = form.elements.id_number;
  const known = form.querySelector("[data-known]");
  const same = form.querySelector("[data-same]");
  const again = form.querySelector("[data-again]");
  const doubt = form.querySelector("[data-doubt]");
  const FEWEST_SIGNS = 6;
  const STATED = ["full_name", "phone", "address", "email"];
  const spelt = (text) => text.normalize("NFKC").replace(/[\s.\p{Pd}\p{Cf}]/gu, "").toUpperCase();
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/[đð]/gi, "d").toLowerCase().replace(/\s+/g, " ").trim();
  const meant = { phone: (text) => spelt(text).replace(/^(\+84|0084)0?/, "0") };
  let looked = known.hidden ? "" : spelt(number.value);
  let person = null;
  let filled = {};

  // Who it is must be answered, a second time only to receive; what is not asked holds no answer.
  const ask = (box, isAsked) => {
    box.hidden = !isAsked;
    box.querySelectorAll("input").forEach((field) => {
      field.required = isAsked && box === same;
      if (!isAsked) field.checked = false;
    });
  };
  for (const box of [same, again]) if (!box.hidden) ask(box, true);

  const differs = (name) => {
    const typed = form.elements[name].value;
    const like = meant[name] || folded;
    return typed && person[name] && like(typed) !== like(person[name]);
  };
  const compare = () => {
    if (!person) return;
    const isAsked = STATED.some(differs) || form.elements.kind.value !== person.kind;
    if (isAsked === same.hidden) ask(same, isAsked);
  };

  const forget = () => {
    looked = "";
    person = null;
    known.hidden = true;
    doubt.hidden = true;
    form.elements.asked_about.value = "";
    ask(same, false);
    ask(again, false);
    // What was filled in for the former number is not this person's.
    for (const [name, value] of Object.entries(filled)) {
      if (form.elements[name].value === value) form.elements[name].value = name === "kind" ? "0" : "";
    }
    filled = {};
  };

  const find = async () => {
    const wanted = spelt(number.value);
    if (wanted === looked) return;
    forget();
    if (wanted.length < FEWEST_SIGNS) return;
    looked = wanted;
    const url = new URL(form.dataset.applicant, location.href);
    url.search = new URLSearchParams({ id_number: wanted, kind: form.elements.kind.value, posting: form.dataset.posting });
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected || spelt(number.value) !== wanted) return;
    const found = await answer.json();
    doubt.textContent = found.doubt ? `⚠ ${found.doubt}` : "";
    doubt.hidden = !found.doubt;
    if (!found.found) return;
    person = found;
    // Under another name nothing is filled in: it may be another person.
    for (const name of differs("full_name") ? [] : [...STATED, "kind"]) {
      const field = form.elements[name];
      if (person[name] && field.value !== person[name] && (!field.value || name === "kind")) {
        field.value = person[name];
        filled[name] = person[name];
      }
    }
    form.elements.asked_about.value = person.number;
    known.querySelector("[data-known-shown]").innerHTML = person.shown;
    known.hidden = false;
    ask(again, person.is_running);
    compare();
  };
  // Twelve digits are a whole number of a person: no key is needed to look it up.
  number.addEventListener("change", find);
  number.addEventListener("input", later(() => { if (/^\d{12}$/.test(spelt(number.value))) find(); }, 150));
  number.addEventListener("input", () => { if (looked && spelt(number.value) !== looked) forget(); });
  for (const name of [...STATED, "kind"]) form.elements[name].addEventListener("input", compare);
  same.addEventListener("change", (event) => {
    if (event.target.value !== "OTHER") return;
    number.focus();
    number.select();
  });

  const ASKED = ["channel", "limit", "term_amount", "term_unit", "case", "on_paper_at"];
  const show = async () => {
    const url = new URL(form.dataset.appointment, location.href);
    const asked = new URLSearchParams({ posting: form.dataset.posting });
    for (const name of ASKED) {
      if (form.elements[name] && form.elements[name].value) asked.set(name, form.elements[name].value);
    }
    url.search = asked;
    const answer = await fetch(url, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) return;
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
  for (const name of ASKED) {
    if (form.elements[name]) form.elements[name].addEventListener("change", show);
  }

  // The first thing that is asked or wrong has the cursor.
  const wrong = form.querySelector(":is(.mc-field, td):has(.errorlist) :is(input, select, textarea)");
  if (wrong) wrong.focus();

  // From anywhere on the page, a list or a tick box too.
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const save = form.querySelector("button[name=receive]:not(:disabled)");
    if (save) form.requestSubmit(save);
  });

  // One press is enough: a second one would only wait for the first.
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    addEventListener("pageshow", () => { delete form.dataset.sent; });
  });
})();
