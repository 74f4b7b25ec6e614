"use strict";
/* The matrix as one drawing that stands on its own, for export: no style from outside, only what SVG itself knows. */
const MatrixFigure = (() => {
  const { make: svg, widthOf, FACE, SPACE } = Svg;
  const LINE = 20;
  const WIDE = 34;
  const LONGEST = 330;
  const PAPER = "#ffffff";
  const MOST_SIGNS = 120;
  const INKS = { text: "#1c2126", soft: "#56606a", rule: "#d9dcd8", ilrs: "#9a6a00", accords: "#1d5d94", other: "#4a545e", denied: "#b3261e" };

  /** As much of a name as a row has room for. */
  function fitting(name) {
    // no row has room for more signs than that, and each is measured
    let text = name.length > MOST_SIGNS ? name.slice(0, MOST_SIGNS).toWellFormed() : name;
    while (text.length > 4 && widthOf(text, 12) > LONGEST) text = text.slice(0, -2);
    return text === name ? name : `${text.trimEnd()}…`;
  }

  const write = (x, y, text, attributes = {}) => svg("text", { x, y, fill: INKS.text, "font-size": 12, ...attributes }, text);

  function mark(x, y, program, met, colorOf) {
    const [[tie, then]] = met;
    const color = then.status === "denied" ? INKS.denied : INKS[colorOf(program)];
    const shape = svg("g", { transform: `translate(${x} ${y}) scale(0.85)`, color }, ...Marks.paths(Marks.shape(tie), then.status));
    const odd = tie.disputed ? "!" : then.certainty !== "sure" ? "?" : tie.sure ? "" : "~";
    return odd ? [shape, write(x + 15, y + 9, odd, { fill: INKS.soft, "font-size": 10 })] : [shape];
  }

  function key(left, top) {
    const parts = [];
    let x = left;
    const all = [...Marks.KEY, [null, null, "? dates do not tell"], [null, null, "! disputed"], [null, null, "~ less sure"]];
    for (const [kind, status, text] of all) {
      if (kind) parts.push(svg("g", { transform: `translate(${x} ${top}) scale(0.85)`, color: status === "denied" ? INKS.denied : INKS.other }, ...Marks.paths(kind, status)));
      parts.push(write(x + (kind ? 18 : 0), top + 11, text, { fill: INKS.soft, "font-size": 11 }));
      x += widthOf(text, 11) + (kind ? 34 : 16);
    }
    return { parts, right: x };
  }

  /** Draw ``part`` of the matrix: rows in the order of the page, headings of coalitions among them. */
  function draw(part, state, { titles, short, colorOf }) {
    const { rows, columns, cells, campOf } = part;
    const left = Math.max(120, ...rows.map((id) => widthOf(fitting(Words.name(id)), 12))) + 26;
    const top = Math.ceil(Math.max(40, ...columns.map((id) => widthOf(short(id), 12, 600))) * 0.87 + 28);
    const body = [];
    columns.forEach((id, at) => {
      const x = left + at * WIDE + 14;
      body.push(write(x, top - 8, short(id), { transform: `rotate(-58 ${x} ${top - 8})`, "font-weight": 600 }));
    });
    let y = top;
    let camp = null;
    for (const actor of rows) {
      if (state.rows === "camp" && campOf(actor) !== camp) {
        camp = campOf(actor);
        y += camp === campOf(rows[0]) ? 0 : 6;
        body.push(write(12, y + 14, titles[camp], { "font-weight": 700, fill: INKS.soft }));
        y += LINE;
      }
      body.push(svg("line", { x1: 12, x2: left + columns.length * WIDE, y1: y, y2: y, stroke: INKS.rule, "stroke-width": 1 }));
      body.push(write(left - 10, y + 14, fitting(Words.name(actor)), { "text-anchor": "end" }));
      columns.forEach((program, at) => {
        const met = cells.get(actor).get(program);
        if (met) body.push(...mark(left + at * WIDE + 6, y + 3, program, met, colorOf));
      });
      y += LINE;
    }
    const lower = key(12, y + 14);
    const slanted = columns.length ? widthOf(short(columns.at(-1)), 12, 600) * 0.55 : 0;
    const width = Math.ceil(Math.max(left + columns.length * WIDE + slanted + 24, lower.right));
    const height = Math.ceil(y + 42);
    return svg("svg", { xmlns: SPACE, width, height, viewBox: `0 0 ${width} ${height}`, "font-family": FACE },
      svg("rect", { width, height, fill: PAPER }), ...body, ...lower.parts);
  }

  return { draw };
})();
