"use strict";
/* The map without its picture: the outlines, who is in what as far as the filters leave it, and how that looks and reads. */
const MapFacts = (() => {
  const world = JSON.parse(document.getElementById("world-data").textContent);
  const { palette } = Facts.picture;
  const [ILRS, ACCORDS] = Time.CAMPS.map(([program]) => program);
  const CLASS = { [ILRS]: "ilrs", [ACCORDS]: "accords" };
  const SHORT = { [ILRS]: "ILRS", [ACCORDS]: "Artemis Accords" };
  /** The same on light and dark paper; members of any other program have a colour of their own. */
  const FILLS = { ilrs: palette.ILRS[0], accords: palette.ARTEMIS_ACCORDS[0], both: palette.both[0], member: "#00876c", second: "#d55e00" };
  const EDGES = { ilrs: palette.ILRS[1], accords: palette.ARTEMIS_ACCORDS[1], both: palette.both[1], member: "#00594a", second: "#8f3f00" };
  const FAINT = 0.55;

  const countries = Facts.nodes.filter((node) => node.kind === "country")
    .map(({ id, name }) => ({ id, name, folded: Words.fold(name), code: id.slice(id.indexOf(":") + 1) }))
    .sort((a, b) => a.name.localeCompare(b.name));
  const outlineOf = (code) => (Object.hasOwn(world.countries, code) ? world.countries[code] : null);
  const places = countries.map((country) => ({ ...country, outline: outlineOf(country.code) })).filter(({ outline }) => outline);
  const missing = countries.filter(({ code }) => !outlineOf(code));
  /** Land that no node of this page stands for. */
  const empty = Object.entries(world.countries).filter(([code]) => !places.some((place) => place.code === code)).map(([, outline]) => outline);

  const programs = (state) => (state.compare.length ? state.compare : state.program ? [state.program] : [ILRS, ACCORDS]);
  const brief = (program) => (program === ACCORDS ? "Accords" : short(program));
  const short = (program) => SHORT[program] || Words.name(program);

  /** Countries with a tie of membership to these programs among what is shown: id -> program -> status -> what it was then. */
  function memberships(shown, state) {
    const wanted = programs(state);
    const found = new Map();
    for (const [id, then] of shown.ties) {
      const tie = Facts.tie.get(id);
      if (!Time.isMembership(tie) || !wanted.includes(tie.object) || Facts.node.get(tie.subject).kind !== "country") continue;
      if (!found.has(tie.subject)) found.set(tie.subject, new Map());
      const of = found.get(tie.subject);
      if (!of.has(tie.object)) of.set(tie.object, {});
      const kept = of.get(tie.object)[then.status];
      if (!kept || (kept.certainty !== "sure" && then.certainty === "sure")) of.get(tie.object)[then.status] = then;
    }
    return found;
  }

  /** The two camps keep their colours; two other programs that are compared have one each. */
  function classOf(program, state) {
    const others = programs(state).filter((id) => !CLASS[id]);
    return CLASS[program] || (others.indexOf(program) > 0 ? "second" : "member");
  }

  /** How a country looks: ``fill`` (a class or ""), whether it is faint, ``hatch`` for planned, ``edge`` for denied and ended. */
  function look(of, state) {
    const rows = of ? [...of] : [];
    const current = rows.filter(([, statuses]) => statuses.current);
    const withStatus = (status) => rows.filter(([, statuses]) => statuses[status] && !statuses.current).map(([program]) => classOf(program, state));
    const [planned, denied, ended] = [withStatus("planned"), withStatus("denied"), withStatus("ended")];
    return {
      fill: current.length > 1 ? "both" : current.length ? classOf(current[0][0], state) : "",
      faint: current.length > 0 && current.every(([, { current: then }]) => then.certainty !== "sure"),
      hatch: planned.length > 1 ? "both" : planned[0] || "",
      edge: denied.length ? "denied" : ended.length ? "ended" : "",
    };
  }

  const CERTAINTY = { sure: "", perhaps: ", perhaps", undated: ", date unknown" };

  /** "ILRS", "Artemis Accords, ILRS planned", "neither coalition" */
  function inWords(of, state) {
    const words = [];
    for (const program of programs(state)) {
      const statuses = of?.get(program) || {};
      for (const status of State.ALL.status) {
        if (!statuses[status]) continue;
        const told = status === "current" ? "" : ` ${status}`;
        words.push(`${short(program)}${told}${CERTAINTY[statuses[status].certainty]}`);
      }
    }
    if (words.length) return words.join(", ");
    if (state.compare.length) return "neither of the two";
    return state.program ? `no tie to ${short(state.program)}` : "neither coalition";
  }

  /** Pieces of the pattern that stand for "planned" (stripes) and "both" (dots), as an element for ``defs``. */
  function patterns(prefix) {
    const stripes = (name) => Svg.make("pattern", { id: `${prefix}${name}`, patternUnits: "userSpaceOnUse", width: 6, height: 6 },
      Svg.make("path", { d: "M-1.5 1.5 1.5-1.5M-1.5 7.5 7.5-1.5M4.5 7.5 7.5 4.5", stroke: EDGES[name], "stroke-width": 1.8, fill: "none" }));
    const dots = Svg.make("pattern", { id: `${prefix}dots`, patternUnits: "userSpaceOnUse", width: 6, height: 6 },
      Svg.make("rect", { width: 6, height: 6, fill: FILLS.both }), Svg.make("circle", { cx: 3, cy: 3, r: 1.3, fill: "#ffffff" }));
    return Svg.make("defs", {}, ...Object.keys(FILLS).map(stripes), dots);
  }

  const fillOf = ({ fill }, prefix, land) => (fill === "both" ? `url(#${prefix}dots)` : FILLS[fill] || land);

  /** Rows of the legend, [look, words]: what the map shows at the moment, and how many countries of each. */
  function legend(looks, state) {
    const plain = { fill: "", faint: false, hatch: "", edge: "" };
    const [one, other = ""] = state.compare.length ? state.compare : programs(state).toReversed();
    const [own, second] = [classOf(one, state), other && classOf(other, state)];
    const row = (change, words, test) => [{ ...plain, ...change }, words, looks.filter(test).length];
    const fills = !other ? [row({ fill: own }, `in ${short(one)}`, (l) => l.fill === own)] : [
      row({ fill: own }, `only ${short(one)}`, (l) => l.fill === own),
      row({ fill: second }, `only ${short(other)}`, (l) => l.fill === second),
      row({ fill: "both" }, "dots: both", (l) => l.fill === "both"),
    ];
    const planned = (hatch, words) => row({ hatch }, `stripes: ${words}planned`, (l) => l.hatch === hatch || l.hatch === "both");
    const marks = [
      row({ fill: own, faint: true }, "fainter: date uncertain", (l) => l.faint),
      ...(other ? [planned(own, `${brief(one)} `), planned(second, `${brief(other)} `)] : [planned(own, "")]),
      row({ edge: "denied" }, "outline: denied", (l) => l.edge === "denied"),
      row({ edge: "ended" }, "dotted outline: ended", (l) => l.edge === "ended"),
    ];
    const rows = [...fills, ...marks.filter(([, , number]) => number)].map(([look, words, number]) => [look, `${words} (${number})`]);
    return [...rows, [plain, other ? "neither" : "none of these"]];
  }

  return { world, places, missing, empty, FAINT, memberships, look, inWords, patterns, fillOf, legend };
})();
