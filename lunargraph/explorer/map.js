"use strict";
/* The map: countries coloured by coalition as of the date. One tab stop: arrow keys walk over it, Enter opens a country's ties. */
const WorldMap = (() => {
  const { world, places, missing, empty } = MapFacts;
  const field = (id) => document.getElementById(id);
  const svg = field("world");
  const told = field("map-told");
  const PREFIX = "map-";
  const KEY = "key-"; // the stripes of the legend, which no zoom changes
  const HINT = "Choose a country to see its ties. By keyboard: arrow keys go to the next country, a letter to a name, Enter opens, plus and minus zoom.";
  const marks = new Map();
  const overlay = Svg.make("g", { "aria-hidden": "true", class: "over" });
  const rings = Svg.make("g", { "aria-hidden": "true", class: "rings" });
  let here = places[0]?.id || "";
  let seen = { memberships: new Map(), state: null, shown: null };

  const shapesOf = (outline, attributes = {}) => [
    outline.d ? Svg.make("path", { d: outline.d, ...attributes }) : null,
    outline.dot ? Svg.make("circle", { cx: outline.at[0], cy: outline.at[1], class: "dot", ...attributes }) : null,
  ].filter(Boolean);

  function build() {
    const land = [Svg.make("path", { d: world.rest }), ...empty.flatMap((outline) => (outline.d ? shapesOf({ d: outline.d }) : []))];
    const list = Svg.make("g", { role: "listbox", id: "map-countries", "aria-label": "Countries: arrow keys go to the next one, Enter opens its ties" });
    // large ones first, so that a dot never hides under a neighbour
    for (const place of [...places].sort((a, b) => Boolean(a.outline.dot) - Boolean(b.outline.dot))) {
      const mark = Svg.make("g", { role: "option", "data-node": place.id, tabindex: "-1", "aria-selected": "false" }, ...shapesOf(place.outline));
      marks.set(place.id, mark);
      list.append(mark);
    }
    svg.append(MapFacts.patterns(PREFIX), MapFacts.patterns(KEY), Svg.make("g", { class: "rest", "aria-hidden": "true" }, ...land), list, overlay, rings);
    return list;
  }

  const placeOf = (id) => places.find((place) => place.id === id);

  /** Colour, stripe and outline every country. */
  function paint(shown, state) {
    const memberships = MapFacts.memberships(shown, state);
    seen = { memberships, state, shown };
    const over = [];
    const looks = [];
    const path = state.path.length ? Lit.of(state, shown).nodes : null;
    for (const { id, name, outline } of places) {
      const look = MapFacts.look(memberships.get(id), state);
      looks.push(look);
      const mark = marks.get(id);
      Svg.set(mark, { "aria-label": `${name}, ${MapFacts.inWords(memberships.get(id), state)}${path?.has(id) ? ", on the path" : ""}`, "aria-selected": String(state.node === id), class: `${look.fill ? "" : "land"}${path && !path.has(id) ? " off" : ""}`.trim() });
      for (const shape of mark.children) Svg.set(shape, { fill: look.fill ? MapFacts.fillOf(look, PREFIX) : null, "fill-opacity": look.faint ? MapFacts.FAINT : null });
      if (look.hatch) over.push(...shapesOf(outline, { fill: `url(#${PREFIX}${look.hatch})` }));
      if (look.edge) over.push(...shapesOf(outline, { class: `${look.edge}${outline.dot ? " dot" : ""}`, fill: "none" }));
    }
    overlay.replaceChildren(...over);
    Svg.set(overlay, { class: path ? "over off" : "over" });
    if (marks.has(state.node)) here = state.node;
    settle();
    ring();
    tell(null);
    MapMoves.rescale();
    field("map-legend").replaceChildren(...MapFacts.legend(looks, state).map(([mark, words]) => el("li", {}, swatch(mark), el("span", {}, words))));
  }

  /** The one country that the tab key reaches. */
  function settle() {
    for (const [id, mark] of marks) Svg.set(mark, { tabindex: id === here ? "0" : "-1" });
  }

  /** What shows the selected country and the one in focus stands above its neighbours. */
  function ring() {
    const found = [];
    const outline = (id, name) => (marks.has(id) ? shapesOf(placeOf(id).outline, { class: name }) : []);
    for (const id of seen.state?.path.length ? Lit.of(seen.state, seen.shown).nodes : [seen.state?.node]) found.push(...outline(id, "chosen"));
    if (svg.contains(document.activeElement)) found.push(...outline(here, "casing"), ...outline(here, "focus"));
    rings.replaceChildren(...found);
    for (const circle of rings.querySelectorAll("circle")) circle.classList.add("dot");
    MapMoves.rescale();
  }

  /** Say in the page what the pointer or the focus is on. */
  function tell(id) {
    const about = id || (svg.contains(document.activeElement) ? here : "") || (marks.has(seen.state?.node) ? seen.state.node : "");
    if (!about) {
      told.textContent = HINT;
      return;
    }
    const ties = Facts.tiesOf.get(about).filter((tie) => seen.shown.ties.has(tie.id) && !Words.isStructural(tie)).length;
    told.replaceChildren(el("strong", {}, el("bdi", {}, Words.name(about))),
      `, ${MapFacts.inWords(seen.memberships.get(about), seen.state)} · ${ties ? Words.count(ties, "tie") : "no tie"} shown`);
  }

  function go(id, focus = true) {
    here = id;
    settle();
    if (focus) marks.get(id).focus({ preventScroll: true });
    MapMoves.uncover(placeOf(id).outline.at);
  }

  function swatch(look) {
    const box = { x: 1, y: 1, width: 20, height: 12 };
    const base = { fill: MapFacts.fillOf(look, KEY) || null, "fill-opacity": look.faint ? MapFacts.FAINT : null, class: look.fill ? "" : "land" };
    return Svg.make("svg", { viewBox: "0 0 22 14", width: 22, height: 14, "aria-hidden": "true", class: "swatch-map" },
      Svg.make("rect", { ...box, ...base }),
      look.hatch ? Svg.make("rect", { ...box, fill: `url(#${KEY}${look.hatch})` }) : null,
      look.edge ? Svg.make("rect", { ...box, fill: "none", class: look.edge }) : null);
  }

  function wire(list) {
    const at = (event) => event.target.closest?.("[data-node]")?.dataset.node || "";
    list.addEventListener("click", (event) => { if (at(event)) { here = at(event); State.set({ node: here }); } });
    list.addEventListener("pointerover", (event) => tell(at(event)));
    list.addEventListener("pointerleave", () => tell(null));
    list.addEventListener("focusin", (event) => { if (at(event)) here = at(event); settle(); ring(); tell(null); });
    list.addEventListener("focusout", () => { requestAnimationFrame(() => { ring(); tell(null); }); });
    list.addEventListener("keydown", (event) => MapMoves.key(event, here, go));
    new ResizeObserver(() => MapMoves.rescale()).observe(svg);
  }

  function start() {
    wire(build());
    MapMoves.start(svg);
    field("map-missing").hidden = !missing.length;
    field("map-missing").append(...missing.flatMap(({ id }, index) => [index ? ", " : "Not on this map: ", Details.nodeButton(id)]));
    tell(null);
  }

  return { start, paint, opened: () => MapMoves.rescale(), figure: (shown, state) => MapFigure.figure(shown, state), legend: (shown, state) => MapFigure.legend(shown, state) };
})();
