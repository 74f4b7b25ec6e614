"use strict";
/* The graph: vis-network with its nodes where Python put them, repainted when filters, date or selection change. */
const Graph = (() => {
  const { nodes: drawnNodes, edges: drawnEdges, options, palette } = Facts.picture;
  const frame = document.getElementById("graph-frame");
  const DENIED = "#c8352b";
  const CROSS = 11; // units of the canvas
  const [LEAST_LABEL, MOST_LABEL] = [10.5, 15]; // pixels on the screen
  const ROOMY = 0.4; // the scale from which every name may stand a little further off
  const BUSY = 6; // ties of those whose names may stand a little further off, with a line to their node
  const GREAT = 1000; // so much more important than any other is a large program
  // a picture made for a wide page lies on its side on an upright telephone
  if (frame.clientHeight > frame.clientWidth * 1.2) for (const node of drawnNodes) [node.x, node.y] = [node.y, node.x];
  // the library knows one place for a name, below its node: names are drawn here instead
  const nodes = new vis.DataSet(drawnNodes.map(({ label, ...node }) => ({ ...node, title: nodeTip(node.id) })));
  const edges = new vis.DataSet(drawnEdges.map((edge) => ({ ...edge, title: tieTip(edge.id) })));
  const network = new vis.Network(frame, { nodes, edges }, options);
  const fontOf = ({ great, points }) => `${great ? "600 " : ""}${points}px ${options.nodes.font.face}`;
  const ranked = rank();
  let shown = { nodes: new Set(), ties: new Set() };
  let light = null;
  let written = []; // the names that found a place
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

  /** Give every name a place that covers no node and no other name; one that finds none waits until the reader comes nearer. */
  function writeLabels() {
    const scale = network.getScale();
    const narrow = frame.clientWidth < 500;
    const [low, high] = [network.DOMtoCanvas({ x: 0, y: 0 }), network.DOMtoCanvas({ x: frame.clientWidth, y: frame.clientHeight })];
    const view = { left: low.x * scale, right: high.x * scale, top: low.y * scale, bottom: high.y * scale };
    const items = ranked.filter(({ id }) => shown.nodes.has(id) && isBright("nodes", id)).map((node) => {
      const [least, most] = node.great ? [narrow ? 13 : 15, 24] : [LEAST_LABEL, MOST_LABEL];
      const points = Math.max(least, Math.min(most, (node.font?.size || 14) * scale)) / scale;
      const at = network.getPosition(node.id);
      const reach = node.size * scale * (node.shape === "triangle" ? 1.15 : 1) + 1;
      return { node, id: node.id, points, x: at.x * scale, y: at.y * scale, reach, width: node.longest * points * scale, height: node.lines.length * points * scale * Labels.LINE, away: node.great ? 160 : node.importance >= BUSY ? 96 : 0, last: scale > ROOMY ? 110 : 0 };
    });
    const shapes = items.map(({ id, x, y, reach }) => ({ owner: id, left: x - reach, right: x + reach, top: y - reach, bottom: y + reach }));
    const placed = Labels.place(items, shapes, view, narrow ? 3 : 1);
    written = items.filter(({ id }) => placed.has(id)).map(({ node, id, points, x, y }) => {
      const { left, right, top, bottom, align, far } = placed.get(id);
      const anchor = { left, right, center: (left + right) / 2 }[align];
      return { id, lines: node.lines, points, align, far, great: node.great, dx: (anchor - x) / scale, dy: (top - y) / scale, size: { x: (right - left) / scale, y: (bottom - top) / scale }, left: (left - x) / scale };
    });
    network.redraw();
  }

  /** From the node to the nearest point of its name. */
  function leader({ x, y }, { left, dy, size }) {
    const between = (low, value, high) => Math.max(low, Math.min(high, value));
    const end = { x: between(x + left, x, x + left + size.x), y: between(y + dy, y, y + dy + size.y) };
    return { from: { x, y }, end };
  }

  function drawLeader(pen, at, label, ink) {
    const { from, end } = leader(at, label);
    Object.assign(pen, { lineWidth: 0.8 / network.getScale(), strokeStyle: ink });
    pen.beginPath();
    pen.moveTo(from.x, from.y);
    pen.lineTo(end.x, end.y);
    pen.stroke();
  }

  /** What is denied is crossed out in the middle of its line. */
  const crosses = () => [...shown.ties.keys()].filter((id) => isDenied(id) && isBright("ties", id)).map((id) => ({ id, ...network.body.edges[id].edgeType.getPoint(0.5) }));
  const isDenied = (id) => Facts.tie.get(id).status === "denied" && !Words.isStructural(Facts.tie.get(id));

  function drawCrosses(pen) {
    const arm = CROSS / 2;
    Object.assign(pen, { lineWidth: 2, strokeStyle: DENIED });
    for (const { x, y } of crosses()) {
      pen.beginPath();
      for (const way of [1, -1]) {
        pen.moveTo(x - arm, y - arm * way);
        pen.lineTo(x + arm, y + arm * way);
      }
      pen.stroke();
    }
  }

  /** Names lie above all nodes and ties, each with a rim of the paper's colour. */
  function drawLabels(pen) {
    const style = getComputedStyle(document.documentElement);
    const [ink, paper] = ["--ink", "--canvas"].map((name) => style.getPropertyValue(name).trim());
    Object.assign(pen, { textBaseline: "alphabetic", lineJoin: "round", fillStyle: ink });
    for (const label of written) {
      const at = network.getPosition(label.id);
      if (label.far) drawLeader(pen, at, label, ink);
      Object.assign(pen, { font: fontOf(label), textAlign: label.align, lineWidth: label.points / 4, strokeStyle: paper });
      const baseline = (index) => at.y + label.dy + label.points * (0.9 + index * Labels.LINE);
      for (const [index, line] of label.lines.entries()) pen.strokeText(line, at.x + label.dx, baseline(index));
      for (const [index, line] of label.lines.entries()) pen.fillText(line, at.x + label.dx, baseline(index));
    }
  }

  /** The names that are on the picture with the box of each, in units of the canvas. */
  const labels = () => written.map((label) => {
    const { x, y } = network.getPosition(label.id);
    const left = x + label.left;
    return { ...label, ...leader({ x, y }, label), x: x + label.dx, left, right: left + label.size.x, top: y + label.dy, bottom: y + label.dy + label.size.y };
  });

  /** The node whose name is written at a point of the canvas. */
  const labelAt = ({ x, y }) => labels().find((box) => x >= box.left && x <= box.right && y >= box.top && y <= box.bottom)?.id;

  /** Nodes with the size of their names for one unit of type, large programs and the busiest first: these get the best places. */
  function rank() {
    const pen = document.createElement("canvas").getContext("2d");
    const stated = (id) => Facts.tiesOf.get(id).filter((tie) => !Words.isStructural(tie)).length;
    const measured = drawnNodes.map((node) => {
      const lines = node.label.split("\n");
      const great = node.font?.size > 16;
      pen.font = fontOf({ great, points: 100 });
      return { ...node, lines, great, importance: stated(node.id) + (great ? GREAT : 0), longest: Math.max(...lines.map((line) => pen.measureText(line).width)) / 100 };
    });
    return measured.sort((a, b) => b.importance - a.importance || (a.id < b.id ? -1 : 1));
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
    const across = Math.max(80, width - Math.min(120, width / 6)) / (right - left || 1);
    const down = Math.max(60, height - Math.min(72, height / 5)) / (bottom - top || 1);
    const scale = Math.min(closest, across, down);
    // most names hang below their nodes
    const offset = { x: (width - room.width) / 2, y: (height - room.height) / 2 - 6 };
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

  network.on("afterDrawing", (pen) => {
    drawCrosses(pen);
    drawLabels(pen);
  });

  return { network, paint, opened, fit, uncover, setMoving, putBack, labels, labelAt, crosses, CROSS };
})();
