"use strict";
/* What the filters leave. They only ever hide: the facts stay as they were built, and nothing is weighed anew. */
const Filters = (() => {
  const form = document.getElementById("filters");
  const field = (id) => document.getElementById(id);
  const boxes = (name) => [...form.querySelectorAll(`input[name=${name}]`)];
  const kindOf = (id) => Facts.node.get(id).kind;
  const known = new Set(State.ALL.kind);
  const MORE = ["confidence", "support", "outlet", "from", "to"]; // those that are folded away at first

  const claimsOf = new Map(Facts.ties.map((tie) => [tie.id, tie.claims.map((id) => Facts.articles[Facts.claims[id].article])]));

  /** Whether an article of the outlet, published between the two dates as far as dates tell, speaks of the tie. */
  function isTold(tie, { outlet, from, to }) {
    if (!outlet && !from && !to) return true;
    const [first, last] = [from ? Time.span(from)[0] : -Infinity, to ? Time.span(to)[1] : Infinity];
    return claimsOf.get(tie.id).some((article) => {
      if (outlet && article.outlet !== outlet) return false;
      if (!from && !to) return true;
      const day = Time.span(article.published);
      return day !== Time.UNKNOWN && day[1] >= first && day[0] <= last;
    });
  }

  /** Members of the chosen program on the date, and the program; null where none is chosen. */
  function membersOf(state, firm) {
    if (!state.program) return null;
    const ties = (Time.memberships.get(state.program) || []).filter((tie) => Time.tieAt(tie, state.status, state.date) && firm(tie));
    return new Set([state.program, ...ties.map((tie) => tie.subject)]);
  }

  /** Which of the filters with counts a tie fails: [] where it passes them all; null where it is out whatever they say. */
  function fails(tie, state, firm, members) {
    if (!firm(tie) || (members && !(members.has(tie.subject) && members.has(tie.object)))) return null;
    const found = [];
    if (!state.relation.includes(tie.relation)) found.push("relation");
    if ([tie.subject, tie.object].some((id) => known.has(kindOf(id)) && !state.kind.includes(kindOf(id)))) found.push("kind");
    return found;
  }

  /** What is shown: ``nodes`` (ids), ``ties`` (id -> {status, certainty}), and for every box how many stated ties it would add
   *  or takes part in (``tally``). The selection is shown even where a filter would hide it. */
  function visible(state) {
    const firm = (tie) => tie.confidence >= state.confidence && tie.support >= state.support && (tie.sure || state.unsure) && isTold(tie, state);
    const members = membersOf(state, firm);
    const tally = { relation: {}, status: {}, kind: {} };
    const count = (name, value) => { tally[name][value] = (tally[name][value] || 0) + 1; };
    const ties = new Map();
    let undated = 0;
    for (const tie of Facts.ties) {
      if (Words.isStructural(tie)) continue;
      const failed = fails(tie, state, firm, members);
      if (!failed || failed.length > 1) continue;
      const then = Time.tieAt(tie, state.status, state.date);
      const other = then ? null : Time.tieAt(tie, State.ALL.status, state.date);
      const hidden = (then || other)?.certainty === "undated" && !state.undated;
      if (then && !failed.length && Time.isUndated(tie, then, state.date)) undated += 1;
      if (hidden) continue;
      if (then && !failed.length) {
        ties.set(tie.id, then);
        count("relation", tie.relation);
        count("status", then.status);
        for (const kind of new Set([kindOf(tie.subject), kindOf(tie.object)])) count("kind", kind);
      } else if (then && failed[0] === "relation") count("relation", tie.relation);
      else if (then && failed[0] === "kind") for (const kind of new Set([kindOf(tie.subject), kindOf(tie.object)])) { if (!state.kind.includes(kind)) count("kind", kind); }
      else if (other && !failed.length) count("status", other.status);
    }
    return gather(state, ties, { tally, undated });
  }

  /** Ties of the lexicon join nodes that stated ties brought in; alone they would show every actor on Earth. */
  function gather(state, ties, numbers) {
    const chosen = state.edge ? Facts.tie.get(state.edge) : null;
    if (chosen && !ties.has(chosen.id)) ties.set(chosen.id, Time.tieAt(chosen, State.ALL.status, state.date) || { status: chosen.status, certainty: "sure" });
    const nodes = new Set();
    for (const id of ties.keys()) nodes.add(Facts.tie.get(id).subject).add(Facts.tie.get(id).object);
    for (const id of [state.node, state.program, ...state.compare, ...state.path, ...onTheWay(state, ties)]) if (id) nodes.add(id);
    const wantsStated = state.relation.some((id) => !Words.isStructural({ relation: id }));
    for (const tie of Facts.ties) {
      if (!Words.isStructural(tie)) continue;
      const inside = wantsStated ? nodes.has(tie.subject) && nodes.has(tie.object) : state.relation.includes(tie.relation);
      if (!inside) continue;
      numbers.tally.relation[tie.relation] = (numbers.tally.relation[tie.relation] || 0) + 1;
      if (state.relation.includes(tie.relation)) ties.set(tie.id, { status: "current", certainty: "sure" });
    }
    if (!wantsStated) for (const id of ties.keys()) nodes.add(Facts.tie.get(id).subject).add(Facts.tie.get(id).object);
    return state.around && state.node ? near(state.node, ties, numbers) : { nodes, ties, ...numbers };
  }

  /** Nodes of the path that is asked for: it may lead through countries and parents that no tie of their own shows. */
  function onTheWay(state, stated) {
    if (!state.path.length) return [];
    const ties = new Map(stated);
    const reached = new Set([...ties.keys()].flatMap((id) => [Facts.tie.get(id).subject, Facts.tie.get(id).object]).concat(state.path));
    const structure = Facts.ties.filter((tie) => Words.isStructural(tie) && state.relation.includes(tie.relation));
    for (let size = -1; size < reached.size; ) {
      size = reached.size;
      for (const tie of structure) if (reached.has(tie.subject)) { ties.set(tie.id, null); reached.add(tie.object); }
    }
    return Paths.between(...state.path, ties).flat().flatMap((tie) => [tie.subject, tie.object]);
  }

  /** Only a node, its neighbours, and what ties them to each other. */
  function near(node, ties, numbers) {
    const nodes = new Set([node]);
    for (const tie of Facts.tiesOf.get(node)) if (ties.has(tie.id)) nodes.add(tie.subject).add(tie.object);
    const kept = [...ties].filter(([id]) => nodes.has(Facts.tie.get(id).subject) && nodes.has(Facts.tie.get(id).object));
    return { nodes, ties: new Map(kept), ...numbers };
  }

  /** Programs with at least one member, the largest first. */
  function programs() {
    const size = (id) => new Set(Time.memberships.get(id).map((tie) => tie.subject)).size;
    return [...Time.memberships.keys()].sort((a, b) => size(b) - size(a) || Words.name(a).localeCompare(Words.name(b)));
  }

  const option = (value, words) => el("option", { value }, words);

  function fill() {
    field("program").append(...programs().map((id) => option(id, Words.name(id))));
    const busy = new Map();
    for (const articles of claimsOf.values()) for (const outlet of new Set(articles.map((a) => a.outlet))) busy.set(outlet, (busy.get(outlet) || 0) + 1);
    field("outlet").append(...Facts.outlets.map((name) => option(name, `${name} (${busy.get(name) || 0})`)));
    const most = Math.max(1, ...Facts.ties.map((tie) => tie.support));
    field("support").max = String(Math.min(99, most));
    const less = Facts.ties.filter((tie) => !tie.sure).length;
    field("less-sure-count").textContent = String(less);
    // where all are sure there is nothing to show or hide
    field("less-sure-row").hidden = !less;
  }

  /** Bring the form to what the state says. */
  function paint(state, shown) {
    for (const name of ["relation", "status", "kind"]) {
      for (const box of boxes(name)) {
        box.checked = state[name].includes(box.value);
        const number = form.querySelector(`[data-count="${name}:${box.value}"]`);
        number.textContent = String(shown.tally[name][box.value] || 0);
      }
    }
    for (const name of ["program", "outlet", "from", "to"]) if (field(name).value !== state[name]) field(name).value = state[name];
    for (const name of ["confidence", "support"]) field(name).value = String(state[name]);
    field("confidence-value").textContent = state.confidence.toFixed(2);
    field("support-value").textContent = String(state.support);
    field("less-sure").checked = state.unsure;
    field("around").checked = state.around;
    field("around").disabled = !state.node;
    field("reset-filters").disabled = State.FILTERS.every(State.isFirst);
    // what is in force is in sight
    if (!MORE.every(State.isFirst)) field("more-filters").open = true;
    Chips.paint(state);
  }

  function changed({ target }) {
    const { name, id } = target;
    if (Object.hasOwn(State.ALL, name)) State.set({ [name]: boxes(name).filter((box) => box.checked).map((box) => box.value) });
    else if (id === "confidence" || id === "support") State.set({ [id]: Number(target.value) });
    else if (id === "less-sure") State.set({ unsure: target.checked });
    else if (id === "around") State.set({ around: target.checked });
    else if (id === "program" || id === "outlet") State.set({ [id]: target.value });
    else if (id === "from" || id === "to") dateTyped(target, field("told-error"), (date) => State.set({ [id]: date }));
  }

  function start() {
    fill();
    form.addEventListener("input", (event) => { if (event.target.id !== "from" && event.target.id !== "to") changed(event); });
    form.addEventListener("change", (event) => { if (event.target.id === "from" || event.target.id === "to") changed(event); });
    form.addEventListener("submit", (event) => event.preventDefault());
    field("reset-filters").addEventListener("click", () => State.set(State.reset(State.FILTERS)));
  }

  return { visible, paint, start };
})();
