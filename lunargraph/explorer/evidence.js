"use strict";
/* What articles say about a tie: sentences with the deciding words marked, side by side where they contradict each other. */
const Evidence = (() => {
  // what Python calls a mark: its class, and what the key to the marks calls it
  const MARKS = {
    subject: ["subject", "who"],
    object: ["object", "with whom, or in what"],
    rule: ["rule", "the words that say so"],
    cue: ["cue", "the words that decide the status"],
    date: ["date", "when"],
    "antecedent of the subject": ["antecedent", "the name that another word stands for"],
    "antecedent of the object": ["antecedent", "the name that another word stands for"],
  };
  const LONG = 160; // letters from which a link names the first and the last words only
  const FEW = 6; // how many words that is
  const STATUS_ORDER = ["current", "ended", "planned", "denied"];

  const articleOf = (claim) => Facts.articles[claim.article];
  const outletOf = (article) => article.outlet || "unknown outlet";
  const isRejected = (id) => Facts.claims[id].decision === "reject";

  function sentence({ sentence: text, marks }) {
    const parts = [];
    let at = 0;
    for (const [start, end, mark] of marks) {
      parts.push(text.slice(at, start), el("mark", { class: `m-${MARKS[mark]?.[0] || "other"}` }, text.slice(start, end)));
      at = end;
    }
    return el("blockquote", { dir: "auto" }, ...parts, text.slice(at));
  }

  /** What the marks mean, those that occur, so that nobody has to tell them by their lines alone. */
  function key(ids) {
    const found = new Set(ids.flatMap((id) => Facts.claims[id].marks.map(([, , mark]) => mark)));
    const words = new Map(Object.entries(MARKS).filter(([mark]) => found.has(mark)).map(([, [name, meaning]]) => [name, meaning]));
    if (!words.size) return null;
    const told = [...words].map(([name, meaning]) => el("li", {}, el("mark", { class: `m-${name}` }, meaning)));
    return el("div", { class: "marks" }, el("p", {}, "Marked in the sentences:"), el("ul", {}, ...told));
  }

  /* A text fragment: the browser scrolls to the words and marks them, where it knows how to. */

  const encode = (words) => encodeURIComponent(words.toWellFormed()).replace(/-/g, "%2D");

  /** ":~:text=..." for a sentence; of a long one the first and the last words, for a page may break it up in between. */
  function fragment(text) {
    const plain = text.toWellFormed().replace(/[\s\p{Cc}]+/gu, " ").trim();
    const words = plain.split(" ");
    if (!plain) return "";
    if (plain.length <= LONG || words.length < 2 * FEW) return `:~:text=${encode(plain)}`;
    return `:~:text=${encode(words.slice(0, FEW).join(" "))},${encode(words.slice(-FEW).join(" "))}`;
  }

  /** The address of an article at a sentence; "" unless Python and the browser both find it to be http or https. */
  function address(article, text) {
    let protocol = "";
    try {
      protocol = new URL(article.url).protocol;
    } catch {
      // no address at all
    }
    if (!article.link || (protocol !== "https:" && protocol !== "http:")) return "";
    const [plain] = article.url.split(":~:");
    const words = fragment(text);
    return words && !plain.includes("#") ? `${plain}#${words}` : `${plain}${words}`;
  }

  /** A link to a sentence of an article; bare text where its address is not safe to follow. */
  function linkTo(article, text, label) {
    const href = address(article, text);
    if (href) return el("a", { href, rel: "noopener noreferrer", target: "_blank" }, el("bdi", {}, label));
    const written = article.url && article.url !== label ? ` (${article.url})` : "";
    return el("span", { class: "unlinked" }, el("bdi", {}, label + written));
  }

  const link = (claim, label) => linkTo(articleOf(claim), claim.sentence, label);

  /* One claim. */

  // what could turn round or cut off the text that it is pasted into
  const clean = (text) => text.toWellFormed().replace(/[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/g, "").replace(/[\s\p{Cc}]+/gu, " ").trim();

  /** "Outlet, 2023-10-24, "Title": "The sentence." https://..." */
  function citation(id) {
    const claim = Facts.claims[id];
    const { url, title, published, ...article } = articleOf(claim);
    const head = [outletOf(article), published || "undated", title ? `"${title}"` : ""].filter(Boolean).join(", ");
    return clean(`${head}: "${claim.sentence.trim()}" ${url}`);
  }

  function cite(id) {
    const said = el("span", { class: "said", role: "status" });
    const field = el("textarea", { id: `cite-${id}`, readonly: true, spellcheck: "false", rows: "4", hidden: true });
    const label = el("label", { for: `cite-${id}`, hidden: true }, "Citation to copy");
    const say = (words) => { said.textContent = words; };
    const copy = () => Clipboard.copy(citation(id), "The citation", { say, field, label });
    return el("div", { class: "cite" }, el("button", { type: "button", class: "small", onclick: copy }, "Copy citation"), said, label, field);
  }

  function howRead(id) {
    const { read, rule, cue, confidence } = Facts.claims[id];
    const lines = read.map((at) => Facts.lines[at]).map((line) => [line.slice(0, line.indexOf(": ")), line.slice(line.indexOf(": ") + 2)]);
    const told = lines.length ? lines : [["confidence", confidence.toFixed(2)]];
    return el("details", { class: "how", "data-fold": `how ${id}` }, el("summary", {}, "How it was read"),
      Details.facts([...told, ["rule", cue ? `${rule} (cue ${cue})` : rule]]));
  }

  const named = (id) => (Facts.node.has(id) ? Words.name(id) : id);

  /** One claim: the sentence as printed, who printed it and when, and what it was read as. */
  function claimItem([id, ...copies]) {
    const claim = Facts.claims[id];
    const article = articleOf(claim);
    return el("li", { class: isRejected(id) ? "claim rejected" : "claim", "data-claim": id },
      sentence(claim),
      el("p", { class: "outlet" }, el("bdi", {}, outletOf(article)), " · ", el("bdi", {}, article.published || "undated")),
      el("p", { class: "article" }, link(claim, article.title || article.url || "untitled article")),
      copies.length ? alsoIn(copies) : null,
      el("p", { class: "reading" }, "Read as ", Details.status(claim.status), claim.date ? ` as of ${claim.date}` : "", "."),
      claim.decided ? el("p", { class: "decision" }, Details.reviewed(), " ", el("bdi", {}, claim.decided)) : null,
      Details.facts([
        ["Role", claim.role],
        ["About", named(claim.about)],
        ["According to", named(claim.attributed_to)],
        ["Author", article.author],
      ]),
      howRead(id),
      cite(id));
  }

  function alsoIn(copies) {
    const told = copies.flatMap((id, index) => {
      const { published, ...article } = articleOf(Facts.claims[id]);
      return [index ? "; " : "", link(Facts.claims[id], outletOf(article)), published ? ` (${published})` : ""];
    });
    return el("p", { class: "also" }, "Also in: ", ...told);
  }

  /* Many claims: copies of one story together, and those apart that contradict each other. */

  const storyOf = (id) => articleOf(Facts.claims[id]).story || Facts.claims[id].article;
  const published = (id) => articleOf(Facts.claims[id]).published;

  /** Claims, newest first, those with the same words in copies of one story as one, led by the earliest of them. */
  function stories(ids) {
    const found = new Map();
    for (const id of ids) {
      const { sentence: words, status, date, role, decided } = Facts.claims[id];
      const same = JSON.stringify([storyOf(id), clean(words), status, date, role, decided]);
      found.set(same, [...(found.get(same) || []), id]);
    }
    // who does not say when may have been the first, but cannot show it
    const groups = [...found.values()].map((group) => group.toSorted((a, b) => (published(a) || "9999").localeCompare(published(b) || "9999")));
    return groups.sort((a, b) => published(b[0]).localeCompare(published(a[0])));
  }

  const countStories = (ids) => new Set(ids.map(storyOf)).size;

  /** "Xinhua, TASS and 3 more" */
  function outlets(ids, most = 4) {
    const names = [...new Set(ids.map((id) => outletOf(articleOf(Facts.claims[id]))))];
    const first = names.slice(0, most).flatMap((name, index) => [index ? ", " : "", el("bdi", {}, name)]);
    return el("span", { class: "outlets" }, ...first, names.length > most ? ` and ${names.length - most} more` : "");
  }

  const list = (ids) => el("ol", { class: "claims" }, ...stories(ids).map(claimItem));

  /** The claims of a tie by what they say, what the tie shows first: [status, ids, side of the dispute or null]. */
  function sides(tie, counted) {
    const disputed = tie.sides.filter(({ over }) => over === "status");
    if (disputed.length > 1) return disputed.map((side) => [side.says, counted.filter((id) => side.claims.includes(id)), side]);
    const order = [tie.status, ...STATUS_ORDER];
    const told = [...new Set(counted.map((id) => Facts.claims[id].status))].sort((a, b) => order.indexOf(a) - order.indexOf(b));
    return told.map((status) => [status, counted.filter((id) => Facts.claims[id].status === status), null]);
  }

  function sideParts([status, ids, side], many) {
    if (!many) return [list(ids)];
    const number = Words.count(countStories(ids), "story", "stories");
    return [
      el("h4", {}, side ? "These say " : "Those that say ", Details.status(status), side?.shown ? " (shown)" : ""),
      el("p", { class: "side" }, `${number}: `, outlets(ids)),
      list(ids),
    ];
  }

  /** All that articles say about a tie, and why it shows what it shows where they differ. */
  function parts(tie) {
    const counted = tie.claims.filter((id) => !isRejected(id));
    const rejected = tie.claims.filter(isRejected);
    const groups = sides(tie, counted);
    const why = groups.find(([, , side]) => side?.shown)?.[2].why;
    const found = [el("h3", {}, `What the articles say (${counted.length})`)];
    if (tie.disputed && why) found.push(el("p", { class: "why" }, `Why: ${why}.`));
    const marks = key(tie.claims);
    if (marks) found.push(marks);
    for (const group of groups) found.push(...sideParts(group, groups.length > 1));
    if (rejected.length) {
      found.push(el("h3", {}, `Rejected by a reviewer (${rejected.length})`), el("p", { class: "side" }, "These do not count."), list(rejected));
    }
    return found;
  }

  /** The dates that articles give, where they differ: a list, the date that the tie shows first. */
  function dates(tie) {
    const told = tie.sides.filter(({ over }) => over === "since");
    if (told.length < 2) return [];
    const rows = told.map(({ says, stories: number, claims, shown }) => el("li", {},
      el("b", {}, says), `: ${Words.count(number, "story", "stories")} (`, outlets(claims), ")", shown ? ", shown" : ""));
    return [el("h3", {}, "Since when: articles differ"), el("ul", { class: "dates" }, ...rows), el("p", { class: "why" }, `Why: ${told[0].why}.`)];
  }

  /** Who gives a date that a tie shows: outlets whose claims with that status name the very day, month or year. */
  function givers(tie, date, status) {
    const ids = tie.claims.filter((id) => !isRejected(id) && Facts.claims[id].status === status && Facts.claims[id].date === date);
    return ids.length ? outlets(ids, 2) : null;
  }

  return { parts, dates, givers, citation, address, linkTo };
})();
