"use strict";
/* The matrix: actors by programs, a mark where they have to do with each other as of the date. */
const Matrix = (() => {
  const ROWS = 120; // at first, and so many more with every "more"
  const COLUMNS = 24;
  const field = (id) => document.getElementById(id);
  const table = field("matrix-table");
  const limits = { rows: ROWS, columns: COLUMNS };
  const CAMPS = ["both", "ILRS", "ARTEMIS_ACCORDS", ""];
  const TITLES = { both: "ILRS and Artemis Accords", ILRS: "ILRS", ARTEMIS_ACCORDS: "Artemis Accords", "": "Neither coalition" };
  const byName = (a, b) => Words.name(a).localeCompare(Words.name(b)) || (a < b ? -1 : 1);
  let latest = null;
  let grid = []; // rows of the elements that arrow keys go to
  let at = ["", ""]; // actor and program of the cell that Tab comes to
  let painted = "";

  /** What matters most about an actor and a program first: who leads it, then what holds. */
  const weight = (tie, then) => (then.status === "current" ? 0 : 10 * (1 + Columns.STATUSES.indexOf(then.status))) + (tie.relation === "leads" ? 0 : 1);

  /** Actors, programs and the ties where they meet: {rows, columns, cells: actor -> program -> [[tie, then], ...]}. */
  function gather(shown, state) {
    const cells = new Map();
    const sizes = new Map();
    for (const [id, then] of shown.ties) {
      const tie = Facts.tie.get(id);
      if (!Time.isMembership(tie)) continue;
      if (!cells.has(tie.subject)) cells.set(tie.subject, new Map());
      const row = cells.get(tie.subject);
      if (!row.has(tie.object)) {
        row.set(tie.object, []);
        sizes.set(tie.object, (sizes.get(tie.object) || 0) + 1);
      }
      row.get(tie.object).push([tie, then]);
    }
    for (const row of cells.values()) for (const met of row.values()) met.sort((a, b) => weight(...a) - weight(...b));
    const camps = Time.camps(state.date);
    const campOf = (id) => camps.get(id) || "";
    const orders = {
      camp: (a, b) => CAMPS.indexOf(campOf(a)) - CAMPS.indexOf(campOf(b)) || byName(a, b),
      name: byName,
      programs: (a, b) => cells.get(b).size - cells.get(a).size || byName(a, b),
    };
    const rows = [...cells.keys()].sort(orders[state.rows]);
    // what the reader compares stands first, and within the columns that are drawn at once
    const asked = (id) => (state.compare.includes(id) ? state.compare.indexOf(id) : state.path.includes(id) ? 2 : 3);
    const columns = [...sizes.keys()].sort((a, b) => asked(a) - asked(b) || sizes.get(b) - sizes.get(a) || byName(a, b));
    return { rows, columns, cells, sizes, campOf };
  }

  /** What is drawn of it: with a choice within the rows and columns that fit at first, or as many as the reader asked for. */
  const cut = (found) => ({ ...found, all: found, rows: found.rows.slice(0, limits.rows), columns: found.columns.slice(0, limits.columns) });

  function short(id) {
    const { name, label } = Facts.node.get(id);
    const text = name.length > 24 && label && !label.includes("_") ? label : name;
    // "Chang'e-7" stays in one piece
    return text.length < 12 ? text.replaceAll("-", "\u2011") : text;
  }

  const colorOf = (program) => ({ "program:ILRS": "ilrs", "program:ARTEMIS_ACCORDS": "accords" })[program] || "other";

  function open(changes) {
    return () => State.set(changes, { jump: true, always: true });
  }

  function cell(actor, program, met) {
    if (!met) return el("td", { tabindex: "-1" });
    const [[tie, then]] = met;
    const words = met.map((one) => Marks.words(...one)).join("; also: ");
    const word = Marks.word(tie, then);
    // the word that is seen stands in the name, so that the button can be called by it
    const label = `${Words.name(actor)}, ${Words.name(program)}: ${words.includes(word) ? words : `${word}, ${words}`}`;
    return el("td", {}, el("button", { type: "button", tabindex: "-1", class: `cell ${colorOf(program)}`, "data-tie": tie.id, "aria-label": label, onclick: open({ edge: tie.id }) },
      Marks.drawn(Marks.shape(tie), then.status), el("span", { class: "word" }, met.length > 1 ? `${word} +${met.length - 1}` : word)));
  }

  const nodeButton = (id, ...more) => el("button", { type: "button", tabindex: "-1", class: "link", onclick: open({ node: id }) }, ...more);

  function head({ columns, sizes }) {
    const heads = columns.map((id) => {
      const full = Words.name(id);
      const count = el("span", { class: "size" }, String(sizes.get(id)), el("span", { class: "unseen" }, " actors"));
      return el("th", { scope: "col", "data-node": id }, nodeButton(id, el("bdi", {}, short(id)), short(id).replaceAll("\u2011", "-") === full ? "" : el("span", { class: "unseen" }, ` (${full})`), " ", count));
    });
    return el("tr", {}, el("th", { scope: "col", tabindex: "-1", class: "corner" }, "Actor"), ...heads);
  }

  function row(actor, { columns, cells, campOf }) {
    const kind = Facts.node.get(actor).kind;
    return el("tr", { "data-node": actor },
      el("th", { scope: "row", "data-camp": campOf(actor) || "none" }, nodeButton(actor, el("bdi", {}, Words.name(actor)), kind === "country" ? "" : el("span", { class: "kind" }, ` ${Words.plain(kind)}`))),
      ...columns.map((program) => cell(actor, program, cells.get(actor).get(program))));
  }

  /** Rows in groups with a heading each, where they are sorted by coalition; in one group else. */
  function groups(part, state) {
    const made = new Map();
    for (const actor of part.rows) {
      const camp = state.rows === "camp" ? part.campOf(actor) : "all";
      if (!made.has(camp)) made.set(camp, []);
      made.get(camp).push(actor);
    }
    return [...made].map(([camp, actors]) => {
      const whole = part.all.rows.filter((actor) => part.campOf(actor) === camp).length;
      const title = camp === "all" ? null : el("tr", { class: "group" }, el("th", { colspan: String(part.columns.length + 1), scope: "rowgroup" }, el("span", {}, `${TITLES[camp]} (${whole})`)));
      return el("tbody", {}, ...[title, ...actors.map((actor) => row(actor, part))].filter(Boolean));
    });
  }

  const stop = (element) => element.querySelector("button") || element;
  const placeOf = (element) => [element.closest("tr").dataset.node || "", element.closest("thead") ? element.closest("th").dataset.node || "" : programAt(element)];
  const programAt = (element) => grid[0][[...element.closest("tr").children].indexOf(element.closest("td, th"))]?.closest("th").dataset.node || "";

  function find([actor, program]) {
    const y = actor ? grid.findIndex((line) => line[0].closest("tr").dataset.node === actor) : 0;
    const x = program ? grid[0]?.findIndex((one) => one.closest("th").dataset.node === program) : 0;
    return [Math.max(0, y), Math.max(0, x ?? 0)];
  }

  /** The grid is one stop for Tab; which cell that is, follows the reader. */
  function rove(element, focus) {
    table.querySelector("[tabindex='0']")?.setAttribute("tabindex", "-1");
    if (!element) return;
    element.setAttribute("tabindex", "0");
    at = placeOf(element);
    if (focus) element.focus();
  }

  function walk(event) {
    const here = event.target.closest("button, td, th");
    if (!here || event.altKey || event.metaKey) return;
    const [y, x] = find(placeOf(here));
    const last = [grid.length - 1, grid[0].length - 1];
    const to = {
      ArrowRight: [y, x + 1], ArrowLeft: [y, x - 1], ArrowDown: [y + 1, x], ArrowUp: [y - 1, x], PageDown: [y + 10, x], PageUp: [y - 10, x],
      Home: [event.ctrlKey ? 0 : y, 0], End: [event.ctrlKey ? last[0] : y, last[1]],
    }[event.key];
    if (!to) return;
    event.preventDefault();
    const [down, across] = to.map((n, axis) => Math.max(0, Math.min(last[axis], n)));
    rove(grid[down][across], true);
  }

  function paint(shown, state) {
    latest = [shown, state];
    field("matrix-rows").value = state.rows;
    const part = cut(gather(shown, state));
    const words = JSON.stringify([state.rows, part.rows, part.columns, part.rows.map((a) => [part.campOf(a), [...part.cells.get(a)].map(([p, met]) => [p, met.map(([t, n]) => [t.id, n])])])]);
    if (words !== painted) build(part, state);
    painted = words;
    for (const button of table.querySelectorAll("[aria-current]")) button.removeAttribute("aria-current");
    if (state.edge) table.querySelector(`[data-tie="${CSS.escape(state.edge)}"]`)?.setAttribute("aria-current", "true");
    light(part, Lit.pair(state, shown));
    paintCount(part);
    hint();
  }

  /** Mark the cells, actors and programs of what is compared or on the path. */
  function light({ cells }, lit) {
    for (const one of table.querySelectorAll(".lit")) one.classList.remove("lit");
    if (!lit || !grid.length) return;
    for (const line of grid) {
      const actor = line[0].closest("tr").dataset.node;
      for (const [x, one] of line.entries()) {
        const box = one.closest("td, th");
        const program = grid[0][x].closest("th").dataset.node;
        const met = actor && program ? (cells.get(actor)?.get(program) || []).some(([tie]) => lit.ties.has(tie.id)) : lit.nodes.has(actor || program);
        if (met) box.classList.add("lit");
      }
    }
  }

  function build(part, state) {
    const focused = table.contains(document.activeElement);
    const empty = !part.rows.length;
    table.replaceChildren(...(empty ? [el("thead", {})] : [el("thead", {}, head(part)), ...groups(part, state)]));
    grid = [...table.querySelectorAll("tr:not(.group)")].map((line) => [...line.children].map(stop));
    const [y, x] = find(at);
    // at first Tab comes to the first mark, not to the corner
    const first = at.some(Boolean) ? grid[y]?.[x] : table.querySelector("td button");
    rove(first, focused);
    field("matrix-frame").hidden = empty;
    field("matrix-none").hidden = !empty;
  }

  function paintCount({ rows, columns, all }) {
    const part = (here, whole, one) => (here < whole ? `${here} of ${Words.count(whole, one)}` : Words.count(whole, one));
    const text = `${part(rows.length, all.rows.length, "actor")}, ${part(columns.length, all.columns.length, "program")}`;
    if (field("matrix-count").textContent !== text) field("matrix-count").textContent = text;
    field("matrix-more-rows").hidden = rows.length === all.rows.length;
    field("matrix-more-rows").textContent = `Show ${Math.min(ROWS, all.rows.length - rows.length)} more actors`;
    field("matrix-more-columns").hidden = columns.length === all.columns.length;
    field("matrix-more-columns").textContent = `Show ${Math.min(COLUMNS, all.columns.length - columns.length)} more programs`;
  }

  function more(what, step) {
    limits[what] += step;
    paint(...latest);
    const [y, x] = what === "rows" ? [limits.rows - step + 1, 0] : [0, limits.columns - step + 1];
    rove(grid[Math.min(y, grid.length - 1)][Math.min(x, grid[0].length - 1)], true);
  }

  /** Say and show that there is more to the right, as long as there is. */
  function hint() {
    const { scrollLeft, clientWidth, scrollWidth } = field("matrix-frame");
    field("matrix-hint").hidden = scrollWidth - clientWidth < 2;
    field("matrix-scroll").classList.toggle("more-right", scrollLeft + clientWidth < scrollWidth - 1);
  }

  function start() {
    field("matrix-frame").addEventListener("scroll", hint, { passive: true });
    new ResizeObserver(hint).observe(field("matrix-frame"));
    field("matrix-key").append(...Marks.key());
    field("matrix-rows").addEventListener("input", (event) => State.set({ rows: event.target.value }));
    field("matrix-more-rows").addEventListener("click", () => more("rows", ROWS));
    field("matrix-more-columns").addEventListener("click", () => more("columns", COLUMNS));
    table.addEventListener("keydown", walk);
    table.addEventListener("focusin", (event) => rove(event.target.closest("button, td, th")));
  }

  const figure = (shown, state) => MatrixFigure.draw(cut(gather(shown, state)), state, { titles: TITLES, short, colorOf });

  return { start, paint, figure };
})();
