"use strict";
/* Keys that work anywhere on the page but where one types. ``Keys.list`` names them, for whoever explains the page. */
const Keys = (() => {
  const VIEWS = { 1: "graph", 2: "map", 3: "matrix", 4: "table" };
  const exists = (view) => document.getElementById(`tab-${view}`);
  const list = [
    ["/", "to the search"],
    ["?", "help"],
    ...Object.entries(VIEWS).filter(([, view]) => exists(view)).map(([key, view]) => [key, `${view} view`]),
    ["Esc", "closes the panel"],
    ["Arrow keys", "go through tabs, rows of the table, cells of the matrix and months of the slider"],
  ];

  const TYPING = "input:not([type=checkbox], [type=radio], [type=range], [type=button]), select, textarea, [contenteditable]";

  function press(event) {
    if (!State.get().keys || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.target.closest?.(TYPING)) return;
    if (event.key === "/") document.getElementById("search").focus();
    else if (event.key === "?") State.set({ help: true }, { jump: true, always: true });
    else if (Object.hasOwn(VIEWS, event.key) && exists(VIEWS[event.key])) show(VIEWS[event.key]);
    else return;
    event.preventDefault();
  }

  function show(view) {
    State.set({ view });
    document.getElementById(`tab-${view}`).focus();
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
