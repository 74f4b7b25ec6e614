"use strict";
/* The panel beside the picture: what a node is and its ties, or what a tie rests on. */
const Details = (() => {
  const panel = document.getElementById("details");
  const body = document.getElementById("details-body");
  const FEW = 6;
  const RELATION_ORDER = ["leads", "member_of", "cooperates_with", "agency_of", "part_of"];
  const STATUS_ORDER = ["current", "planned", "denied", "ended"];

  const status = (name, text = name || "unknown") => el("span", { class: `status status-${/^[a-z]+$/.test(name) ? name : "other"}` }, text);
  const disputed = () => el("span", { class: "disputed" }, "disputed");

  const lessSure = () => el("span", { class: "less-sure" }, "less sure");

  const reviewed = () => el("span", { class: "reviewed" }, "✓ reviewed");

  const named = (id) => (Facts.node.has(id) ? Words.name(id) : id);

  /** A definition list of the pairs that have a value; text keeps its direction to itself. */
  function facts(pairs) {
    const list = el("dl", {});
    for (const [term, value] of pairs) {
      if (value === "" || value === null) continue;
      list.append(el("dt", {}, term), el("dd", {}, typeof value === "string" ? el("bdi", {}, value) : value));
    }
    return list;
  }

  function nodeButton(id) {
    const open = () => State.set({ node: id }, { jump: true });
    return el("button", { type: "button", class: "link", "data-node": id, onclick: open }, el("bdi", {}, Words.name(id)));
  }

  /** A tie as seen from one of its ends; ``then`` is what it was on a date, else it is told as it is now. */
  function tieButton(tie, from, then = tie) {
    const other = tie.subject === from ? tie.object : tie.subject;
    const label = `${Words.sentence(tie)}, ${then.status || "from the lexicon"}${tie.disputed ? ", disputed" : ""}${tie.sure ? "" : ", less sure"}`;
    const since = then.since ? el("span", { class: "when" }, `since ${then.since}`) : null;
    return el("li", {}, el("button",
      { type: "button", class: "tie", "data-tie": tie.id, "aria-label": label, onclick: () => State.set({ edge: tie.id }, { jump: true }) },
      el("bdi", { class: "name" }, Words.name(other)), tie.disputed ? disputed() : null, tie.sure ? null : lessSure(), since));
  }

  const otherName = (tie, id) => Words.name(tie.subject === id ? tie.object : tie.subject);

  /** Ties of a node on a date in groups that read from the node ("member of", "led by", ...), and those not yet told of. */
  function groups(id, date) {
    const found = new Map();
    const later = [];
    const rank = ([tie, then]) => RELATION_ORDER.indexOf(tie.relation) * 10 + STATUS_ORDER.indexOf(then.status);
    const rows = Facts.tiesOf.get(id).map((tie) => [tie, Words.isStructural(tie) ? tie : Time.tieAt(tie, State.ALL.status, date)]);
    for (const [tie, then] of rows.filter(([, told]) => told).sort((a, b) => rank(a) - rank(b))) {
      const phrase = Words.relation(tie.relation, tie.object === id && tie.subject !== id);
      const key = Words.isStructural(tie) ? phrase : `${phrase} · ${then.status}`;
      if (!found.has(key)) found.set(key, []);
      found.get(key).push([tie, then]);
    }
    for (const [tie, then] of rows) if (!then) later.push([tie, tie]);
    return { found, later };
  }

  function tieList(id, rows) {
    const sorted = rows.toSorted(([a], [b]) => otherName(a, id).localeCompare(otherName(b, id)));
    return el("ul", { class: "ties" }, ...sorted.map(([tie, then]) => tieButton(tie, id, then)));
  }

  function tieParts(id, date) {
    const { found, later } = groups(id, date);
    const parts = [...found].flatMap(([heading, rows]) => [el("h3", {}, `${heading} (${rows.length})`), tieList(id, rows)]);
    if (later.length) {
      parts.push(el("details", { class: "later", "data-fold": "later" }, el("summary", {}, `Not yet by ${date} (${later.length})`), tieList(id, later)));
    }
    return parts.length ? parts : [el("p", {}, "No article says with whom.")];
  }

  /** Some programs have hundreds of descriptions for names: the first few are shown, the others on demand. */
  function aliases(names) {
    const first = el("bdi", {}, names.slice(0, FEW).join(", "));
    if (names.length <= FEW) return names.length ? first : "";
    const more = el("details", { "data-fold": "aliases" }, el("summary", {}, `and ${names.length - FEW} more`), el("bdi", {}, names.slice(FEW).join(", ")));
    return el("div", {}, first, more);
  }

  /** The coalition of a node on the date of the page, which is that of its colour in every view. */
  function coalition(node, date) {
    const camp = Time.camps(date).get(node.id) || (date ? "" : node.coalition);
    return Words.coalition(camp) + (date ? ` (as of ${date})` : "");
  }

  function showNode(state) {
    const node = Facts.node.get(state.node);
    const home = Facts.node.has(node.country) && node.country !== node.id ? nodeButton(node.country) : "";
    return [
      el("p", { class: "kind" }, el("bdi", {}, [node.kind, node.type].filter(Boolean).map(Words.plain).join(" · "))),
      el("h2", { id: "details-title", tabindex: "-1" }, el("bdi", {}, node.name)),
      facts([
        ["Coalition", node.kind === "program" ? "" : coalition(node, state.date)],
        ["Short name", node.label === node.name || node.label.includes("_") ? "" : node.label],
        ["Country", home],
        ...(node.kind === "program" ? Program.facts(node.id, state) : []),
        ["Region", [node.region, node.continent].filter(Boolean).join(", ")],
        ["Also known as", aliases(node.aliases)],
      ]),
      Pairs.offers(node.id),
      ...(node.kind === "program" ? Program.parts(node.id, state) : []),
      ...tieParts(node.id, state.date),
    ];
  }

  /** What a tie was on the date of the page. */
  function onDate(tie, date) {
    const then = Time.tieAt(tie, State.ALL.status, date);
    if (!then) return "not yet, as far as articles say";
    const doubt = { perhaps: "perhaps: the dates are too vague to say", undated: "since when is unknown" }[then.certainty];
    return el("span", {}, status(then.status), doubt ? ` (${doubt})` : "");
  }

  /** A date with who gives it. */
  function dateFact(tie, date, held, note = "") {
    if (!date) return "";
    const givers = Evidence.givers(tie, date, held);
    return el("span", {}, `${date}${note}`, givers ? el("span", { class: "givers" }, ", says ", givers) : null);
  }

  function tieFacts(tie, date) {
    const structural = Words.isStructural(tie);
    const ended = tie.status === "ended";
    return facts([
      ["Status", structural ? "" : el("span", {}, status(tie.status), tie.disputed ? disputed() : null)],
      [`On ${date}`, date && !structural ? onDate(tie, date) : ""],
      ["Role", tie.role],
      ["Since", dateFact(tie, tie.since, ended ? "current" : tie.status, tie.since_conflict ? " (articles give different dates)" : "")],
      ["Until", dateFact(tie, tie.until, "ended")],
      ["First seen", tie.first_seen],
      ["Last seen", tie.last_seen],
      ["Support", structural ? "" : Words.count(tie.support, "independent story", "independent stories")],
      ["Confidence", structural ? "" : el("span", {}, tie.confidence.toFixed(2), tie.sure ? null : lessSure())],
      ["According to", tie.said_by ? `${tie.said_by.split("; ").map(named).join(", ")}; no article says it in its own words` : ""],
      ["About", tie.about.split("; ").map(named).join(", ")],
      ["Topics", tie.topics.join(", ")],
    ]);
  }

  function showTie(state) {
    const tie = Facts.tie.get(state.edge);
    const title = el("h2", { id: "details-title", tabindex: "-1" },
      nodeButton(tie.subject), ` — ${Words.relation(tie.relation)} — `, nodeButton(tie.object));
    const parts = [el("p", { class: "kind" }, "tie"), title];
    if (tie.disputed) parts.push(el("p", { class: "warning" }, disputed(), " Articles contradict each other; read them below."));
    if (tie.decision) parts.push(el("p", { class: "decision" }, reviewed(), " ", el("bdi", {}, tie.decision)));
    parts.push(tieFacts(tie, state.date), ...Evidence.dates(tie));
    if (tie.claims.length) {
      // the date changes nothing in it
      parts.push(Redraw.once(`evidence ${tie.id}`, () => el("section", {}, ...Evidence.parts(tie))));
    } else {
      parts.push(el("p", {}, Words.isStructural(tie) ? "A fact of the lexicon, not read from articles." : "No sentence is on file."));
    }
    return parts;
  }

  let painted = "";

  /** Show what the state has chosen, or nothing. */
  function paint(state, shown) {
    const chosen = State.chosen(state);
    const panes = {
      node: () => showNode(state), edge: () => showTie(state), compare: () => Compare.parts(state),
      path: () => Compare.pathParts(state, shown), list: () => Compare.undatedParts(state, shown), help: Help.parts,
    };
    if (!chosen) {
      panel.hidden = true;
      body.replaceChildren();
      painted = "";
      return;
    }
    const now = `${chosen}=${state[chosen]}`;
    const places = painted === now ? [panel.scrollTop, body.scrollTop] : [0, 0];
    if (painted !== now) body.replaceChildren();
    Redraw.bring(body, panes[chosen]());
    panel.hidden = false;
    painted = now;
    // a reader who moves the date wants to stay at the sentence that they read
    [panel.scrollTop, body.scrollTop] = places;
  }

  const focus = () => document.getElementById("details-title")?.focus();

  return { paint, focus, status, disputed, lessSure, reviewed, facts, nodeButton, tieButton };
})();
