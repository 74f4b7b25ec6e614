"use strict";
/* The table of ties: everything that the graph shows, for eyes, keyboards and screen readers alike.
 * Rows are made when they come on screen, a page at a time, and only what has changed is written anew. */
const Table = (() => {
  const PAGE = 200;
  const field = (id) => document.getElementById(id);
  const body = field("ties-body");
  const within = field("table-search");
  const more = field("table-more");
  const made = new Map(); // tie id -> {row, words} of the rows that stand in the table
  let texts = null;
  let limit = PAGE;
  let painted = "";
  let latest = null;
  let stop = ""; // the tie whose row Tab comes to

  /** What is searched besides the columns: short names, by which many know a program or an agency. */
  function searched(tie) {
    texts ||= new Map();
    if (!texts.has(tie.id)) {
      const words = [...Columns.all.filter(({ id }) => !["status", "since", "until"].includes(id)).map(({ text }) => text(tie)),
        ...[tie.subject, tie.object].map((id) => Facts.node.get(id).label)];
      texts.set(tie.id, Words.fold(words.join(" ")));
    }
    return texts.get(tie.id);
  }

  function isFound(tie, then, words) {
    if (!words.length) return true;
    const text = `${searched(tie)} ${Columns.status(tie, then)} ${Columns.since(tie, then)} ${Columns.until(tie, then)}`;
    return words.every((word) => text.includes(word));
  }

  /** Ties that filters and the words of the search leave, in order; those that are compared or on the path come first. */
  function found(shown, state) {
    const words = Words.fold(state.find).split(" ").filter(Boolean);
    const ties = [...shown.ties].map(([id, then]) => [Facts.tie.get(id), then]).filter(([tie, then]) => isFound(tie, then, words)).map(([tie]) => tie);
    const sorted = Columns.sorted(ties, state.sort, (tie) => shown.ties.get(tie.id));
    const lit = Lit.pair(state, shown)?.ties || new Set();
    return [sorted.filter(({ id }) => lit.has(id)), sorted.filter(({ id }) => !lit.has(id))];
  }

  function mark(column, tie, then) {
    const text = column.text(tie, then);
    if (column.id === "object") return el("bdi", {}, text);
    if (column.id === "status" && !Words.isStructural(tie)) return Details.status(then?.status || tie.status, text);
    if (column.id === "flags") return el("span", {}, ...Columns.flags(tie).flatMap((flag, at) => [at ? " " : "", el("span", { class: flag.replace(" ", "-") }, flag)]));
    return text;
  }

  /** The name of a row starts with the words on its button, so that it can be called by them. */
  function opener(tie, then) {
    const label = `${Words.sentence(tie)}, ${Columns.status(tie, then)}`;
    return el("button", { type: "button", tabindex: tie.id === stop ? "0" : "-1", class: "link", "aria-label": label }, el("bdi", {}, Words.name(tie.subject)));
  }

  // the roles are those that the elements have; a browser drops them where style makes cards of rows
  function cells(tie, then) {
    return Columns.all.map((column) => {
      if (column.id === "subject") return el("th", { scope: "row", role: "rowheader" }, opener(tie, then));
      const content = mark(column, tie, then);
      return el("td", { role: "cell", class: column.number ? "figure" : false, "data-column": column.id, "data-title": column.title, "data-empty": content === "" || (column.id === "flags" && !content.childNodes.length) }, content);
    });
  }

  function rowOf(tie, then) {
    const words = [then?.status, then?.certainty, then?.since, then?.until].join("|");
    const kept = made.get(tie.id);
    if (kept?.words === words) return kept.row;
    const row = kept?.row || el("tr", { role: "row", "data-tie": tie.id });
    const focused = row.contains(document.activeElement);
    row.replaceChildren(...cells(tie, then));
    if (focused) row.querySelector("button").focus();
    made.set(tie.id, { row, words });
    return row;
  }

  /** Put the rows in place; one that stays where it is, is not touched, so that the reader does not lose it. */
  function place(rows) {
    const focused = document.activeElement;
    const wanted = new Set(rows);
    for (const row of [...body.children]) if (!wanted.has(row)) row.remove();
    let next = body.firstElementChild;
    for (const row of rows) {
      if (row === next) next = next.nextElementSibling;
      else body.insertBefore(row, next);
    }
    if (body.contains(focused)) focused.focus({ preventScroll: true });
    for (const id of [...made.keys()]) if (!wanted.has(made.get(id).row)) made.delete(id);
  }

  /** All rows are one stop for Tab: the row that the reader was in last, or the first. */
  function rove(tie) {
    const row = made.get(tie)?.row || body.firstElementChild;
    made.get(stop)?.row.querySelector("button").setAttribute("tabindex", "-1");
    stop = row?.dataset.tie || "";
    row?.querySelector("button").setAttribute("tabindex", "0");
  }

  function paintHeads(sort) {
    for (const head of field("ties-head").querySelectorAll("th")) {
      const { id, title } = Columns.byId.get(head.dataset.column);
      const way = sort === id ? "ascending" : sort === `-${id}` ? "descending" : "";
      if (way) head.setAttribute("aria-sort", way);
      else head.removeAttribute("aria-sort");
      head.querySelector("button").replaceChildren(title, el("span", { class: "way", "aria-hidden": "true" }, way && (way === "ascending" ? " ▲" : " ▼")));
    }
  }

  const number = (n) => n.toLocaleString("en");

  function paint(shown, state) {
    latest = [shown, state];
    if (document.activeElement !== within && within.value !== state.find) within.value = state.find;
    const asked = `${state.find}|${state.sort}`;
    const anew = asked !== painted;
    if (anew) limit = PAGE;
    painted = asked;
    const [lit, rest] = found(shown, state);
    const ties = [...lit, ...rest];
    const here = ties.slice(0, limit);
    place(here.map((tie) => rowOf(tie, shown.ties.get(tie.id))));
    for (const [id, { row }] of made) {
      if (id === state.edge) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
    }
    const first = new Set(lit.map(({ id }) => id));
    for (const [id, { row }] of made) row.classList.toggle("lit", first.has(id));
    const told = lit.length ? `; the ${number(lit.length)} ${state.path.length ? "of the path" : "of the two coalitions"} come first` : "";
    // in another order, or among other rows, the first is where to begin
    rove(anew ? "" : stop);
    paintHeads(state.sort);
    paintCount(here.length, ties.length, shown.ties.size, told);
  }

  function paintCount(here, all, left, told) {
    const words = all === left ? `${number(all)} ${all === 1 ? "tie" : "ties"}` : `${number(all)} of ${number(left)} ties hold these words`;
    const text = `${words}${told}${here < all ? `; the first ${number(here)} are below` : ""}`;
    // a live region is read whenever it is written
    if (field("table-count").textContent !== text) field("table-count").textContent = text;
    more.hidden = here === all;
    more.textContent = `Show ${number(Math.min(PAGE, all - here))} more of ${number(all)}`;
    field("table-none").hidden = all > 0;
  }

  function showMore() {
    const last = body.lastElementChild;
    limit += PAGE;
    paint(...latest);
    // on with the first row that was not there before
    last?.nextElementSibling?.querySelector("button").focus();
  }

  function sortBy(id) {
    const { first = "" } = Columns.byId.get(id);
    const [one, other] = first ? [`-${id}`, id] : [id, `-${id}`];
    State.set({ sort: State.get().sort === one ? other : one });
  }

  /** Arrows go from row to row, as readers of long lists expect. */
  function walk(event) {
    const row = event.target.closest("tr");
    const to = { ArrowDown: row?.nextElementSibling, ArrowUp: row?.previousElementSibling, Home: body.firstElementChild, End: body.lastElementChild }[event.key];
    if (!row || to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    (to ? to.querySelector("button") : event.key === "ArrowUp" ? within : more.hidden ? null : more)?.focus();
  }

  function open(event) {
    const row = event.target.closest("tr");
    // whoever marks a word to copy it does not want to go anywhere
    if (!row || (event.detail && String(getSelection()))) return;
    State.set({ edge: row.dataset.tie }, { jump: true, always: true });
  }

  function start() {
    field("ties-head").append(...Columns.all.map(({ id, title, number: figure }) => {
      const button = el("button", { type: "button", class: "sort", onclick: () => sortBy(id) }, title);
      return el("th", { scope: "col", role: "columnheader", class: figure ? "figure" : false, "data-column": id }, button);
    }));
    within.addEventListener("input", () => State.set({ find: within.value.slice(0, 200) }));
    within.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowDown" || !body.firstElementChild) return;
      event.preventDefault();
      body.querySelector("button").focus();
    });
    more.addEventListener("click", showMore);
    body.addEventListener("click", open);
    body.addEventListener("keydown", walk);
    body.addEventListener("focusin", (event) => rove(event.target.closest("tr").dataset.tie));
  }

  return { start, paint };
})();
