"use strict";
/* The facts of the page and how they are put in words. Text enters the document as text only, never as markup. */
const Facts = (() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const { nodes, ties, claims, articles, papers, counts, milestones, lines, meta } = read("facts");
  const byId = (rows) => new Map(rows.map((row) => [row.id, row]));
  const node = byId(nodes);
  const tie = byId(ties);
  const tiesOf = new Map(nodes.map(({ id }) => [id, []]));
  for (const t of ties) {
    tiesOf.get(t.subject).push(t);
    if (t.object !== t.subject) tiesOf.get(t.object).push(t);
  }
  const outlets = [...new Set(Object.values(articles).map((article) => article.outlet))].filter(Boolean).sort((a, b) => a.localeCompare(b));
  return { nodes, ties, claims, articles, papers, counts, milestones, lines, meta, node, tie, tiesOf, outlets, picture: read("picture-data") };
})();

const Words = (() => {
  const RELATIONS = {
    member_of: ["member of", "members"],
    leads: ["leads", "led by"],
    cooperates_with: ["cooperates with", "cooperates with"],
    agency_of: ["agency of", "agencies"],
    part_of: ["part of", "parts"],
  };
  const STRUCTURAL = new Set(["agency_of", "part_of"]);
  const COALITIONS = { ILRS: "ILRS", ARTEMIS_ACCORDS: "Artemis Accords", both: "ILRS and Artemis Accords" };
  // letters that Unicode does not take apart into a base letter and an accent
  const LETTERS = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe", ı: "i" };

  const plain = (word) => String(word).replace(/_/g, " ");
  const relation = (id, incoming = false) => (RELATIONS[id] || [plain(id), `${plain(id)} (from)`])[incoming ? 1 : 0];
  const name = (id) => Facts.node.get(id).name;
  const isStructural = (tie) => STRUCTURAL.has(tie.relation);

  /** "Belarus — member of — ILRS" */
  const sentence = (tie) => `${name(tie.subject)} — ${relation(tie.relation)} — ${name(tie.object)}`;

  const count = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;

  /** The form in which names are compared: no case, no accents, single spaces. */
  const fold = (text) =>
    text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()
      .replace(/[øłđðþßæœı]/g, (c) => LETTERS[c]).replace(/\s+/g, " ").trim();

  return { relation, name, isStructural, sentence, count, fold, plain, coalition: (id) => COALITIONS[id] || "neither coalition" };
})();

/** Make an element; children that are no elements become text. */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") element.addEventListener("click", value);
    else if (value !== false && value !== null) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Take a partial date that somebody typed, or none; say so where it is no date. */
function dateTyped(input, error, take) {
  const text = input.value.trim();
  const legal = !text || State.isDate(text);
  input.setAttribute("aria-invalid", String(!legal));
  error.hidden = legal;
  if (legal) take(text);
}
