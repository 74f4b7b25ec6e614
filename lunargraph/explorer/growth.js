"use strict";
/* How a program grew: its members at the end of every month, as a curve and, for whoever cannot see one, as a table. */
const Growth = (() => {
  const [WIDTH, HEIGHT, LEFT, BOTTOM, TOP] = [340, 116, 26, 18, 8];
  const known = new Map();

  const tally = (members, certainty) => members.filter(([, row]) => row.certainty === certainty).length;

  /** Members of these kinds at the end of each period: {period, sure, perhaps}; lunargraph.growth counts the same. */
  function series(program, kinds, passes, periods) {
    return periods.map((period) => {
      const members = [...Time.members(program, period, passes)].filter(([id]) => kinds.includes(Facts.node.get(id).kind));
      return { period, sure: tally(members, "sure"), perhaps: tally(members, "perhaps") };
    });
  }

  /** From the first dated change of these members to the newest word: months and years, [] where nothing has a date. */
  function periods(program, passes) {
    const ties = (Time.memberships.get(program) || []).filter(passes);
    const starts = ties.flatMap((tie) => tie.spells.map(([since]) => since)).filter((since) => since && Time.span(since) !== Time.UNKNOWN);
    if (!starts.length) return { months: [], years: [] };
    const first = starts.map((since) => since.slice(0, 4)).sort()[0];
    const months = Time.months().filter((month) => month >= first);
    return { months, years: [...new Set(months.map((month) => month.slice(0, 4)))] };
  }

  /** What is drawn, made once for each program and each choice of ties. */
  function facts(program, kinds, passes, choice) {
    const key = JSON.stringify([program, kinds, choice]);
    if (!known.has(key)) {
      const { months, years } = periods(program, passes);
      known.set(key, { months: series(program, kinds, passes, months), years: series(program, kinds, passes, years) });
    }
    return known.get(key);
  }

  function curve(months, date, noun) {
    const most = Math.max(1, ...months.map(({ sure }) => sure));
    const x = (at) => LEFT + (at * (WIDTH - LEFT - 4)) / months.length;
    const y = (number) => HEIGHT - BOTTOM - (number * (HEIGHT - BOTTOM - TOP)) / most;
    const steps = months.map(({ sure }, at) => `${at ? "L" : "M"}${x(at).toFixed(1)} ${y(sure).toFixed(1)}H${x(at + 1).toFixed(1)}`).join("");
    const last = months.at(-1);
    const svg = Svg.make("svg", {
      class: "growth", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img",
      "aria-label": `${noun}: ${months[0].sure} at the end of ${months[0].period}, ${last.sure} at the end of ${last.period}; the table below has every year`,
    });
    svg.append(Svg.make("path", { class: "axis", d: `M${LEFT} ${y(0)}H${WIDTH - 4}M${LEFT} ${y(most)}H${WIDTH - 4}` }));
    svg.append(Svg.make("text", { x: LEFT - 4, y: y(most) + 4, "text-anchor": "end" }, String(most)), Svg.make("text", { x: LEFT - 4, y: y(0) + 4, "text-anchor": "end" }, "0"));
    const januaries = months.map(({ period }, at) => [period, at]).filter(([period]) => period.endsWith("-01"));
    const every = Math.ceil(januaries.length / 7) || 1;
    for (const [period, at] of januaries.filter((_, index) => index % every === 0)) {
      svg.append(Svg.make("text", { x: x(at), y: HEIGHT - 4, "text-anchor": at ? "middle" : "start" }, period.slice(0, 4)));
    }
    svg.append(Svg.make("path", { class: "steps", d: steps }));
    const here = date ? months.findIndex(({ period }) => period >= date.slice(0, 7)) : -1;
    if (here >= 0) svg.append(Svg.make("path", { class: "here", d: `M${x(here + 1).toFixed(1)} ${TOP}V${HEIGHT - BOTTOM}` }));
    return svg;
  }

  function table(years, noun) {
    const perhaps = years.some((row) => row.perhaps);
    const head = el("tr", {}, el("th", { scope: "col" }, "End of"), el("th", { scope: "col" }, noun), perhaps ? el("th", { scope: "col" }, "perhaps more") : null);
    const rows = years.map((row) => el("tr", {}, el("th", { scope: "row" }, row.period), el("td", {}, String(row.sure)), perhaps ? el("td", {}, String(row.perhaps)) : null));
    return el("table", { class: "small-table" }, el("thead", {}, head), el("tbody", {}, ...rows));
  }

  /** The section of a program; [] where no member has a date. */
  function parts(program, kinds, noun, { passes, choice, date }) {
    const { months, years } = facts(program, kinds, passes, choice);
    if (months.length < 2 || !months.at(-1).sure) return [];
    return [
      el("h3", {}, "Growth"),
      el("figure", {}, curve(months, date, noun), el("figcaption", {}, `${noun} at the end of each month, those with a date that is known.`)),
      el("details", { class: "more", "data-fold": "growth" }, el("summary", {}, "As a table"), table(years, noun)),
    ];
  }

  return { parts, series };
})();
