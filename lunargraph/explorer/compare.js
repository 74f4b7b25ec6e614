"use strict";
/* Panels that set things side by side: two coalitions, a path, and what has no date. */
const Compare = (() => {
  const heading = (words) => el("h2", { id: "details-title", tabindex: "-1" }, words);

  function list(rows) {
    return el("ul", { class: "ties" }, ...rows.map(([id, when]) => el("li", {}, Details.nodeButton(id), when ? el("span", { class: "when" }, when) : null)));
  }

  /** Who is only in the first, in both, only in the second, on the date. */
  function groups(state) {
    const passes = (tie) => tie.confidence >= state.confidence && (tie.sure || state.unsure);
    const [one, other] = state.compare.map((id) => Time.members(id, state.date, passes));
    const sorted = (rows) => rows.sort((a, b) => Words.name(a[0]).localeCompare(Words.name(b[0])));
    const told = ([id, { since }]) => [id, since ? `since ${since}` : "date unknown"];
    return [
      sorted([...one].filter(([id]) => !other.has(id)).map(told)),
      sorted([...one].filter(([id]) => other.has(id)).map(([id]) => [id, ""])),
      sorted([...other].filter(([id]) => !one.has(id)).map(told)),
    ];
  }

  function parts(state) {
    const names = state.compare.map(Words.name);
    const titles = [`Only ${names[0]}`, "Both", `Only ${names[1]}`];
    return [
      el("p", { class: "kind" }, state.date ? `two coalitions as of ${state.date}` : "two coalitions now"),
      heading(`${names[0]} and ${names[1]}`),
      Pairs.tools("compare"),
      ...groups(state).flatMap((rows, index) => [el("h3", {}, `${titles[index]} (${rows.length})`), list(rows)]),
    ];
  }

  function pathParts(state, shown) {
    const steps = Paths.between(state.path[0], state.path[1], shown.ties);
    const names = state.path.map(Words.name);
    // each step names where it leads to
    let at = state.path[0];
    const tied = (ties) => {
      const from = at;
      at = ties[0].subject === from ? ties[0].object : ties[0].subject;
      return el("ul", { class: "ties" }, ...ties.map((tie) => Details.tieButton(tie, from)));
    };
    return [
      el("p", { class: "kind" }, steps.length ? `path, ${Words.count(steps.length, "step")}` : "path"),
      heading(`${names[0]} to ${names[1]}`),
      Pairs.tools("path"),
      ...(steps.length ? [el("ol", { class: "steps" }, ...steps.map((ties) => el("li", {}, tied(ties))))] : [el("p", {}, "No chain of the ties that are shown leads there. Fewer filters or another date may open one.")]),
    ];
  }

  function undatedParts(state, shown) {
    const ties = [...shown.ties].map(([id, then]) => [Facts.tie.get(id), then])
      .filter(([tie, then]) => !Words.isStructural(tie) && Time.isUndated(tie, then, state.date)).map(([tie]) => tie);
    return [
      el("p", { class: "kind" }, "ties that are shown"),
      heading(`No date is known (${ties.length})`),
      el("p", {}, "No article says since when. They are counted apart, and drawn on every date unless you set them aside."),
      el("ul", { class: "ties" }, ...ties.map((tie) => Details.tieButton(tie, tie.object))),
    ];
  }

  return { groups, parts, pathParts, undatedParts };
})();
