"use strict";
/* The panel of a program: who leads it, how many are in it by status, how it grew, and what articles say of it as a whole. */
const Program = (() => {
  const KINDS = [["country", "countries"], ["agency", "agencies"], ["organization", "organizations"]];
  const SURENESS = ["sure", "perhaps", "undated"];
  const FEW = 5;

  /** Which ties count, as in the comparison: sure ones, or all of the confidence that the filters ask for. */
  const choose = (state) => ({
    passes: (tie) => tie.confidence >= state.confidence && (tie.sure || state.unsure),
    choice: [state.confidence, state.unsure],
    date: state.date,
  });

  /** Who has a status in a program on a date: actor -> certainty; of two ties the surer counts, as in members_of. */
  function having(program, status, { passes, date }) {
    const found = new Map();
    for (const tie of Time.memberships.get(program) || []) {
      const then = passes(tie) ? Time.tieAt(tie, [status], date) : null;
      if (!then) continue;
      const kept = found.get(tie.subject);
      if (!kept || SURENESS.indexOf(then.certainty) < SURENESS.indexOf(kept)) found.set(tie.subject, then.certainty);
    }
    return found;
  }

  /** Numbers by status, kind of actor and certainty. */
  function counts(program, chosen) {
    const found = {};
    for (const status of State.ALL.status) {
      const members = [...having(program, status, chosen)];
      const of = (kind, certainty) => members.filter(([id, told]) => Facts.node.get(id).kind === kind && told === certainty).length;
      found[status] = Object.fromEntries(KINDS.map(([kind]) => [kind, Object.fromEntries(SURENESS.map((certainty) => [certainty, of(kind, certainty)]))]));
    }
    return found;
  }

  function cell({ sure, perhaps, undated }) {
    const more = [perhaps ? `${perhaps} perhaps` : "", undated ? `${undated} undated` : ""].filter(Boolean);
    return el("td", {}, String(sure), more.length ? el("span", { class: "doubt" }, ` + ${more.join(" + ")}`) : null);
  }

  const isEmpty = (numbers) => Object.values(numbers).every((of) => SURENESS.every((certainty) => !of[certainty]));

  function memberTable(program, chosen) {
    const rows = Object.entries(counts(program, chosen)).filter(([, numbers]) => !isEmpty(numbers));
    if (!rows.length) return [el("p", {}, `No article says who is in it${chosen.date ? ` by ${chosen.date}` : ""}.`)];
    const head = el("tr", {}, el("th", { scope: "col" }, "Status"), ...KINDS.map(([, words]) => el("th", { scope: "col" }, words)));
    const body = rows.map(([status, numbers]) => el("tr", {}, el("th", { scope: "row" }, Details.status(status)), ...KINDS.map(([kind]) => cell(numbers[kind]))));
    const less = (Time.memberships.get(program) || []).filter((tie) => !chosen.passes(tie)).length;
    return [
      el("table", { class: "small-table members" }, el("caption", {}, chosen.date ? `Members as of ${chosen.date}, leaders included` : "Members now, leaders included"), el("thead", {}, head), el("tbody", {}, ...body)),
      less ? el("p", { class: "side" }, `${Words.count(less, "less sure tie")} not counted.`) : null,
    ].filter(Boolean);
  }

  /** Buttons of nodes in one line. */
  function buttons(ids) {
    if (!ids.length) return "";
    const sorted = [...new Set(ids)].sort((a, b) => Words.name(a).localeCompare(Words.name(b)));
    return el("span", {}, ...sorted.flatMap((id, index) => [index ? ", " : "", Details.nodeButton(id)]));
  }

  function leaders(program, { passes, date }) {
    return (Time.memberships.get(program) || []).filter((tie) => tie.relation === "leads" && passes(tie) && Time.tieAt(tie, ["current"], date)).map((tie) => tie.subject);
  }

  /* What articles say of the program as a whole. */

  const paper = (id) => Facts.articles[id] || Facts.papers[id];
  const day = ({ article }) => paper(article).published;

  /** Rows of articles that were out by the date, the newest first; copies of one story that say the same once. */
  function told(rows, date, same) {
    const last = date ? Time.span(date)[1] : Infinity;
    const out = (rows || []).filter((row) => !date || (Time.span(day(row)) !== Time.UNKNOWN && Time.span(day(row))[1] <= last));
    const found = new Map();
    for (const row of out.sort((a, b) => (day(a) || "9999").localeCompare(day(b) || "9999"))) {
      const key = JSON.stringify([paper(row.article).story || row.article, ...same.map((name) => row[name])]);
      if (!found.has(key)) found.set(key, row);
    }
    return [...found.values()].sort((a, b) => day(b).localeCompare(day(a)));
  }

  const ordinals = new Intl.PluralRules("en", { type: "ordinal" });
  const ENDINGS = { one: "st", two: "nd", few: "rd", other: "th" };
  const QUALIFIERS = { almost: "almost ", over: "over ", at_least: "at least ", about: "about " };

  /** "55", "almost 30", "the 55th" */
  function amount({ value, qualifier }) {
    return qualifier === "ordinal" ? `the ${value}${ENDINGS[ordinals.select(value)]}` : `${QUALIFIERS[qualifier] || ""}${value}`;
  }

  function source(row) {
    const article = paper(row.article);
    return Evidence.linkTo(article, row.sentence, article.outlet || "unknown outlet");
  }

  /** A table of rows, the first few at once, the others on demand. */
  function folded(name, head, rows) {
    const table = (some) => el("table", { class: "small-table" }, el("thead", {}, el("tr", {}, ...head.map((words) => el("th", { scope: "col" }, words)))), el("tbody", {}, ...some));
    const more = rows.slice(FEW);
    return [table(rows.slice(0, FEW)), more.length ? el("details", { class: "more", "data-fold": name }, el("summary", {}, `and ${more.length} more`), table(more)) : null].filter(Boolean);
  }

  /** How many members articles give it, beside the countries that are known here for the day of the article. */
  function stated(program, chosen) {
    const rows = told(Facts.counts[program], chosen.date, ["value", "qualifier"]);
    if (!rows.length) return [];
    const here = (date) => [...having(program, "current", { ...chosen, date })].filter(([id, certainty]) => Facts.node.get(id).kind === "country" && certainty === "sure").length;
    const lines = rows.map((row) => el("tr", {}, el("td", {}, day(row) || "undated"), el("td", {}, amount(row)), el("td", {}, day(row) ? String(here(day(row))) : ""), el("td", {}, source(row))));
    return [el("h3", {}, `Members that articles count (${rows.length})`), ...folded("counts", ["Published", "Says", "Countries here then", "Where"], lines)];
  }

  function milestones(program, chosen) {
    const rows = told(Facts.milestones[program], chosen.date, ["what", "date", "status"]);
    if (!rows.length) return [];
    const lines = rows.sort((a, b) => b.date.localeCompare(a.date)).map((row) => el("tr", {},
      el("td", {}, row.date), el("td", {}, el("bdi", {}, row.what)), el("td", {}, row.status), el("td", {}, source(row), day(row) ? ` (${day(row)})` : "")));
    return [el("h3", {}, `Milestones (${rows.length})`), ...folded("milestones", ["When", "What", "Status", "Where"], lines)];
  }

  /** Facts that only a program has. */
  function facts(id, state) {
    const around = Facts.tiesOf.get(id).filter((tie) => tie.relation === "part_of");
    return [
      ["Led by", buttons(leaders(id, choose(state)))],
      ["Part of", buttons(around.filter((tie) => tie.subject === id).map((tie) => tie.object))],
      ["Parts", buttons(around.filter((tie) => tie.object === id).map((tie) => tie.subject))],
    ];
  }

  function parts(id, state) {
    const chosen = choose(state);
    const members = (Time.memberships.get(id) || []).filter(chosen.passes).map((tie) => Facts.node.get(tie.subject).kind);
    const countries = members.includes("country");
    const growth = Growth.parts(id, countries ? ["country"] : KINDS.map(([kind]) => kind), countries ? "Countries" : "Members", chosen);
    return [...memberTable(id, chosen), ...growth, ...stated(id, chosen), ...milestones(id, chosen)];
  }

  return { facts, parts, counts: (id, state) => counts(id, choose(state)) };
})();
