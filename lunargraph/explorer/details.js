"use strict";
/* The panel beside the picture: what a node is and its ties, or what a tie rests on, sentence by sentence. */
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

  /** A definition list of the pairs that have a value. */
  function facts(pairs) {
    const list = el("dl", {});
    for (const [term, value] of pairs) {
      if (value !== "" && value !== null) list.append(el("dt", {}, term), el("dd", {}, value));
    }
    return list;
  }

  function nodeButton(id) {
    return el("button", { type: "button", class: "link", onclick: () => State.set({ node: id }, { jump: true }) }, Words.name(id));
  }

  function tieButton(tie, from) {
    const other = tie.subject === from ? tie.object : tie.subject;
    const label = `${Words.sentence(tie)}, ${tie.status || "from the lexicon"}${tie.disputed ? ", disputed" : ""}${tie.sure ? "" : ", less sure"}`;
    const since = tie.since ? el("span", { class: "when" }, `since ${tie.since}`) : null;
    return el("li", {}, el("button",
      { type: "button", class: "tie", "data-tie": tie.id, "aria-label": label, onclick: () => State.set({ edge: tie.id }, { jump: true }) },
      el("span", { class: "name" }, Words.name(other)), tie.disputed ? disputed() : null, tie.sure ? null : lessSure(), since));
  }

  /** Ties of a node in groups that read from the node: "member of", "led by", ... */
  function groups(id) {
    const found = new Map();
    const rank = (tie) => RELATION_ORDER.indexOf(tie.relation) * 10 + STATUS_ORDER.indexOf(tie.status);
    const sorted = [...Facts.tiesOf.get(id)].sort((a, b) => rank(a) - rank(b));
    for (const tie of sorted) {
      const phrase = Words.relation(tie.relation, tie.object === id && tie.subject !== id);
      const key = Words.isStructural(tie) ? phrase : `${phrase} · ${tie.status}`;
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(tie);
    }
    return found;
  }

  /** Some programs have hundreds of descriptions for names: the first few are shown, the others on demand. */
  function aliases(names) {
    const first = names.slice(0, FEW).join(", ");
    if (names.length <= FEW) return first;
    const more = el("details", {}, el("summary", {}, `and ${names.length - FEW} more`), el("span", {}, names.slice(FEW).join(", ")));
    return el("div", {}, first, more);
  }

  function showNode(id) {
    const node = Facts.node.get(id);
    const home = Facts.node.has(node.country) && node.country !== id ? nodeButton(node.country) : "";
    const parts = [
      el("p", { class: "kind" }, [node.kind, node.type].filter(Boolean).map(Words.plain).join(" · ")),
      el("h2", { id: "details-title", tabindex: "-1" }, node.name),
      facts([
        ["Coalition", node.kind === "program" ? "" : Words.coalition(node.coalition)],
        ["Short name", node.label === node.name || node.label.includes("_") ? "" : node.label],
        ["Country", home],
        ["Region", [node.region, node.continent].filter(Boolean).join(", ")],
        ["Also known as", aliases(node.aliases)],
      ]),
      Pairs.offers(id),
    ];
    for (const [heading, ties] of groups(id)) {
      const list = el("ul", { class: "ties" });
      ties.sort((a, b) => otherName(a, id).localeCompare(otherName(b, id)));
      list.append(...ties.map((tie) => tieButton(tie, id)));
      parts.push(el("h3", {}, `${heading} (${ties.length})`), list);
    }
    if (!Facts.tiesOf.get(id).length) parts.push(el("p", {}, "No article says with whom."));
    return parts;
  }

  const otherName = (tie, id) => Words.name(tie.subject === id ? tie.object : tie.subject);

  /** One claim: the sentence as printed, who printed it and when, and what it was read as. */
  function evidence(id) {
    const claim = Facts.claims[id];
    const article = Facts.articles[claim.article];
    const rule = claim.cue ? `${claim.rule} (cue ${claim.cue})` : claim.rule;
    return el("li", { class: claim.decision === "reject" ? "claim rejected" : "claim", "data-claim": id },
      el("blockquote", {}, claim.sentence),
      el("p", { class: "outlet" }, article.outlet || "unknown outlet", " · ", article.published || "undated"),
      el("p", { class: "article" }, linkOrText(article)),
      el("p", { class: "reading" }, "Read as ", status(claim.status), claim.date ? ` as of ${claim.date}` : "", "."),
      claim.decided ? el("p", { class: "decision" }, reviewed(), ` ${claim.decided}`) : null,
      facts([
        ["Role", claim.role],
        ["About", Facts.node.has(claim.about) ? Words.name(claim.about) : claim.about],
        ["According to", Facts.node.has(claim.attributed_to) ? Words.name(claim.attributed_to) : claim.attributed_to],
        ["Author", article.author],
        ["Confidence", claim.confidence.toFixed(2)],
        ["Rule", rule],
      ]));
  }

  function showTie(id) {
    const tie = Facts.tie.get(id);
    const structural = Words.isStructural(tie);
    const title = el("h2", { id: "details-title", tabindex: "-1" },
      nodeButton(tie.subject), ` — ${Words.relation(tie.relation)} — `, nodeButton(tie.object));
    const parts = [el("p", { class: "kind" }, "tie"), title];
    if (tie.disputed) parts.push(el("p", { class: "warning" }, disputed(), " Articles contradict each other; read them below."));
    if (tie.decision) parts.push(el("p", { class: "decision" }, reviewed(), ` ${tie.decision}`));
    parts.push(facts([
      ["Status", structural ? "" : status(tie.status)],
      ["Role", tie.role],
      ["Since", tie.since && tie.since_conflict ? `${tie.since} (articles give different dates)` : tie.since],
      ["Until", tie.until],
      ["First seen", tie.first_seen],
      ["Last seen", tie.last_seen],
      ["Support", structural ? "" : Words.count(tie.support, "independent story", "independent stories")],
      ["Confidence", structural ? "" : el("span", {}, tie.confidence.toFixed(2), tie.sure ? null : lessSure())],
      ["About", tie.about.split("; ").map((id) => (Facts.node.has(id) ? Words.name(id) : id)).join(", ")],
      ["Topics", tie.topics.join(", ")],
    ]));
    if (tie.claims.length) {
      parts.push(el("h3", {}, `What the articles say (${tie.claims.length})`));
      parts.push(el("ol", { class: "claims" }, ...tie.claims.map(evidence)));
    } else {
      parts.push(el("p", {}, structural ? "A fact of the lexicon, not read from articles." : "No sentence is on file."));
    }
    return parts;
  }

  let painted = "";

  /** Show what the state has chosen, or nothing. */
  function paint(state, shown) {
    const chosen = State.chosen(state);
    const panes = {
      node: () => showNode(state.node), edge: () => showTie(state.edge), compare: () => Compare.parts(state),
      path: () => Compare.pathParts(state, shown), list: () => Compare.undatedParts(state, shown), help: Help.parts,
    };
    if (!chosen) {
      panel.hidden = true;
      body.replaceChildren();
      painted = "";
      return;
    }
    const same = painted === `${chosen}=${state[chosen]}`;
    body.replaceChildren(...panes[chosen]());
    panel.hidden = false;
    painted = `${chosen}=${state[chosen]}`;
    // a reader who moves the date wants to stay at the sentence that they read
    if (!same) [panel.scrollTop, body.scrollTop] = [0, 0];
  }

  const focus = () => document.getElementById("details-title")?.focus();

  return { paint, focus, status, disputed, lessSure, facts, nodeButton, tieButton };
})();
