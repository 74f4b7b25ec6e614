"use strict";
/* The views of one state. Each has ``start()`` (once, when it first comes on screen), ``paint(shown, state)`` and may have ``opened()`` (when it comes on screen)
 * and ``figure(shown, state)`` (an SVG element of what it shows, for sharing). */
const Views = (() => {
  const all = new Map();
  const started = new Set();

  const register = (id, view) => all.set(id, view);
  const tab = (id) => document.getElementById(`tab-${id}`);

  function start() {
    const tabs = [...document.querySelectorAll("[role=tab]")];
    for (const [index, one] of tabs.entries()) {
      one.addEventListener("click", () => State.set({ view: one.dataset.view }));
      one.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        const end = { Home: 0, End: tabs.length - 1 }[event.key];
        if (!step && end === undefined) return;
        event.preventDefault();
        const next = tabs[end ?? (index + step + tabs.length) % tabs.length];
        State.set({ view: next.dataset.view });
        next.focus();
      });
    }
  }

  /** Paint the view that is on screen; the others are painted when they come on screen. */
  function paint(shown, state) {
    for (const id of all.keys()) {
      const here = id === state.view;
      tab(id).setAttribute("aria-selected", String(here));
      tab(id).tabIndex = here ? 0 : -1;
      const panel = document.getElementById(id);
      const came = here && panel.hidden;
      panel.hidden = !here;
      if (!here) continue;
      if (!started.has(id)) all.get(id).start?.();
      started.add(id);
      if (came) all.get(id).opened?.();
      all.get(id).paint(shown, state);
    }
  }

  return { register, start, paint, get: (id) => all.get(id), title: (id) => tab(id).textContent };
})();
