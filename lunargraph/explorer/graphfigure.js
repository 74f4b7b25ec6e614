"use strict";
/* The graph as a picture to share: the part that is on screen, with the lines, shapes and names that are on screen. */
const GraphFigure = (() => {
  const { network } = Graph;
  const { palette } = Facts.picture;
  const INK = "#1c2126";
  const PAPER = "#ffffff";
  const KINDS = { country: "dot", agency: "triangle", organization: "square", program: "hexagon" };
  const STATUS_DASHES = { current: null, planned: "7 5", denied: "3 3 8 3", ended: "1 5" };
  const RELATION_COLORS = { cooperates_with: "#009e73", agency_of: "#b9c0c8", part_of: "#b9c0c8" };
  const data = (what, id) => network.body.data[what].get(id);
  const n = (value) => Number(value.toFixed(1));

  /** A node's shape around a point. */
  function shape(kind, x, y, size, attributes) {
    const corners = (degrees) => degrees.map((turn) => `${n(x + size * Math.cos((turn * Math.PI) / 180))},${n(y + size * Math.sin((turn * Math.PI) / 180))}`).join(" ");
    if (kind === "square") return Svg.make("rect", { x: n(x - size), y: n(y - size), width: n(2 * size), height: n(2 * size), ...attributes });
    if (kind === "triangle") return Svg.make("polygon", { points: `${n(x - size)},${n(y + size * 0.7)} ${n(x + size)},${n(y + size * 0.7)} ${n(x)},${n(y - size)}`, ...attributes });
    if (kind === "hexagon") return Svg.make("polygon", { points: corners([0, 60, 120, 180, 240, 300]), ...attributes });
    return Svg.make("circle", { cx: n(x), cy: n(y), r: n(size), ...attributes });
  }

  const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

  /** The place between 0 and 1 on a line where it leaves (or enters) a node. */
  function border(at, centre, radius, inside, outside) {
    let [near, far] = [inside, outside];
    for (let step = 0; step < 18; step += 1) {
      const middle = (near + far) / 2;
      if (distance(at(middle), centre) < radius) near = middle;
      else far = middle;
    }
    return far;
  }

  function loop(node, size, line) {
    return [Svg.make("circle", { cx: n(node.x + node.size * 0.7 + size * 0.5), cy: n(node.y - node.size * 0.7 - size * 0.5), r: n(size), fill: "none", ...line })];
  }

  /** The points of a tie's line from border to border, straight or bent as on screen. */
  function course(edge, from, to) {
    const at = (t) => network.body.edges[edge.id].edgeType.getPoint(t);
    const [start, end] = [border(at, from, from.size + 1, 0, 0.5), border(at, to, to.size + 1, 1, 0.5)];
    const steps = edge.smooth?.enabled ? 16 : 1;
    return Array.from({ length: steps + 1 }, (_, index) => at(start + ((end - start) * index) / steps));
  }

  function head(points, { width, arrows, color }) {
    if (!arrows?.to?.enabled) return null;
    const [before, tip] = points.slice(-2);
    const long = distance(before, tip) || 1;
    const [dx, dy] = [(tip.x - before.x) / long, (tip.y - before.y) / long];
    const size = 5 + width * 1.6;
    const point = (along, aside) => `${n(tip.x - dx * along - dy * aside)},${n(tip.y - dy * along + dx * aside)}`;
    if (arrows.to.type === "bar") return Svg.make("polyline", { points: `${point(0, size / 1.5)} ${point(0, -size / 1.5)}`, stroke: color.color, "stroke-width": n(width + 1), "stroke-opacity": color.opacity });
    return Svg.make("polygon", { points: `${point(0, 0)} ${point(size, size / 2)} ${point(size, -size / 2)}`, fill: color.color, "fill-opacity": color.opacity });
  }

  function tie(edge, nodes) {
    const { color, width = 1, dashes, background } = edge;
    const line = { stroke: color.color, "stroke-width": n(width), "stroke-opacity": color.opacity, "stroke-dasharray": Array.isArray(dashes) ? dashes.join(" ") : null };
    const [from, to] = [nodes.get(edge.from), nodes.get(edge.to)];
    const words = Svg.make("title", {}, `${Words.sentence(Facts.tie.get(edge.id))}, ${Facts.tie.get(edge.id).status || "from the lexicon"}`);
    if (from === to) return Svg.make("g", {}, words, ...loop(from, edge.selfReference?.size || 18, line));
    const points = course(edge, from, to);
    const d = points.map(({ x, y }, index) => `${index ? "L" : "M"}${n(x)} ${n(y)}`).join("");
    const halo = background?.enabled ? Svg.make("path", { d, fill: "none", stroke: "#ffc400", "stroke-opacity": 0.45, "stroke-width": n(background.size || width + 9) }) : null;
    return Svg.make("g", {}, words, halo, Svg.make("path", { d, fill: "none", ...line }), head(points, edge));
  }

  const leader = ({ from, end, points }) => Svg.make("path", { d: `M${n(from.x)} ${n(from.y)}L${n(end.x)} ${n(end.y)}`, stroke: INK, "stroke-width": n(points / 15) });

  function cross({ x, y }) {
    const arm = Graph.CROSS / 2;
    return Svg.make("path", { class: "cross", d: `M${n(x - arm)} ${n(y - arm)}L${n(x + arm)} ${n(y + arm)}M${n(x - arm)} ${n(y + arm)}L${n(x + arm)} ${n(y - arm)}`, fill: "none", stroke: "#c8352b", "stroke-width": 2 });
  }

  function label({ x, top, points, align, great, lines }) {
    const rows = lines.map((line, index) => Svg.make("tspan", { x: n(x), y: n(top + points * (0.9 + index * Labels.LINE)) }, line));
    const anchor = { left: "start", right: "end", center: "middle" }[align];
    return Svg.make("text", { "text-anchor": anchor, "font-size": n(points), "font-weight": great ? 600 : null, fill: INK, stroke: PAPER, "stroke-width": n(points / 4), "stroke-linejoin": "round", "paint-order": "stroke" }, ...rows);
  }

  function figure(shown) {
    const frame = document.getElementById("graph-frame");
    const [width, height] = [frame.clientWidth, frame.clientHeight];
    const [low, high] = [network.DOMtoCanvas({ x: 0, y: 0 }), network.DOMtoCanvas({ x: width, y: height })];
    const nodes = new Map([...shown.nodes].map((id) => [id, { ...data("nodes", id), ...network.getPosition(id) }]));
    const ties = [...shown.ties.keys()].map((id) => data("edges", id)).filter((edge) => nodes.has(edge.from) && nodes.has(edge.to));
    const mark = (node) => {
      const drawn = shape(node.shape, node.x, node.y, node.size, { fill: node.color.background, stroke: node.color.border, "stroke-width": 1.5, opacity: node.opacity ?? 1 });
      drawn.append(Svg.make("title", {}, Words.name(node.id)));
      return drawn;
    };
    return Svg.make("svg", { width, height, viewBox: [low.x, low.y, high.x - low.x, high.y - low.y].map(n).join(" ") },
      ...ties.map((edge) => tie(edge, nodes)), ...Graph.crosses().map(cross), ...[...nodes.values()].map(mark), ...Graph.labels().filter(({ far }) => far).map(leader), ...Graph.labels().map(label));
  }

  /** Rows of the legend: the kinds, coalitions, relations and statuses that are in the picture. */
  function legend(shown, state) {
    const camps = Time.camps(state.date);
    const kinds = new Set([...shown.nodes].map((id) => Facts.node.get(id).kind));
    const colors = new Set([...shown.nodes].map((id) => camps.get(id) || ""));
    const ties = [...shown.ties].map(([id, then]) => [Facts.tie.get(id), then]);
    const relations = new Set(ties.map(([{ relation }]) => relation));
    const statuses = new Set(ties.filter(([t]) => !Words.isStructural(t)).map(([, { status }]) => status));
    const line = (attributes) => Svg.make("path", { d: "M1 7H21", fill: "none", stroke: "#56606a", "stroke-width": 2, ...attributes });
    const known = Object.keys(KINDS).filter((kind) => kinds.has(kind)).map((kind) => [shape(KINDS[kind], 11, 7, 5, { fill: palette[""][0] }), kind]);
    const coalitions = ["ILRS", "ARTEMIS_ACCORDS", "both", ""].filter((camp) => colors.has(camp))
      .map((camp) => [shape("dot", 11, 7, 5.5, { fill: palette[camp][0], stroke: palette[camp][1] }), camp ? { ILRS: "ILRS", ARTEMIS_ACCORDS: "Artemis Accords", both: "both" }[camp] : "neither"]);
    const drawn = State.ALL.relation.filter((id) => relations.has(id))
      .map((id) => [line({ stroke: RELATION_COLORS[id] || "#56606a", "stroke-width": id === "leads" ? 4 : 2 }), Words.relation(id)]);
    const marked = (id) => (id === "denied" ? Svg.make("g", {}, line({ "stroke-dasharray": STATUS_DASHES[id], stroke: "#c8352b" }), line({ d: "M7 3 15 11M7 11 15 3", stroke: "#c8352b" })) : line({ "stroke-dasharray": STATUS_DASHES[id] }));
    const dashed = State.ALL.status.filter((id) => statuses.has(id)).map((id) => [marked(id), id]);
    const disputed = ties.some(([t]) => t.disputed) ? [[Svg.make("g", {}, line({ stroke: "#ffc400", "stroke-opacity": 0.45, "stroke-width": 9 }), line({})), "disputed"]] : [];
    return [...coalitions, ...known, ...drawn, ...dashed, ...disputed];
  }

  return { figure, legend };
})();
