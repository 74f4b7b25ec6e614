"use strict";
/* Ties as CSV (RFC 4180) that a spreadsheet may open: what it would run as a formula is led by an apostrophe, as in the build's tables. */
const Csv = (() => {
  const GUARDED = new Set(["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'"]);
  const COLUMNS = [
    "subject", "subject_name", "relation", "object", "object_name", "status", "since", "until", "role",
    "support", "confidence", "disputed", "sentences", "links",
  ];

  function cell(value) {
    const text = String(value).toWellFormed();
    const guarded = typeof value === "string" && GUARDED.has(text[0]) ? `'${text}` : text;
    return /[",\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
  }

  /** Sentences and links are JSON arrays, as lists are in the tables of a build. */
  function row(tie, then) {
    const claims = tie.claims.map((id) => Facts.claims[id]);
    const links = [...new Set(claims.map(({ article }) => Facts.articles[article]).filter(({ link }) => link).map(({ url }) => url))];
    const stated = !Words.isStructural(tie);
    return [
      tie.subject, Words.name(tie.subject), tie.relation, tie.object, Words.name(tie.object), stated ? then.status : "",
      then.since ?? tie.since, then.until ?? tie.until, tie.role, tie.support, tie.confidence, tie.disputed,
      JSON.stringify(claims.map(({ sentence }) => sentence)), JSON.stringify(links),
    ];
  }

  /** What is shown, sorted by who and to whom; status and dates are those of the page's date. */
  function text(shown) {
    const ties = [...shown.ties].map(([id, then]) => [Facts.tie.get(id), then]);
    const key = ([tie]) => [Words.name(tie.subject), tie.relation, Words.name(tie.object), tie.id].join("\u0000");
    ties.sort((a, b) => key(a).localeCompare(key(b)));
    return [COLUMNS, ...ties.map(([tie, then]) => row(tie, then))].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
  }

  return { text };
})();
