"use strict";
/* The table of ties: everything that the graph shows, for eyes, keyboards and screen readers alike. */
const Table = (() => {
  const body = document.getElementById("ties-body");
  const within = document.getElementById("table-search");
  const sorted = Facts.ties.map((tie) => [Words.isStructural(tie) ? 1 : 0, Words.sentence(tie), tie]);
  sorted.sort((a, b) => a[0] - b[0] || a[1].localeCompare(b[1]));
  const rows = sorted.map(([, , tie]) => ({ tie, row: null, text: Words.fold(`${Words.sentence(tie)} ${tie.status}`) }));

  function start() {
    for (const entry of rows) {
      const { tie } = entry;
      const structural = Words.isStructural(tie);
      entry.row = el("tr", { "data-tie": tie.id },
        el("td", {}, el("button", { type: "button", class: "link", onclick: () => State.set({ edge: tie.id }, { jump: true }) }, Words.sentence(tie)),
          tie.disputed ? Details.disputed() : null, tie.sure ? null : Details.lessSure()),
        el("td", {}, structural ? "lexicon" : Details.status(tie.status)),
        el("td", {}, tie.since),
        el("td", { class: "figure" }, structural ? "" : String(tie.support)),
        el("td", { class: "figure" }, structural ? "" : tie.confidence.toFixed(2)));
    }
    body.replaceChildren(...rows.map((entry) => entry.row));
    within.addEventListener("input", () => State.set({ find: within.value.slice(0, 200) }));
  }

  function paint(shown, state) {
    if (within.value !== state.find) within.value = state.find;
    const words = Words.fold(state.find).split(" ");
    for (const { tie, row, text } of rows) row.hidden = !shown.ties.has(tie.id) || !words.every((word) => text.includes(word));
  }

  return { start, paint };
})();
