"use strict";
/* The shortest chain of ties between two nodes, through what is shown. */
const Paths = (() => {
  /** Steps from one node to another, each the list of ties that make it; [] where no chain leads there. */
  function between(start, end, ties) {
    const before = new Map([[start, null]]);
    for (let edge = [start]; edge.length && !before.has(end); ) {
      const next = [];
      for (const id of edge) {
        const around = Facts.tiesOf.get(id).filter((tie) => ties.has(tie.id)).map((tie) => (tie.subject === id ? tie.object : tie.subject));
        for (const other of around.sort()) {
          if (before.has(other)) continue;
          before.set(other, id);
          next.push(other);
        }
      }
      edge = next;
    }
    if (!before.has(end) || start === end) return [];
    const steps = [];
    for (let id = end; before.get(id) !== null; id = before.get(id)) {
      const from = before.get(id);
      steps.unshift(Facts.tiesOf.get(id).filter((tie) => ties.has(tie.id) && (tie.subject === from || tie.object === from)));
    }
    return steps;
  }

  return { between };
})();
