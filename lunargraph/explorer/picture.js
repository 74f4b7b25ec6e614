"use strict";
/* The network picture: vis-network with its nodes where Python put them, repainted when filters or selection change. */
const Picture = (() => {
  const { nodes: drawnNodes, edges: drawnEdges, options } = Facts.picture;
  const frame = document.getElementById("picture-frame");
  const colorOf = new Map(drawnEdges.map((edge) => [edge.id, edge.color]));
  const fontOf = new Map(drawnNodes.map((node) => [node.id, node.font || {}]));
  const nodes = new vis.DataSet(drawnNodes.map((node) => ({ ...node, title: nodeTip(node.id) })));
  const edges = new vis.DataSet(drawnEdges.map((edge) => ({ ...edge, title: tieTip(edge.id) })));
  const network = new vis.Network(frame, { nodes, edges }, options);

  // an element, because a text in this place has been taken for markup by other versions of the library
  function nodeTip(id) {
    const node = Facts.node.get(id);
    const ties = Words.count(Facts.tiesOf.get(id).filter((t) => !Words.isStructural(t)).length, "tie");
    return el("div", {}, el("strong", {}, node.name), el("br"), `${Words.plain(node.kind)}, ${ties}`);
  }

  function tieTip(id) {
    const tie = Facts.tie.get(id);
    const details = Words.isStructural(tie) ? "" : `${tie.status}, ${Words.count(tie.support, "story", "stories")}`;
    return el("div", {}, el("strong", {}, Words.sentence(tie)), el("br"), details, tie.disputed ? ", disputed" : "");
  }

  /** The selected node or tie with its neighbours; null where nothing is selected. */
  function lit(selection) {
    if (selection.tie) {
      const tie = Facts.tie.get(selection.tie);
      return { nodes: new Set([tie.subject, tie.object]), ties: new Set([tie.id]) };
    }
    if (!selection.node) return null;
    const around = Facts.tiesOf.get(selection.node);
    return {
      nodes: new Set([selection.node, ...around.flatMap((t) => [t.subject, t.object])]),
      ties: new Set(around.map((t) => t.id)),
    };
  }

  /** Show exactly these nodes and ties, and fade what the selection does not touch. */
  function paint(shown, selection) {
    const style = getComputedStyle(document.documentElement);
    const ink = style.getPropertyValue("--ink").trim();
    const faint = style.getPropertyValue("--faint").trim();
    const paper = style.getPropertyValue("--canvas").trim();
    const light = lit(selection);
    nodes.update(drawnNodes.map(({ id }) => {
      const bright = !light || light.nodes.has(id);
      const font = { ...fontOf.get(id), color: bright ? ink : faint, strokeColor: paper };
      return { id, hidden: !shown.nodes.has(id), opacity: bright ? 1 : 0.2, font };
    }));
    edges.update(drawnEdges.map(({ id }) => {
      const bright = !light || light.ties.has(id);
      const color = { ...colorOf.get(id), opacity: bright ? (light ? 1 : colorOf.get(id).opacity) : 0.07 };
      return { id, hidden: !shown.ties.has(id), color, font: { color: bright ? ink : faint, strokeColor: paper } };
    }));
    if (selection.tie) network.setSelection({ nodes: [], edges: [selection.tie] }, { highlightEdges: false });
    else if (selection.node) network.setSelection({ nodes: [selection.node] }, { highlightEdges: false });
    else network.unselectAll();
  }

  function fit(ids) {
    network.fit({ nodes: [...ids], animation: false, maxZoomLevel: 1.5 });
  }

  /** Bring nodes into the part of the picture that the details panel leaves free. */
  function bring(ids) {
    const places = Object.values(network.getPositions(ids));
    if (!places.length) return;
    const middle = (axis) => places.reduce((sum, place) => sum + place[axis], 0) / places.length;
    const panel = document.getElementById("details").getBoundingClientRect();
    const room = frame.getBoundingClientRect();
    const beside = panel.height >= room.height * 0.8 && panel.width < room.width * 0.8;
    const offset = beside ? { x: -panel.width / 2, y: 0 } : { x: 0, y: -Math.min(panel.height, room.height) / 3 };
    network.moveTo({ position: { x: middle("x"), y: middle("y") }, scale: Math.max(network.getScale(), 0.75), offset });
  }

  function setMoving(on) {
    network.setOptions({ physics: { enabled: on } });
  }

  function putBack() {
    setMoving(false);
    for (const { id, x, y } of drawnNodes) network.moveNode(id, x, y);
  }

  return { network, paint, fit, bring, setMoving, putBack, frame };
})();
