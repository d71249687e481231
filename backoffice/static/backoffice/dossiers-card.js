"use strict";

// The QR of a citizen card, from a scanner that types or from the clipboard, in whatever field the cursor is:
// number|old number|name|birth|sex|address|issued. Number, name and address are kept, the rest is forgotten.
(() => {
  const said = document.querySelector("[data-card]");
  if (!said) return;
  // Before the procedure is chosen there is no form: the card is caught all the same, nothing of it is searched for.
  const form = document.querySelector("[data-reception]");

  const NUMBER = 12; // digits
  const NUMBER_WITHIN = 5000;
  // Where a keyboard program has touched the number: as many keys, faster than people type.
  const FEWEST_KEYS = 9;
  const PAUSE = 250;
  const SILENCE = 400;
  const SILENCE_AMID = 1500; // a busy machine delays the keys
  const BARS = 6;
  const REMEMBERED = 60;
  let keys = [];
  let before = {};
  let catcher = null;
  let timer;

  const remembered = (element) => ({ element, value: element?.value, checked: element?.checked });

  const putBack = ({ element, value, checked }) => {
    if (!element || value === undefined || element.value === value && element.checked === checked) return;
    element.value = value;
    element.checked = checked;
    element.dispatchEvent(new Event("input", { bubbles: true }));
    if (element.matches("select")) element.dispatchEvent(new Event("change", { bubbles: true }));
  };

  const say = (...names) => {
    said.textContent = names.map((name) => said.dataset[name]).join(" ");
    said.hidden = false;
  };

  // "NGUYỄN THỊ ĐÀO" is written as a name.
  const written = (name) => (name === name.toUpperCase()
    ? name.toLowerCase().replace(/(^|[\s.-])(\p{L})/gu, (_, gap, letter) => gap + letter.toUpperCase())
    : name);

  // A keyboard program that mixes in leaves signs, digits or bare letters.
  const isMangled = (name, address) => /[^\p{L}\p{M}\s.'’-]/u.test(name) || !/[^\x00-\x7f]/.test(name + address) || /[?\ufffd]/.test(address);

  const read = (text, { element }) => {
    if (!form) {
      element?.focus();
      say("choose");
      return;
    }
    const parts = text.normalize("NFC").split("|").map((part) => part.replace(/\s+/g, " ").trim());
    const number = (/\d{12}$/.exec(parts[0]) || [""])[0];
    // Some cards leave the old number out, some leave it empty.
    const at = /\p{L}/u.test(parts[1] || "") ? 1 : 2;
    const name = parts[at] || "";
    const address = parts[at + 3] || "";
    if (!number || !/\p{L}/u.test(name)) {
      element?.focus();
      say("unreadable");
      return;
    }
    const isProxy = Boolean(element?.name?.startsWith("proxy_"));
    const fill = (field, value) => {
      if (!field || !value) return;
      field.value = field.maxLength > 0 ? value.slice(0, field.maxLength) : value;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const fields = isProxy
      ? { number: form.elements.proxy_id_number, name: form.elements.proxy_name, phone: form.elements.proxy_phone }
      : { number: form.elements.id_number, name: form.elements.full_name, address: form.elements.address, phone: form.elements.phone };
    fill(fields.number, number);
    fill(fields.name, written(name));
    fill(fields.address, address);
    fields.number.dispatchEvent(new Event("change", { bubbles: true }));
    say("read", ...(isMangled(name, address) ? ["unsure"] : []));
    const isRead = [fields.number, fields.name, fields.address].includes(element);
    (isRead ? fields.phone : element)?.focus();
  };

  const finish = () => {
    clearTimeout(timer);
    const text = catcher.value;
    catcher.remove();
    catcher = null;
    keys = [];
    read(text, before);
  };

  const wait = () => {
    clearTimeout(timer);
    const isWhole = catcher.value.split("|").length > BARS;
    timer = setTimeout(finish, isWhole ? SILENCE : SILENCE_AMID);
  };

  // From the first | on, the card is typed into a place of its own: no length, no list, no keyboard program hurts.
  const begin = (typed) => {
    putBack(before);
    catcher = document.createElement("textarea");
    catcher.className = "mc-visually-hidden";
    catcher.setAttribute("aria-hidden", "true");
    catcher.autocomplete = "off";
    catcher.value = typed;
    document.body.append(catcher);
    catcher.focus();
    catcher.setSelectionRange(typed.length, typed.length);
    catcher.addEventListener("input", wait);
    catcher.addEventListener("keydown", (event) => {
      event.stopPropagation();
      wait();
      if (event.key !== "Enter" && event.key !== "Tab") return;
      event.preventDefault();
      finish();
    });
    wait();
  };

  // The keys of the number that ends here, of the last keys of all.
  const numberTyped = () => {
    const last = keys.slice(-NUMBER - 1, -1);
    const isNumber = last.length === NUMBER && last.every(({ key }) => /\d/.test(key));
    if (isNumber && keys.at(-1).at - last[0].at < NUMBER_WITHIN) return keys.slice(-NUMBER - 1);
    let first = keys.length - 1;
    while (first > 0 && keys[first].at - keys[first - 1].at < PAUSE) first -= 1;
    return keys.length - first > FEWEST_KEYS ? keys.slice(first) : [];
  };

  document.addEventListener("keydown", (event) => {
    if (catcher) return;
    if (event.key === "Backspace") keys.pop();
    if (event.key.length !== 1) return;
    keys = [...keys, { key: event.key, at: event.timeStamp, was: remembered(document.activeElement) }].slice(-REMEMBERED);
    const typed = event.key === "|" ? numberTyped() : [];
    if (!typed.length) return;
    event.preventDefault();
    event.stopPropagation();
    before = typed[0].was;
    begin(typed.map(({ key }) => key).join(""));
  }, true);

  document.addEventListener("paste", (event) => {
    const text = event.clipboardData?.getData("text") || "";
    if (!/^\s*\d{12}\|([^|]*\|){4}/.test(text)) return;
    event.preventDefault();
    read(text, { element: event.target });
  });
})();
