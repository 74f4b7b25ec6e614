"use strict";
/* What held when. The rules are those of lunargraph.partial_dates, spells and coalitions, and tests hold them together. */
const Time = (() => {
  const UNKNOWN = Object.freeze([0, 0]); // before every day, so that it never wins as the later
  const PART = String.raw`\d{4}(?:-\d{2}(?:-\d{2})?)?`;
  const SPAN = new RegExp(`^(?:(${PART})(?:/(${PART}))?|(\\d{3})X)$`);
  const known = new Map();

  /** First and last day, as numbers, that a partial date can mean: a year, a month, a day, a decade (203X) or a range. */
  function span(text) {
    const key = text || "";
    if (!known.has(key)) known.set(key, read(key));
    return known.get(key);
  }

  function read(text) {
    const found = SPAN.exec(text);
    if (!found) return UNKNOWN;
    const [start, end] = found[3] ? [`${found[3]}0`, `${found[3]}9`] : [found[1], found[2] || found[1]];
    const days = [edge(start, false), edge(end, true)];
    return days.includes(null) || days[0] > days[1] ? UNKNOWN : Object.freeze(days);
  }

  function edge(text, last) {
    const [year, month, day] = text.split("-").map(Number);
    if (!year || month < 1 || month > 12 || day < 1) return null;
    const m = month || (last ? 12 : 1);
    const long = daysIn(year, m);
    if (day > long) return null;
    return dayNumber(year, m, day || (last ? long : 1));
  }

  function dayNumber(year, month, day) {
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day); // Date.UTC takes the years 0 to 99 for 1900 to 1999
    return date.getTime() / 86_400_000 + 1_000_000;
  }

  const daysIn = (year, month) => (month === 2 ? 28 + (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)) : [4, 6, 9, 11].includes(month) ? 30 : 31);

  /** Whether a time [since, until, open, over by] covers a date: "sure", "perhaps", "undated" or "" (it does not). */
  function held([since, until, open, overBy], asOf) {
    const day = span(asOf)[1];
    const [start, end, over] = [span(since), span(until), span(overBy)];
    if (until && end[1] <= day) return "";
    if (since && start[0] > day) return "";
    const vague = !open && !until;
    // an end of which nothing at all is known leaves no day of which one could say that it was over
    if (vague && (over === UNKNOWN || over[1] <= day)) return "";
    if (!since) return "undated";
    return start[1] > day || vague || (until && end[0] <= day) ? "perhaps" : "sure";
  }

  const SURENESS = ["sure", "perhaps", "undated"];

  /** What a tie was on a date, {status, certainty, since, until}; null where it does not belong among ``statuses`` then.
   *  Without a date it is what it is now. */
  function tieAt(tie, statuses, date) {
    if (!date) return statuses.includes(tie.status) ? { status: tie.status, certainty: "sure", since: tie.since, until: tie.until } : null;
    if (statuses.includes("current")) {
      const then = heldThen(tie, date);
      // who has left since was in before
      if (then) return { status: "current", ...then };
    }
    if (!statuses.includes(tie.status) || tie.status === "current") return null;
    const told = tie.status === "ended" ? tie.until : tie.first_seen;
    const certainty = held([told, "", true, ""], date);
    return certainty && { status: tie.status, certainty, since: tie.since, until: tie.until };
  }

  function heldThen(tie, date) {
    let best = null;
    // of two that are as sure, the later
    for (const [since, until, open, overBy] of tie.spells.toReversed()) {
      const certainty = held([since, until, open, overBy], date);
      if (certainty && (!best || SURENESS.indexOf(certainty) < SURENESS.indexOf(best.certainty))) best = { certainty, since, until };
    }
    return best;
  }

  /** Whether nothing says since when a tie held: on a date that leaves open whether it held by then. */
  const isUndated = (tie, then, date) => (date ? then.certainty === "undated" : !tie.since);

  const isMembership = (tie) => tie.relation === "member_of" || tie.relation === "leads";
  const memberships = new Map();
  for (const tie of Facts.ties) {
    if (!isMembership(tie)) continue;
    if (!memberships.has(tie.object)) memberships.set(tie.object, []);
    memberships.get(tie.object).push(tie);
  }

  /** Who is in a program (on a date): actor -> {certainty, since, ties}, leaders included; of two ties the surer counts. */
  function members(program, date, passes = (tie) => tie.sure) {
    const found = new Map();
    for (const tie of memberships.get(program) || []) {
      const then = passes(tie) ? tieAt(tie, ["current"], date) : null;
      if (!then) continue;
      const kept = found.get(tie.subject);
      if (!kept) found.set(tie.subject, { ...then, ties: [tie] });
      else {
        kept.ties.push(tie);
        if (SURENESS.indexOf(then.certainty) < SURENESS.indexOf(kept.certainty)) kept.certainty = then.certainty;
        kept.since = [kept.since, then.since].filter(Boolean).sort((a, b) => span(a)[1] - span(b)[1] || (a < b ? -1 : 1))[0] || "";
      }
    }
    return found;
  }

  const CAMPS = [["program:ILRS", "ILRS"], ["program:ARTEMIS_ACCORDS", "ARTEMIS_ACCORDS"]];

  /** The coalition of every actor that is in one on a date: "ILRS", "ARTEMIS_ACCORDS" or "both". */
  function camps(date) {
    const found = new Map();
    for (const [program, camp] of CAMPS) {
      for (const id of members(program, date).keys()) found.set(id, found.has(id) ? "both" : camp);
    }
    // the two programs stand for their coalitions, though they belong to none
    for (const [program, camp] of CAMPS) found.set(program, camp);
    return found;
  }

  /** Numbers for the bar: countries of each camp, by how sure the date is. */
  function counts(date) {
    const countries = (program) => [...members(program, date)].filter(([id]) => Facts.node.get(id).kind === "country");
    const tally = {};
    for (const [program, camp] of CAMPS) {
      const rows = countries(program);
      const of = (certainty) => rows.filter(([, row]) => row.certainty === certainty).length;
      tally[camp] = { sure: of("sure"), perhaps: of("perhaps"), undated: of("undated") };
    }
    const [one, other] = CAMPS.map(([program]) => new Map(countries(program)));
    const both = [...one].filter(([id]) => other.has(id));
    const dated = both.filter(([id, row]) => row.certainty !== "undated" && other.get(id).certainty !== "undated");
    return { ...tally, both: { dated: dated.length, undated: both.length - dated.length } };
  }

  /** Months "YYYY-MM" from the first dated tie to the newest word of an article. */
  function months() {
    const dates = Facts.ties.filter((t) => !Words.isStructural(t)).flatMap((t) => t.spells.flatMap(([since, until]) => [since, until]));
    const told = Object.values(Facts.articles).map((article) => article.published);
    const days = [...dates, ...told].filter((d) => d && span(d) !== UNKNOWN);
    const starts = dates.filter((d) => d && span(d) !== UNKNOWN).map((d) => d.slice(0, 4)).filter((year) => /^\d{4}$/.test(year)).sort();
    const last = days.filter((d) => d.length >= 7).map((d) => d.slice(0, 7)).sort().at(-1);
    if (!starts.length || !last) return [];
    const found = [];
    for (let [year, month] = [Number(starts[0]), 1]; found.length < 1200; ) {
      const text = `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}`;
      if (text > last) break;
      found.push(text);
      [year, month] = month === 12 ? [year + 1, 1] : [year, month + 1];
    }
    return found;
  }

  return { UNKNOWN, span, tieAt, isUndated, members, memberships, isMembership, camps, counts, months, CAMPS };
})();
