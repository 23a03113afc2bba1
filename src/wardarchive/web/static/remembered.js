// Searches kept in this browser: those saved, and those made before. Nothing of it is sent anywhere.
"use strict";

const MOST_MADE = 20, MOST_SAVED = 200, LONGEST = 2000;
const KEYS = { saved: "wardarchive.saved", history: "wardarchive.history" };

// What is kept under a key; whatever somebody else put there is left out.
function kept(key) {
  try {
    const rows = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(rows) ? rows.filter((row) => typeof row?.query === "string" && typeof row?.label === "string") : [];
  } catch {
    return [];
  }
}

function keep(key, rows) {
  try {
    localStorage.setItem(key, JSON.stringify(rows));
    return true;
  } catch {
    return false; // full, or forbidden: the page works without
  }
}

// The search on the screen; null on the front page and where there is no result.
function onScreen() {
  const words = document.getElementById("q")?.value.trim() ?? "";
  const chips = [...document.querySelectorAll(".chips li a:not(.all)")].map((a) => a.textContent.replace("×", "").replace(/\(.*\)$/s, "").replace(/\s+/g, " ").trim());
  const query = new URLSearchParams(location.search);
  query.delete("page");
  query.delete("lang");
  if (!document.querySelector(".search-page .summary") || document.body.classList.contains("front") || !String(query)) return null;
  if (String(query).length > LONGEST) return null;
  return { query: "?" + query, label: [words, ...chips].filter(Boolean).join(" · ") || String(query) };
}

function without(rows, search) {
  return rows.filter((row) => row.query !== search.query);
}

function listOf(key, title, words) {
  const rows = kept(key);
  if (!rows.length) return [];
  const heading = document.createElement("h2");
  heading.textContent = title;
  const list = document.createElement("ul");
  for (const row of rows) {
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = location.pathname + row.query;
    link.textContent = row.label;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = words.remove;
    button.setAttribute("aria-label", `${words.remove}: ${row.label}`);
    button.addEventListener("click", () => { keep(key, without(kept(key), row)); showRemembered(); });
    item.append(link, button);
    list.append(item);
  }
  const all = document.createElement("button");
  all.type = "button";
  all.textContent = words.forget;
  all.setAttribute("aria-label", `${words.forget}: ${title}`);
  all.addEventListener("click", () => { keep(key, []); showRemembered(); });
  return [heading, list, all];
}

function showRemembered() {
  const place = document.querySelector(".remembered");
  if (!place || !document.body.classList.contains("front")) return;
  const words = place.dataset;
  const parts = [...listOf(KEYS.saved, words.saved, words), ...listOf(KEYS.history, words.history, words)];
  if (parts.length) {
    const note = document.createElement("p");
    note.className = "note";
    note.textContent = words.note;
    parts.push(note);
  }
  place.replaceChildren(...parts);
  place.hidden = parts.length === 0;
}

function prepareRemembered() {
  const search = onScreen();
  if (search) keep(KEYS.history, [search, ...without(kept(KEYS.history), search)].slice(0, MOST_MADE));
  const save = document.querySelector("button.save");
  if (save && search) {
    save.hidden = false;
    save.addEventListener("click", () => {
      if (!keep(KEYS.saved, [search, ...without(kept(KEYS.saved), search)].slice(0, MOST_SAVED))) return;
      save.textContent = save.dataset.done;
      document.getElementById("announce").textContent = save.dataset.done;
    });
  }
  showRemembered();
}

document.addEventListener("shown", prepareRemembered);
prepareRemembered();
