"use strict";
/* The columns of a list of ties: what each says in words, and in which order it puts them. */
const Columns = (() => {
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  // names are compared once; ten thousand ties then sort by whole numbers
  const place = new Map([...Facts.nodes].sort((a, b) => collator.compare(a.name, b.name) || (a.id < b.id ? -1 : 1)).map(({ id }, at) => [id, at]));
  const CERTAINTY = { sure: "", perhaps: "perhaps", undated: "date unknown" };
  const STATUSES = ["current", "planned", "ended", "denied"];

  const since = (tie, then) => (then?.since === undefined ? tie.since : then.since);
  const until = (tie, then) => (then?.until === undefined ? tie.until : then.until);

  /** "current", "current, perhaps" where the dates do not tell, "from the lexicon" where no article says it. */
  function status(tie, then) {
    if (Words.isStructural(tie)) return "from the lexicon";
    return [then?.status || tie.status || "unknown", CERTAINTY[then?.certainty] || ""].filter(Boolean).join(", ");
  }

  function flags(tie) {
    return [tie.disputed ? "disputed" : "", tie.sure ? "" : "less sure", tie.decision ? "reviewed" : "", tie.since_conflict ? "dates differ" : ""].filter(Boolean);
  }

  const statusKey = (tie, then) => {
    const at = STATUSES.indexOf(then?.status || tie.status);
    return Words.isStructural(tie) ? 9 : (at < 0 ? 8 : at) + (then?.certainty && then.certainty !== "sure" ? 0.5 : 0);
  };
  /** A partial date by its first day, then by its last; null, which is put last either way, where there is none. */
  const dateKey = (text) => {
    const days = Time.span(text);
    return days === Time.UNKNOWN ? null : days[0] * 1e7 + days[1];
  };
  const textKey = (text) => text || null;

  // ``key`` gives a number, a text or null; ``first`` is the direction that a reader most likely wants
  const all = [
    { id: "subject", title: "Subject", text: (tie) => Words.name(tie.subject), key: (tie) => place.get(tie.subject) },
    { id: "relation", title: "Relation", text: (tie) => Words.relation(tie.relation), key: (tie) => Words.relation(tie.relation) },
    { id: "object", title: "Object", text: (tie) => Words.name(tie.object), key: (tie) => place.get(tie.object) },
    { id: "status", title: "Status", text: status, key: statusKey },
    { id: "since", title: "Since", text: since, key: (tie, then) => dateKey(since(tie, then)) },
    { id: "until", title: "Until", text: until, key: (tie, then) => dateKey(until(tie, then)) },
    { id: "role", title: "Role", text: (tie) => tie.role, key: (tie) => textKey(tie.role) },
    { id: "stories", title: "Stories", number: true, first: "-", text: (tie) => (Words.isStructural(tie) ? "" : String(tie.support)), key: (tie) => (Words.isStructural(tie) ? null : tie.support) },
    { id: "confidence", title: "Confidence", number: true, first: "-", text: (tie) => (Words.isStructural(tie) ? "" : tie.confidence.toFixed(2)), key: (tie) => (Words.isStructural(tie) ? null : tie.confidence) },
    { id: "flags", title: "Flags", text: (tie) => flags(tie).join(", "), key: (tie) => textKey(flags(tie).join(", ")) },
  ];
  const byId = new Map(all.map((column) => [column.id, column]));

  /** Names first; what the lexicon knows stands after what articles say. */
  const usual = (a, b) => Number(Words.isStructural(a)) - Number(Words.isStructural(b)) || place.get(a.subject) - place.get(b.subject)
    || collator.compare(Words.relation(a.relation), Words.relation(b.relation)) || place.get(a.object) - place.get(b.object) || (a.id < b.id ? -1 : 1);
  let ordinary = null;
  const rank = () => (ordinary ||= new Map([...Facts.ties].sort(usual).map(({ id }, at) => [id, at])));

  const isSort = (sort) => byId.has(sort.replace(/^-/, ""));

  /** Ties in the order that ``sort`` ("since", "-since", "") asks for. */
  function sorted(ties, sort, then) {
    const usually = rank();
    if (!isSort(sort)) return [...ties].sort((a, b) => usually.get(a.id) - usually.get(b.id));
    const down = sort.startsWith("-") ? -1 : 1;
    const { key } = byId.get(sort.replace(/^-/, ""));
    const keyed = ties.map((tie) => [key(tie, then(tie)), usually.get(tie.id), tie]);
    const compare = (a, b) => (typeof a === "string" ? collator.compare(a, b) : a - b);
    keyed.sort(([a, i], [b, j]) => (a === null || b === null ? Number(a === null) - Number(b === null) : down * compare(a, b)) || i - j);
    return keyed.map(([, , tie]) => tie);
  }

  return { STATUSES, all, byId, isSort, sorted, status, flags, since, until };
})();
