"use strict";
/* What the selection lights up among the things shown; every view draws from it. */
const Lit = (() => {
  const ends = (ties) => ties.flatMap((tie) => [tie.subject, tie.object]);
  const made = (nodes, ties) => ({ nodes: new Set([...nodes, ...ends(ties)]), ties: new Set(ties.map((tie) => tie.id)) });

  /** Ties that make an actor a current member of one of the programs. */
  function memberships(programs, shown) {
    const all = programs.flatMap((id) => Time.memberships.get(id) || []);
    return all.filter((tie) => shown.ties.get(tie.id)?.status === "current");
  }

  /** The selected tie, the node with its neighbours, the path, or the members of two coalitions: {nodes, ties}; null where nothing is selected. */
  function of(state, shown) {
    if (state.edge) return made([], [Facts.tie.get(state.edge)]);
    if (state.path.length) return made(state.path, Paths.between(state.path[0], state.path[1], shown.ties).flat());
    if (state.compare.length) return made(state.compare, memberships(state.compare, shown));
    if (!state.node) return null;
    return made([state.node], Facts.tiesOf.get(state.node).filter((tie) => shown.ties.has(tie.id)));
  }

  /** The same for two nodes that the reader set side by side or joined by a path, and null for all else. */
  const pair = (state, shown) => (state.compare.length || state.path.length ? of(state, shown) : null);

  return { of, pair };
})();
