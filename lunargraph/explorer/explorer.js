"use strict";
/* Joins state, views, panel, filters and time: one state, everything drawn from it. */
(() => {
  let opener = null;
  let shown = null;
  const counter = document.getElementById("counter");
  const panel = document.getElementById("details");

  function refresh(state) {
    shown = Filters.visible(state);
    Views.paint(shown, state);
    Filters.paint(state, shown);
    Timebar.paint(state, shown);
    const date = state.date ? ` as of ${state.date}` : "";
    counter.textContent = `Showing ${Words.count(shown.nodes.size, "node")}, ${Words.count(shown.ties.size, "tie")}${date}`;
  }

  const sameChoice = (a, b) => State.CHOICES.every((name) => String(a[name]) === String(b[name]));

  function changed(state, before, { jump = false } = {}) {
    const chosen = !sameChoice(state, before);
    // within the panel one goes from thing to thing; back means back to the page
    if (jump && chosen && !panel.contains(document.activeElement)) opener = document.activeElement;
    refresh(state);
    Pairs.paint(state, shown, before);
    Keys.paint(state);
    // the panel tells of ties as of the date, too
    Details.paint(state, shown);
    if (chosen && !State.chosen(state)) comeBack();
    if (state.program !== before.program || state.around !== before.around) Graph.fit(shown.nodes);
    if (!chosen || !State.chosen(state)) return;
    const around = Lit.of(state, shown);
    if (around && jump) Graph.fit(around.nodes, 1);
    else if (around) Graph.uncover(state.node ? [state.node] : [...around.nodes]);
    if (jump) Details.focus();
  }

  /** Back to where the reader came from, as far as that place still exists. */
  function comeBack() {
    if (opener?.isConnected) opener.focus();
    opener = null;
  }

  const close = () => State.set(State.reset(State.CHOICES));

  function reset() {
    document.getElementById("search").value = "";
    Pairs.forget();
    document.getElementById("moving").checked = false;
    Graph.putBack();
    const { view } = State.get();
    State.set({ ...State.fromHash(""), view }, { always: true });
    Graph.fit(shown.nodes);
  }

  function wireGraph() {
    Graph.network.on("click", ({ nodes, edges, pointer }) => {
      opener = null;
      const node = nodes[0] || Graph.labelAt(pointer.canvas);
      if (node) State.set({ node });
      else if (edges.length) State.set({ edge: edges[0] });
      else close();
    });
    document.getElementById("fit").addEventListener("click", () => Graph.fit(shown.nodes));
    document.getElementById("reset").addEventListener("click", reset);
    document.getElementById("moving").addEventListener("input", (event) => Graph.setMoving(event.target.checked));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => refresh(State.get()));
  }

  /** On a narrow screen the filters fold away; on a wide one they always stand open. */
  function foldFilters() {
    const narrow = matchMedia("(max-width: 760px)");
    const fold = () => { document.getElementById("controls").open = !narrow.matches; };
    narrow.addEventListener("change", fold);
    fold();
  }

  function wireKeys() {
    document.getElementById("close").addEventListener("click", close);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && State.chosen() && !event.defaultPrevented) close();
    });
    // the address must keep the state, so the link may not do what links do
    document.getElementById("skip").addEventListener("click", (event) => {
      event.preventDefault();
      State.set({ view: "table" });
      document.getElementById("table-search").focus();
    });
  }

  function start() {
    State.start();
    Views.register("graph", { ...Graph, ...GraphFigure });
    Views.register("map", WorldMap);
    Views.register("matrix", Matrix);
    Views.register("table", Table);
    Views.start();
    Filters.start();
    Timebar.start();
    Share.start(() => shown);
    Pairs.start();
    Keys.start();
    foldFilters();
    wireGraph();
    wireKeys();
    Search.box(document.getElementById("search"), document.getElementById("matches"), (id) => State.set({ node: id }, { jump: true, always: true }));
    document.getElementById("help").addEventListener("click", () => State.set({ help: true }, { jump: true }));
    State.onChange(changed);
    const state = State.get();
    refresh(state);
    Pairs.paint(state, shown);
    Details.paint(state, shown);
    const around = Lit.of(state, shown);
    Graph.fit(around ? around.nodes : shown.nodes, around ? 1 : undefined);
  }

  start();
  window.lunargraph = Object.freeze({
    network: Graph.network, state: State.get, set: State.set, hash: State.hash, visible: () => shown, members: Time.members, counts: Time.counts,
    labels: Graph.labels, labelAt: Graph.labelAt, crosses: Graph.crosses,
  });
})();
