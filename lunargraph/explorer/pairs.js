"use strict";
/* Two coalitions side by side, and a path between two nodes: the boxes in which a reader names the two. */
const Pairs = (() => {
  const field = (id) => document.getElementById(id);
  const PRESET = Time.CAMPS.map(([program]) => program);
  const isCoalition = (id) => Time.memberships.has(id);
  const size = (id) => new Set(Time.memberships.get(id).map((tie) => tie.subject)).size;
  const WANTED = { compare: ({ id }) => isCoalition(id), path: () => true };
  const SAME = { compare: "Choose two different programs.", path: "Choose two different ends." };
  /** What an empty box offers. */
  const largest = [...Time.memberships.keys()].sort((a, b) => size(b) - size(a) || Words.name(a).localeCompare(Words.name(b)));
  const OFFERED = { compare: largest, path: [] };
  /** The ids in the boxes, "" where a box holds no name; they stay when the panel is closed. */
  const chosen = { compare: ["", ""], path: ["", ""] };

  /** A long name by its letters, as far as it has some. */
  function shorter(id) {
    const { name, label } = Facts.node.get(id);
    return name.length > 24 && label && !label.includes("_") ? label : name;
  }

  const inputs = (kind) => [0, 1].map((at) => field(`${kind}-${at}`));

  function complain(kind, words, at = -1) {
    field(`${kind}-error`).textContent = words;
    field(`${kind}-error`).hidden = !words;
    for (const [place, input] of inputs(kind).entries()) input.setAttribute("aria-invalid", String(Boolean(words) && (at < 0 || at === place)));
    if (words) inputs(kind)[Math.max(0, at)].focus();
  }

  /** Show what the boxes name, or say what is missing. */
  function show(kind) {
    const empty = chosen[kind].findIndex((id) => !id);
    if (empty >= 0) return complain(kind, "Choose a name from the list.", empty);
    if (chosen[kind][0] === chosen[kind][1]) return complain(kind, SAME[kind]);
    complain(kind, "");
    return State.set({ [kind]: [...chosen[kind]] }, { jump: true, always: true });
  }

  function write(kind) {
    for (const [at, input] of inputs(kind).entries()) input.value = chosen[kind][at] ? Words.name(chosen[kind][at]) : "";
  }

  function picked(kind, at, id) {
    chosen[kind][at] = id;
    complain(kind, "");
    if (chosen[kind].every(Boolean)) show(kind);
  }

  /** Turn the two round, where they are shown and in the boxes. */
  function swap(kind) {
    chosen[kind].reverse();
    write(kind);
    complain(kind, "");
    if (State.get()[kind].length) State.set({ [kind]: [...State.get()[kind]].reverse() });
  }

  function forget(kind) {
    chosen[kind] = ["", ""];
    write(kind);
    complain(kind, "");
  }

  function clear(kind) {
    if (State.get()[kind].length) State.set({ [kind]: [] });
    forget(kind);
    inputs(kind)[0].focus();
  }

  /** Unfold the boxes, on a telephone the filters around them too, and go to the first that is empty. */
  function open(kind, first = "") {
    if (first) {
      chosen[kind] = [first, chosen[kind][1] === first ? "" : chosen[kind][1]];
      write(kind);
    }
    field("controls").open = true;
    field(`${kind}-tools`).open = true;
    complain(kind, "");
    const at = first ? 1 : Math.max(0, chosen[kind].indexOf(""));
    inputs(kind)[at].focus();
    inputs(kind)[at].select();
  }

  const action = (words, onclick) => el("button", { type: "button", onclick }, words);

  /** Buttons for the panel of a node: what one can do from there. */
  function offers(id) {
    return el("p", { class: "offers" }, action("Path from here to …", () => open("path", id)),
      isCoalition(id) ? action("Compare members with …", () => open("compare", id)) : null);
  }

  /** Buttons for the panel of two things. */
  const tools = (kind) => el("p", { class: "offers" }, action("Swap", () => { swap(kind); Details.focus(); }), action("Choose others", () => open(kind)));

  function told(kind, state, shown) {
    if (!state[kind].length) return "";
    if (kind === "path") {
      const steps = Paths.between(...state.path, shown.ties).length;
      return steps ? `A path of ${Words.count(steps, "step")}.` : "No path among the ties that are shown.";
    }
    const [one, both, other] = Compare.groups(state).map((rows) => rows.length);
    const [first, second] = state.compare.map((id) => shorter(id));
    return `Only ${first}: ${one}. Both: ${both}. Only ${second}: ${other}.`;
  }

  /** Bring the boxes to what the state says. */
  function paint(state, shown, before) {
    for (const kind of ["compare", "path"]) {
      if (state[kind].length) {
        const news = String(state[kind]) !== String(before?.[kind] || []);
        chosen[kind] = [...state[kind]];
        if (news) {
          write(kind);
          complain(kind, "");
          field(`${kind}-tools`).open = true;
        }
      }
      const words = told(kind, state, shown);
      // a live region is read whenever it is written
      if (field(`${kind}-said`).textContent !== words) field(`${kind}-said`).textContent = words;
    }
  }

  function wire(kind) {
    for (const [at, input] of inputs(kind).entries()) {
      Search.box(input, field(`${kind}-${at}-list`), (id) => picked(kind, at, id), WANTED[kind], OFFERED[kind]);
      // a name is chosen from the list; what is typed beside it is no choice yet
      input.addEventListener("input", () => { chosen[kind][at] = ""; });
    }
    field(`${kind}-form`).addEventListener("submit", (event) => {
      event.preventDefault();
      show(kind);
    });
    field(`${kind}-swap`).addEventListener("click", () => swap(kind));
    field(`${kind}-clear`).addEventListener("click", () => clear(kind));
  }

  function start() {
    wire("compare");
    wire("path");
    field("compare-preset").hidden = !PRESET.every(isCoalition);
    field("compare-preset").addEventListener("click", () => {
      chosen.compare = [...PRESET];
      write("compare");
      show("compare");
    });
  }

  return { start, paint, open, offers, tools, forget: () => { forget("compare"); forget("path"); } };
})();
