"use strict";
/* Keys that work anywhere on the page but where one types. ``Keys.list`` names them, for whoever explains the page. */
const Keys = (() => {
  const tabs = new Map([...document.querySelectorAll("[role=tab]")].map((tab, at) => [String(at + 1), tab]));
  const list = [
    ["/", "to the search"],
    ["?", "help"],
    ["c", "compare two coalitions"],
    ["p", "find a path between two"],
    ...[...tabs].map(([key, tab]) => [key, `${tab.dataset.view} view`]),
    ["Esc", "closes the panel"],
    ["Arrow keys", "go through tabs, names found, countries of the map, cells of the matrix, rows of the table and months of the slider"],
    ["Enter", "opens what has the focus"],
    ["+ and −", "zoom graph and map; 0 shows the whole map"],
    ["Shift and arrow keys", "move the map"],
    ["A letter", "on the map, goes to a country's name"],
  ];

  const TYPING = "input:not([type=checkbox], [type=radio], [type=range], [type=button]), select, textarea, [contenteditable]";

  function press(event) {
    if (!State.get().keys || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.(TYPING)) return;
    if (event.key === "/") document.getElementById("search").focus();
    else if (event.key === "?") State.set({ help: true }, { jump: true, always: true });
    else if (event.key === "c" || event.key === "p") Pairs.open(event.key === "c" ? "compare" : "path");
    else if (tabs.has(event.key)) show(tabs.get(event.key));
    else return;
    event.preventDefault();
  }

  function show(tab) {
    State.set({ view: tab.dataset.view });
    tab.focus();
  }

  const paint = (state) => { document.getElementById("keys-on").checked = state.keys; };

  function start() {
    document.getElementById("keys-list").append(...list.flatMap(([key, does]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, does)]));
    // whoever speaks to the page, or has other uses for these keys, can turn them off
    document.getElementById("keys-on").addEventListener("input", (event) => State.set({ keys: event.target.checked }));
    document.addEventListener("keydown", press);
    paint(State.get());
  }

  return { list, start, paint };
})();
