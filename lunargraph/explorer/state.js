"use strict";
/* What the reader has chosen, in one place: the address holds it, every view is drawn from it. */
const State = (() => {
  const ALL = {
    relation: ["member_of", "leads", "cooperates_with", "agency_of", "part_of"],
    status: ["current", "planned", "denied", "ended"],
    kind: ["country", "agency", "organization", "program"],
  };
  const PARTIAL = /^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/;
  const isNode = (id) => Facts.node.has(id);
  const isProgram = (id) => isNode(id) && Facts.node.get(id).kind === "program";
  const isDate = (text) => PARTIAL.test(text) && Time.span(text) !== Time.UNKNOWN;
  const pairOf = (check) => (ids) => ids.length === 2 && ids[0] !== ids[1] && ids.every(check);
  const oneOf = (...values) => (value) => values.includes(value);
  const someOf = (name) => (values) => values.every((value) => ALL[name].includes(value)) && new Set(values).size === values.length;

  // each part of the state: what it is at first, how the address writes it, and what is allowed in it
  const TEXT = { write: (v) => encode(v), read: decodeURIComponent };
  const LIST = { write: (v) => v.map(encode).join(","), read: (t) => (t ? t.split(",").map(decodeURIComponent) : []) };
  const FLAG = { write: (v) => (v ? "1" : "0"), read: (t) => t === "1" };
  const NUMBER = { write: String, read: Number };
  const part = (first, how, legal) => ({ first, ...how, legal });
  const PARTS = {
    view: part("graph", TEXT, oneOf("graph", "map", "matrix", "table")),
    // at most one of these: what the panel shows
    node: part("", TEXT, isNode),
    edge: part("", TEXT, (id) => Facts.tie.has(id)),
    compare: part([], LIST, pairOf(isProgram)),
    path: part([], LIST, pairOf(isNode)),
    list: part("", TEXT, oneOf("undated")),
    help: part(false, FLAG, () => true),
    // when
    date: part("", TEXT, isDate),
    undated: part(true, FLAG, () => true),
    // filters
    relation: part(ALL.relation, LIST, someOf("relation")),
    status: part(["current", "planned"], LIST, someOf("status")),
    kind: part(ALL.kind, LIST, someOf("kind")),
    program: part("", TEXT, isProgram),
    unsure: part(false, FLAG, () => true),
    confidence: part(0, NUMBER, (n) => n >= 0 && n <= 1),
    support: part(1, NUMBER, (n) => Number.isInteger(n) && n >= 1 && n <= 99),
    outlet: part("", TEXT, (name) => Facts.outlets.includes(name)),
    from: part("", TEXT, isDate),
    to: part("", TEXT, isDate),
    // the neighbourhood of what is selected, and nothing else
    around: part(false, FLAG, () => true),
    // the matrix, and whether keys of one letter do something
    rows: part("camp", TEXT, oneOf("camp", "name", "programs")),
    keys: part(true, FLAG, () => true),
    // the table
    find: part("", TEXT, (text) => text.length <= 200),
    sort: part("", TEXT, (text) => Columns.isSort(text)),
  };
  const CHOICES = ["node", "edge", "compare", "path", "list", "help"];
  const FILTERS = ["relation", "status", "kind", "program", "unsure", "confidence", "support", "outlet", "from", "to", "around"];
  const first = () => Object.fromEntries(Object.entries(PARTS).map(([name, { first: value }]) => [name, value]));
  const isFirst = (name, value) => PARTS[name].write(value) === PARTS[name].write(PARTS[name].first);
  let now = first();
  const listeners = [];

  // ids stay readable in the address
  function encode(text) {
    return encodeURIComponent(text.toWellFormed()).replace(/%3A/g, ":").replace(/%2F/g, "/");
  }

  /** The state as the address writes it: "" where nothing was chosen, else "#view=map&date=2024-04&node=country:BLR". */
  function hash(state = now) {
    const parts = Object.entries(PARTS).filter(([name]) => !isFirst(name, state[name]));
    const words = parts.map(([name, { write }]) => `${name}=${write(state[name])}`);
    return words.length ? `#${words.join("&")}` : "";
  }

  /** The state that an address asks for; what is unknown or broken in it is left as at first. */
  function fromHash(text) {
    const found = first();
    for (const pair of text.replace(/^#/, "").split("&")) {
      const at = pair.indexOf("=");
      const name = pair.slice(0, at);
      if (at < 0 || !Object.hasOwn(PARTS, name)) continue;
      try {
        const value = PARTS[name].read(pair.slice(at + 1));
        if (isFirst(name, value) || PARTS[name].legal(value)) found[name] = value;
      } catch {
        // cut off in the middle of an escape
      }
    }
    return alone(found, CHOICES.find((name) => !isFirst(name, found[name])));
  }

  /** The panel shows one thing: choosing one lets go of the others. */
  function alone(state, chosen) {
    return { ...state, ...Object.fromEntries(CHOICES.filter((name) => name !== chosen).map((name) => [name, PARTS[name].first])) };
  }

  /** Change parts of the state and tell everybody; ``extra`` goes along (``{jump: true}`` moves view and focus there). */
  function set(changes, extra = {}) {
    const legal = Object.entries(changes).filter(([name, value]) => isFirst(name, value) || PARTS[name].legal(value));
    const before = now;
    now = { ...now, ...Object.fromEntries(legal) };
    const chosen = legal.map(([name]) => name).find((name) => CHOICES.includes(name) && !isFirst(name, now[name]));
    if (chosen) now = alone(now, chosen);
    if (hash(now) !== hash(before) || extra.always) tell(before, extra);
  }

  function tell(before, extra) {
    const step = ["view", ...CHOICES].some((name) => PARTS[name].write(now[name]) !== PARTS[name].write(before[name]));
    remember(step);
    for (const listener of listeners) listener(now, before, extra);
  }

  /** What "back" should come back to is a new entry; sliders and filters only rewrite the one that is there. */
  function remember(step) {
    const address = hash() || location.href.split("#")[0];
    try {
      if (step) history.pushState(null, "", address);
      else history.replaceState(null, "", address);
    } catch {
      // a page inside a notebook has no address of its own
    }
  }

  function follow() {
    const before = now;
    now = fromHash(location.hash);
    if (hash(now) !== hash(before)) for (const listener of listeners) listener(now, before, { jump: true, followed: true });
  }

  const reset = (names) => Object.fromEntries(names.map((name) => [name, PARTS[name].first]));
  const chosen = (state = now) => CHOICES.find((name) => !isFirst(name, state[name])) || "";

  /** Inside a notebook the page has no address: what it opens with stands in its head. */
  const opening = () => location.hash || document.querySelector("meta[name=lunargraph-state]").content;

  function start() {
    now = fromHash(opening());
    addEventListener("hashchange", follow);
    addEventListener("popstate", follow);
  }

  return {
    ALL, CHOICES, FILTERS, hash, fromHash, set, reset, chosen, start, isDate,
    get: () => now,
    isFirst: (name) => isFirst(name, now[name]),
    onChange: (listener) => listeners.push(listener),
  };
})();
