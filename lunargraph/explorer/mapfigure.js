"use strict";
/* The map as a picture to share: the part that is on screen, on white, with nothing outside of the file. */
const MapFigure = (() => {
  const { world, places, empty } = MapFacts;
  const PREFIX = "fig-";
  const KEY = "fig-key-"; // stripes of the legend are as fine at every zoom
  const LAND = "#dfe2dd";
  const LINES = { denied: { stroke: "#c8352b", "stroke-width": 2 }, ended: { stroke: "#5d646b", "stroke-width": 2, "stroke-dasharray": "2 3" } };
  const WIDTH = 1200;

  function drawn(shown, state) {
    const memberships = MapFacts.memberships(shown, state);
    const path = state.path.length ? Lit.of(state, shown).nodes : null;
    return places.map((place) => ({ ...place, look: MapFacts.look(memberships.get(place.id), state), off: path && !path.has(place.id), on: path?.has(place.id) }));
  }

  function shapes({ d, dot, at }, one, attributes) {
    const line = attributes["stroke-width"] ? { ...attributes, "stroke-width": attributes["stroke-width"] * one } : attributes;
    const dashes = line["stroke-dasharray"] ? { "stroke-dasharray": line["stroke-dasharray"].split(" ").map((n) => n * one).join(" ") } : {};
    return [
      d ? Svg.make("path", { d, ...line, ...dashes }) : null,
      dot ? Svg.make("circle", { cx: at[0], cy: at[1], r: 4.5 * one, ...line, ...dashes }) : null,
    ].filter(Boolean);
  }

  function country({ outline, name, look, off, on }, one) {
    const base = { fill: MapFacts.fillOf(look, PREFIX, LAND), "fill-opacity": look.faint ? MapFacts.FAINT : 1, stroke: "#ffffff", "stroke-width": 0.7 };
    return Svg.make("g", { opacity: off ? 0.35 : null }, Svg.make("title", {}, name), ...shapes(outline, one, base),
      ...(look.hatch ? shapes(outline, one, { fill: `url(#${PREFIX}${look.hatch})` }) : []),
      ...(look.edge ? shapes(outline, one, { fill: "none", ...LINES[look.edge] }) : []),
      ...(on ? shapes(outline, one, { fill: "none", stroke: "#1c2126", "stroke-width": 2.5 }) : []));
  }

  function figure(shown, state) {
    const { x, y, width, height } = MapMoves.view();
    const one = width / WIDTH;
    const defs = MapFacts.patterns(PREFIX);
    for (const pattern of defs.children) pattern.setAttribute("patternTransform", `scale(${one.toFixed(3)})`);
    const land = [world.rest, ...empty.map(({ d }) => d).filter(Boolean)].map((d) => Svg.make("path", { d, fill: LAND, stroke: "#ffffff", "stroke-width": 0.7 * one }));
    const rows = drawn(shown, state).sort((a, b) => Boolean(a.outline.dot) - Boolean(b.outline.dot));
    return Svg.make("svg", { width: WIDTH, height: Math.round((WIDTH * height) / width), viewBox: [x, y, width, height].map((n) => n.toFixed(1)).join(" ") },
      defs, ...land, ...rows.map((row) => country(row, one)));
  }

  /** Rows of the legend for a figure: [mark of 22 by 14, words]. */
  function legend(shown, state) {
    const box = { x: 1, y: 1, width: 20, height: 12 };
    return MapFacts.legend(drawn(shown, state).map(({ look }) => look), state).map(([look, words], index) => [
      Svg.make("g", {}, index ? null : MapFacts.patterns(KEY),
        Svg.make("rect", { ...box, fill: MapFacts.fillOf(look, KEY, LAND), "fill-opacity": look.faint ? MapFacts.FAINT : 1 }),
        look.hatch ? Svg.make("rect", { ...box, fill: `url(#${KEY}${look.hatch})` }) : null,
        look.edge ? Svg.make("rect", { ...box, fill: "none", ...LINES[look.edge] }) : null),
      words,
    ]);
  }

  return { figure, legend };
})();
