// Follows work that is under way, so that nobody has to reload the page. Everything works without it.
"use strict";
{
  const EVERY = 2000;
  const parser = new DOMParser();

  const follow = async () => {
    const work = document.querySelector("#work[data-running]");
    if (!work) return;
    if (!document.hidden) {
      try {
        const response = await fetch(location.pathname, { headers: { Accept: "text/html" } });
        if (response.redirected) return location.reload(); // the session ended
        const page = parser.parseFromString(await response.text(), "text/html");
        const fresh = page.getElementById("work");
        if (!fresh) return location.reload();
        if (!("running" in fresh.dataset)) {
          const said = document.getElementById("announce");
          document.getElementById("main").replaceWith(page.getElementById("main"));
          if (said) said.textContent = work.dataset.ended;
          return;
        }
        // The buttons stay, so that the keyboard keeps its place.
        for (const name of [".progress", "p.note"]) {
          const now = fresh.querySelector(name);
          if (now) work.querySelector(name)?.replaceWith(now);
        }
      } catch {
        // The server is away for a moment; the next turn asks again.
      }
    }
    setTimeout(follow, EVERY);
  };
  setTimeout(follow, EVERY);
}
