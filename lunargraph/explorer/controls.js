"use strict";
/* Search, filters and the table of ties. Filters only ever hide: the facts stay as they were built. */
const Filters = (() => {
  const form = document.getElementById("filters");
  const program = document.getElementById("program");
  const confidence = document.getElementById("confidence");
  const lessSure = document.getElementById("less-sure");
  const ticked = (name) => new Set([...form.querySelectorAll(`input[name=${name}]:checked`)].map((box) => box.value));

  /** Programs with at least one member, the largest first. */
  function fillPrograms() {
    const size = new Map();
    for (const tie of Facts.ties) {
      if (isMembership(tie)) size.set(tie.object, (size.get(tie.object) || new Set()).add(tie.subject));
    }
    const sorted = [...size].sort((a, b) => b[1].size - a[1].size || Words.name(a[0]).localeCompare(Words.name(b[0])));
    program.append(...sorted.map(([id]) => el("option", { value: id }, Words.name(id))));
  }

  const isMembership = (tie) => tie.relation === "member_of" || tie.relation === "leads";

  /** Says how many ties are less sure; where there are none, there is nothing to show or hide. */
  function countLessSure() {
    const number = Facts.ties.filter((tie) => !tie.sure).length;
    document.getElementById("less-sure-count").textContent = String(number);
    document.getElementById("less-sure-row").hidden = !number;
  }

  /** What the filters leave: ids of ties and of nodes; the selection is shown even where a filter would hide it. */
  function visible(selection) {
    const relations = ticked("relation");
    const statuses = ticked("status");
    const least = Number(confidence.value);
    const firm = (tie) => Words.isStructural(tie) || (statuses.has(tie.status) && tie.confidence >= least && (tie.sure || lessSure.checked));
    const members = program.value ? new Set([program.value]) : null;
    if (members) {
      for (const tie of Facts.ties) if (isMembership(tie) && tie.object === program.value && firm(tie)) members.add(tie.subject);
    }
    const inside = (tie) => !members || (members.has(tie.subject) && members.has(tie.object));
    const passing = Facts.ties.filter((tie) => relations.has(tie.relation) && firm(tie) && inside(tie));
    return gather(passing, selection, [...relations].some((id) => !Words.isStructural({ relation: id })));
  }

  /** Ties of the lexicon join nodes that stated ties brought in; alone they would show every actor on Earth. */
  function gather(passing, selection, statedWanted) {
    const chosen = selection.tie ? [Facts.tie.get(selection.tie)] : [];
    const stated = statedWanted ? passing.filter((tie) => !Words.isStructural(tie)) : passing;
    const nodes = new Set([...stated, ...chosen].flatMap((tie) => [tie.subject, tie.object]));
    if (selection.node) nodes.add(selection.node);
    if (program.value) nodes.add(program.value);
    const ties = passing.filter((tie) => nodes.has(tie.subject) && nodes.has(tie.object));
    return { nodes, ties: new Set([...ties, ...chosen].map((tie) => tie.id)) };
  }

  function onChange(changed) {
    form.addEventListener("input", (event) => {
      document.getElementById("confidence-value").textContent = Number(confidence.value).toFixed(2);
      changed(event.target === program);
    });
    form.addEventListener("submit", (event) => event.preventDefault());
  }

  function reset() {
    form.reset();
    document.getElementById("confidence-value").textContent = Number(confidence.value).toFixed(2);
  }

  fillPrograms();
  countLessSure();
  return { visible, onChange, reset };
})();

const Search = (() => {
  const box = document.getElementById("search");
  const list = document.getElementById("matches");
  const MOST = 12;
  const index = Facts.nodes.map((node) => ({
    node,
    names: [...new Set([node.name, node.label, ...node.aliases, node.id].filter(Boolean))].map((name) => [name, Words.fold(name)]),
  }));
  let picked = () => {};
  let active = 0;

  /** 0 for the very name, 1 for its beginning, 2 for the beginning of a word, 3 for anywhere, 9 for nowhere. */
  function distance(name, query) {
    if (name === query) return 0;
    if (name.startsWith(query)) return 1;
    if (name.includes(` ${query}`)) return 2;
    return name.includes(query) ? 3 : 9;
  }

  function matches(text) {
    const query = Words.fold(text);
    if (!query) return [];
    const scored = index.map(({ node, names }) => {
      const ranked = names.map(([name, folded]) => [distance(folded, query), name]);
      const [far, name] = ranked.reduce((best, next) => (next[0] < best[0] ? next : best));
      return { node, name, far };
    });
    const busy = (match) => Facts.tiesOf.get(match.node.id).length;
    return scored.filter((match) => match.far < 9).sort((a, b) => a.far - b.far || busy(b) - busy(a)).slice(0, MOST);
  }

  function option({ node, name }, position) {
    const alias = name === node.name ? "" : ` (${name})`;
    const item = el("li", { role: "option", id: `match-${position}`, "aria-selected": position === active ? "true" : "false" },
      el("span", { class: "name" }, node.name), alias, el("span", { class: "when" }, Words.plain(node.kind)));
    // mousedown, because the box loses focus, and with it the list, before a click arrives
    item.addEventListener("mousedown", (event) => {
      event.preventDefault();
      choose(node.id);
    });
    return item;
  }

  function render() {
    const found = matches(box.value);
    active = Math.max(0, Math.min(active, found.length - 1));
    list.replaceChildren(...found.map(option));
    if (!found.length && Words.fold(box.value)) list.append(el("li", { class: "none" }, "No such name in this graph"));
    list.hidden = !list.children.length;
    box.setAttribute("aria-expanded", String(!list.hidden));
    if (found.length) box.setAttribute("aria-activedescendant", `match-${active}`);
    else box.removeAttribute("aria-activedescendant");
    list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
    return found;
  }

  function choose(id) {
    close();
    box.value = Words.name(id);
    picked(id);
  }

  function close() {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      active += list.hidden ? 0 : step;
      render();
    } else if (event.key === "Enter") {
      event.preventDefault();
      const found = render();
      if (found.length) choose(found[active].node.id);
    } else if (event.key === "Escape" && !list.hidden) {
      // the first Escape closes the list; only a second one empties the box
      event.preventDefault();
      event.stopPropagation();
      close();
    }
  }

  box.addEventListener("input", () => {
    active = 0;
    render();
  });
  box.addEventListener("keydown", onKey);
  box.addEventListener("blur", close);
  return {
    onPick: (callback) => { picked = callback; },
    clear: () => { box.value = ""; close(); },
  };
})();

const Table = (() => {
  const body = document.getElementById("ties-body");
  const within = document.getElementById("table-search");
  let shown = { ties: new Set() };
  const sorted = Facts.ties.map((tie) => [Words.isStructural(tie) ? 1 : 0, Words.sentence(tie), tie]);
  sorted.sort((a, b) => a[0] - b[0] || a[1].localeCompare(b[1]));
  const rows = sorted.map(([, , tie]) => ({ tie, row: null, text: Words.fold(`${Words.sentence(tie)} ${tie.status}`) }));

  function fill(select) {
    for (const entry of rows) {
      const { tie } = entry;
      const structural = Words.isStructural(tie);
      entry.row = el("tr", { "data-tie": tie.id },
        el("td", {}, el("button", { type: "button", class: "link", onclick: () => select({ tie: tie.id }, true) }, Words.sentence(tie)),
          tie.disputed ? Details.disputed() : null, tie.sure ? null : Details.lessSure()),
        el("td", {}, structural ? "lexicon" : Details.status(tie.status)),
        el("td", {}, tie.since),
        el("td", { class: "figure" }, structural ? "" : String(tie.support)),
        el("td", { class: "figure" }, structural ? "" : tie.confidence.toFixed(2)));
    }
    body.replaceChildren(...rows.map((entry) => entry.row));
    within.addEventListener("input", () => paint(shown));
  }

  function paint(next) {
    shown = next;
    const words = Words.fold(within.value).split(" ");
    for (const { tie, row, text } of rows) row.hidden = !shown.ties.has(tie.id) || !words.every((word) => text.includes(word));
  }

  return { fill, paint, clear: () => { within.value = ""; } };
})();
