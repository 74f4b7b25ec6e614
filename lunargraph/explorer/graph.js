"use strict";
/* The graph: vis-network with its nodes where Python put them, repainted when filters, date or selection change. */
const Graph = (() => {
  const { nodes: drawnNodes, edges: drawnEdges, options, palette } = Facts.picture;
  const frame = document.getElementById("graph-frame");
  const LEAST_LABEL = 10.5; // pixels on the screen
  const FAMOUS = 1000; // labels of greater importance may cover nodes
  // a picture made for a wide page lies on its side on an upright telephone
  if (frame.clientHeight > frame.clientWidth * 1.2) for (const node of drawnNodes) [node.x, node.y] = [node.y, node.x];
  const nodes = new vis.DataSet(drawnNodes.map((node) => ({ ...node, title: nodeTip(node.id) })));
  const edges = new vis.DataSet(drawnEdges.map((edge) => ({ ...edge, title: tieTip(edge.id) })));
  const network = new vis.Network(frame, { nodes, edges }, options);
  const ranked = rank();
  let shown = { nodes: new Set(), ties: new Set() };
  let light = null;
  let later = null; // a fit that waits for the picture to be on view again

  // an element, because a text in this place has been taken for markup by other versions of the library
  function nodeTip(id) {
    const node = Facts.node.get(id);
    const ties = Words.count(Facts.tiesOf.get(id).filter((t) => !Words.isStructural(t)).length, "tie");
    return el("div", {}, el("strong", {}, node.name), el("br"), `${Words.plain(node.kind)}, ${ties}`);
  }

  function tieTip(id) {
    const tie = Facts.tie.get(id);
    const details = Words.isStructural(tie) ? "" : `${tie.status}, ${Words.count(tie.support, "story", "stories")}`;
    return el("div", {}, el("strong", {}, Words.sentence(tie)), el("br"), details, tie.disputed ? ", disputed" : "", tie.sure ? "" : ", less sure");
  }

  /** Show exactly these nodes and ties as they were on the date, and fade what the selection does not touch. */
  function paint(next, state) {
    shown = next;
    light = Lit.of(state, shown);
    const camps = Time.camps(state.date);
    update(nodes, drawnNodes, ({ id }) => {
      const hidden = !shown.nodes.has(id);
      const [background, border] = palette[camps.get(id) || ""];
      const both = { background, border };
      return { hidden, opacity: isBright("nodes", id) ? 1 : 0.2, color: { ...both, highlight: both, hover: both } };
    });
    update(edges, drawnEdges, ({ id, color, background, was }) => {
      const then = shown.ties.get(id);
      const bright = isBright("ties", id);
      // a tie that is over now was a current one then
      const past = was && then?.status === "current";
      const style = past ? was : { color };
      const opacity = light ? (bright ? 1 : 0.06) : then?.certainty === "sure" ? style.color.opacity : style.color.opacity / 2;
      const halo = background && { background: { ...background, enabled: bright } };
      const line = was ? { dashes: past ? false : drawnEdge.get(id).dashes } : {};
      return { hidden: !then, color: { ...style.color, opacity }, ...halo, ...line };
    });
    writeLabels();
    if (state.edge) network.setSelection({ nodes: [], edges: [state.edge] }, { highlightEdges: false });
    else if (state.node) network.setSelection({ nodes: [state.node] }, { highlightEdges: false });
    else network.unselectAll();
  }

  const painted = new Map();
  const drawnEdge = new Map(drawnEdges.map((edge) => [edge.id, edge]));

  /** Give the library only what has changed: telling it of ten thousand ties takes longer than drawing them. */
  function update(set, drawn, look) {
    const changes = [];
    for (const item of drawn) {
      const wanted = look(item);
      const words = JSON.stringify(wanted);
      if (painted.get(item.id) === words) continue;
      painted.set(item.id, words);
      changes.push({ id: item.id, ...wanted });
    }
    if (changes.length) set.update(changes);
  }

  const isBright = (what, id) => !light || light[what].has(id);

  /** Keep labels readable at every zoom: never smaller than on a printed map, and where two collide, one is left out. */
  function writeLabels() {
    const style = getComputedStyle(document.documentElement);
    const [ink, strokeColor] = ["--ink", "--canvas"].map((name) => style.getPropertyValue(name).trim());
    const scale = network.getScale();
    const taken = ranked.filter(({ id }) => shown.nodes.has(id)).map(({ id, size }) => {
      const { x, y } = network.getPosition(id);
      return { id, left: x - size * 0.6, right: x + size * 0.6, top: y - size * 0.6, bottom: y + size * 0.6 };
    });
    const changes = ranked.map(({ id, label, size, font, lines, longest, importance }) => {
      const least = font?.size > 14 ? font.size * 0.7 : LEAST_LABEL;
      const points = Math.max(font?.size || 14, least / scale);
      const { x, y } = network.getPosition(id);
      const half = (longest * points) / 2;
      const box = { left: x - half, right: x + half, top: y + size, bottom: y + size + lines * points * 1.1 };
      const drawn = shown.nodes.has(id) && isBright("nodes", id)
        && !taken.some((other) => other.id !== id && !(other.id && importance > FAMOUS) && collide(box, other));
      if (drawn) taken.push(box);
      return { id, label: drawn ? label : " ", font: { ...font, size: points, color: ink, strokeColor } };
    });
    nodes.update(changes);
  }

  const collide = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

  /** Nodes with the size of their labels for one unit of type, programs and the busiest first: these keep their labels. */
  function rank() {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `100px ${options.nodes.font.face}`;
    const stated = (id) => Facts.tiesOf.get(id).filter((tie) => !Words.isStructural(tie)).length;
    const measured = drawnNodes.map((node) => {
      const lines = node.label.split("\n");
      const importance = stated(node.id) + (node.shape === "hexagon" ? FAMOUS - 8 : 0);
      return { ...node, importance, lines: lines.length, longest: Math.max(...lines.map((line) => pen.measureText(line).width)) / 100 };
    });
    return measured.sort((a, b) => b.importance - a.importance);
  }

  /** The part of the frame that the details panel leaves free, in pixels of the frame. */
  function freeRoom() {
    const room = frame.getBoundingClientRect();
    const panel = document.getElementById("details").getBoundingClientRect();
    const beside = panel.width && panel.width < room.width * 0.8;
    const below = panel.width && !beside;
    const bottom = below ? Math.max(room.height / 3, Math.min(room.height, panel.top - room.top)) : room.height;
    return { width: beside ? room.width - panel.width : room.width, height: bottom, room };
  }

  /** Bring nodes into the free part of the frame; the library's own fit knows no panel and counts labels at their old size. */
  function fit(ids, closest = 1.3) {
    later = frame.clientWidth ? null : () => fit(ids, closest);
    const places = Object.values(network.getPositions([...ids]));
    if (!places.length || later) return;
    const span = (axis) => [Math.min(...places.map((at) => at[axis])), Math.max(...places.map((at) => at[axis]))];
    const [[left, right], [top, bottom]] = [span("x"), span("y")];
    const { width, height, room } = freeRoom();
    const across = Math.max(80, width - Math.min(130, width / 4)) / (right - left || 1);
    const down = Math.max(60, height - Math.min(110, height / 3)) / (bottom - top || 1);
    const scale = Math.min(closest, across, down);
    // labels hang below their nodes
    const offset = { x: (width - room.width) / 2, y: (height - room.height) / 2 - 10 };
    network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale, offset, animation: false });
    writeLabels();
  }

  /** Move the view if the panel has just covered these nodes. */
  function uncover(ids) {
    const { width, height } = freeRoom();
    const hidden = (at) => at.x > width || at.y > height;
    if (Object.values(network.getPositions(ids)).some((at) => hidden(network.canvasToDOM(at)))) fit(ids, network.getScale());
  }

  function opened() {
    network.setSize("100%", "100%");
    network.redraw();
    if (later) later();
  }

  function setMoving(on) {
    network.setOptions({ physics: { enabled: on } });
  }

  function putBack() {
    setMoving(false);
    for (const { id, x, y } of drawnNodes) network.moveNode(id, x, y);
  }

  let waiting = 0;
  const writeSoon = () => {
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(writeLabels);
  };
  for (const event of ["zoom", "dragEnd", "resize", "stabilized"]) network.on(event, writeSoon);

  return { network, paint, opened, fit, uncover, setMoving, putBack };
})();
