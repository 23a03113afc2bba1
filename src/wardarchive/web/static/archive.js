// Everything works without this file; it only saves clicks.
"use strict";
document.documentElement.classList.add("scripted");

const parser = new DOMParser();
let running = null;

// The address that the form would open, without its empty fields.
function addressOf(form, submitter = null) {
  const chosen = submitter?.name === "span"; // a month takes the place of the days
  const kept = [...new FormData(form, submitter)].filter(([name, value]) => value !== "" && !(chosen && (name === "from" || name === "to")));
  const query = new URLSearchParams(kept).toString();
  return form.action + (query ? "?" + query : "");
}

// Put the page at `address` in place of this one, keeping the keyboard where it was.
async function show(address, { push = true, focus = null } = {}) {
  const main = document.getElementById("main");
  running?.abort();
  running = new AbortController();
  main.classList.add("busy");
  let page;
  try {
    const response = await fetch(address, { signal: running.signal, headers: { Accept: "text/html" } });
    page = parser.parseFromString(await response.text(), "text/html");
  } catch (error) {
    if (error.name !== "AbortError") location.assign(address);
    return;
  }
  const fresh = page.getElementById("main");
  if (!fresh) return location.assign(address);
  const sheet = document.querySelector("#facets:popover-open");
  const scrolled = sheet?.scrollTop;
  const opened = [...document.querySelectorAll("details[open]")].map((d) => d.closest("[data-facet]")?.dataset.facet);
  main.replaceWith(fresh);
  document.title = page.title;
  document.body.className = page.body.className;
  if (push) history.pushState({}, "", address);
  for (const name of opened) document.querySelector(`[data-facet="${CSS.escape(name ?? "")}"] details`)?.setAttribute("open", "");
  prepare();
  if (sheet) {
    const again = document.getElementById("facets");
    again?.showPopover();
    if (again) again.scrollTop = scrolled;
  }
  const target = focus && document.querySelector(focus);
  target?.focus({ preventScroll: true });
  const count = document.getElementById("count");
  if (count) document.getElementById("announce").textContent = count.textContent;
}

function prepareSearch(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(addressOf(form, event.submitter?.name ? event.submitter : null), { focus: "#count" });
  });
  prepareMonths(form);
  for (const field of form.elements) {
    if (!field.matches("[type=checkbox], [type=date], select")) continue;
    field.addEventListener("change", () => {
      if (field.type === "date" && field.value && field.value < "1900") return; // a year still being typed
      const focus = field.id
        ? "#" + CSS.escape(field.id)
        : `input[name="${CSS.escape(field.name)}"][value="${CSS.escape(field.value)}"]`;
      show(addressOf(form), { focus });
    });
  }
  prepareSuggestions(form.elements.q, form);
}

// A click on a bar, or a drag over several, asks for their time. The table beneath does the same by keyboard.
function prepareMonths(form) {
  const drawing = document.querySelector(".columns-of-months");
  const labels = [...document.querySelectorAll(".months button")].map((button) => button.value);
  if (!drawing || !labels.length) return;
  const yearly = labels[0].length === 4;
  const order = (label) => (yearly ? Number(label) : Number(label.slice(0, 4)) * 12 + Number(label.slice(5)) - 1);
  const first = order(labels[0]);
  const at = (event) => {
    const box = drawing.getBoundingClientRect();
    const place = Math.floor(((event.clientX - box.left) / box.width) * Number(drawing.dataset.bars));
    return first + Math.min(Math.max(place, 0), Number(drawing.dataset.bars) - 1);
  };
  const day = (n, end) => {
    const [year, month] = yearly ? [n, end ? 12 : 0] : [Math.floor(n / 12), (n % 12) + (end ? 1 : 0)];
    return new Date(Date.UTC(year, month, end ? 0 : 1)).toISOString().slice(0, 10);
  };
  let begun = null;
  drawing.addEventListener("pointerdown", (event) => { begun = at(event); drawing.setPointerCapture(event.pointerId); event.preventDefault(); });
  drawing.addEventListener("pointercancel", () => { begun = null; });
  drawing.addEventListener("pointerup", (event) => {
    if (begun === null) return;
    const [low, high] = [begun, at(event)].sort((a, b) => a - b);
    begun = null;
    form.elements.from.value = day(low, false);
    form.elements.to.value = day(high, true);
    show(addressOf(form), { focus: "#count" });
  });
}

// Completion, as the ARIA practices describe a combobox with a list.
function prepareSuggestions(input, form) {
  const kinds = JSON.parse(input.dataset.kinds);
  const list = document.createElement("ul");
  list.className = "suggest";
  list.id = "suggestions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label").textContent);
  list.hidden = true;
  input.after(list);
  for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-controls", list.id], ["aria-autocomplete", "list"]]) {
    input.setAttribute(name, value);
  }
  let timer, chosen = -1, found = [], asked = null;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (index) => {
    const { kind, text, value } = found[index];
    close();
    if (kind === "phrase") {
      input.value = text;
      form.requestSubmit();
    } else {
      const address = new URL(form.action);
      address.searchParams.set(kind, value);
      show(address.href, { focus: "#count" });
    }
  };
  const mark = (index) => {
    chosen = index;
    [...list.children].forEach((item, i) => item.setAttribute("aria-selected", String(i === index)));
    if (index < 0) input.removeAttribute("aria-activedescendant");
    else input.setAttribute("aria-activedescendant", list.children[index].id);
  };
  const ask = async () => {
    const words = input.value.trim();
    if (words.length < 2) return close();
    asked?.abort();
    asked = new AbortController();
    try {
      const response = await fetch(`${input.dataset.suggest}?q=${encodeURIComponent(words)}`, { signal: asked.signal });
      found = response.ok ? await response.json() : [];
    } catch {
      return;
    }
    list.replaceChildren(
      ...found.map(({ kind, text }, index) => {
        const item = document.createElement("li");
        item.id = `suggestion-${index}`;
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        const label = document.createElement("span");
        label.textContent = text;
        const note = document.createElement("small");
        note.textContent = kinds[kind] ?? "";
        item.append(label, note);
        item.addEventListener("pointerdown", (event) => { event.preventDefault(); choose(index); });
        return item;
      }),
    );
    chosen = -1;
    list.hidden = found.length === 0 || document.activeElement !== input;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) { close(); event.preventDefault(); }
    if (list.hidden || event.isComposing) return;
    if (event.key === "ArrowDown") { mark((chosen + 1) % found.length); event.preventDefault(); }
    if (event.key === "ArrowUp") { mark(chosen <= 0 ? found.length - 1 : chosen - 1); event.preventDefault(); }
    if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); choose(chosen); }
  });
}

function prepareCopying() {
  for (const button of document.querySelectorAll("button[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      button.textContent = button.dataset.done;
      document.getElementById("announce").textContent = button.dataset.done;
    });
  }
}

function prepare() {
  const form = document.getElementById("search");
  if (form) prepareSearch(form);
  prepareCopying();
  document.dispatchEvent(new Event("shown"));
}

const announce = document.createElement("p");
announce.id = "announce";
announce.className = "visually-hidden";
announce.setAttribute("role", "status");
document.body.append(announce);
addEventListener("popstate", () => {
  if (document.getElementById("search")) show(location.href, { push: false });
});
prepare();
