"use strict";
/* Marks of how an actor stands to a program: the shape tells the role, its filling the status, so that no mark needs its colour. */
const Marks = (() => {
  // within 16 by 16
  const SHAPES = {
    leads: "M8 1.2 10 6 15.2 6.3 11.2 9.6 12.5 14.7 8 11.9 3.5 14.7 4.8 9.6 0.8 6.3 6 6Z",
    member: "M8 2.5A5.5 5.5 0 1 1 8 13.5A5.5 5.5 0 1 1 8 2.5Z",
    signatory: "M8 1.5 14.5 8 8 14.5 1.5 8Z",
    contributor: "M2.8 2.8H13.2V13.2H2.8Z",
  };
  const CROSS = "M3 3 13 13M13 3 3 13";
  const SLASH = "M1.5 14.5 14.5 1.5";
  const ROLES = { founder: "member", participant: "contributor" };

  /** The shape of a tie: what leads is a star, a signatory a lozenge, who takes part a square, every other member a disc. */
  function shape(tie) {
    if (tie.relation === "leads") return "leads";
    const role = ROLES[tie.role] || tie.role;
    return Object.hasOwn(SHAPES, role) ? role : "member";
  }

  /** Paths in the current colour: filled where it holds, dashed where planned, struck where over, a cross where denied. */
  function paths(kind, status) {
    const line = { fill: "none", stroke: "currentColor", "stroke-width": 1.8 };
    if (status === "denied") return [Svg.make("path", { d: CROSS, ...line, "stroke-width": 2.4 })];
    if (status === "planned") return [Svg.make("path", { d: SHAPES[kind], ...line, "stroke-dasharray": "2.6 2" })];
    if (status === "ended") return [Svg.make("path", { d: SHAPES[kind], ...line, "stroke-width": 1.2 }), Svg.make("path", { d: SLASH, ...line })];
    return [Svg.make("path", { d: SHAPES[kind], fill: "currentColor" })];
  }

  const drawn = (kind, status) => Svg.make("svg", { viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true", class: `mark mark-${status}` }, ...paths(kind, status));

  /** The one word under a mark: what is odd about it before what it is. */
  function word(tie, then) {
    if (then.status !== "current") return then.status;
    if (tie.disputed) return "disputed";
    if (then.certainty === "perhaps") return "perhaps";
    if (then.certainty === "undated") return "no date";
    if (!tie.sure) return "less sure";
    return tie.relation === "leads" ? "leads" : tie.role || "member";
  }

  /** All of it in words. */
  function words(tie, then) {
    const role = tie.relation === "leads" ? "leads" : tie.role || "member";
    const dates = [Columns.since(tie, then) && `since ${Columns.since(tie, then)}`, Columns.until(tie, then) && `until ${Columns.until(tie, then)}`];
    return [role, Columns.status(tie, then), ...dates, ...Columns.flags(tie)].filter(Boolean).join(", ");
  }

  const KEY = [
    ["leads", "current", "leads"], ["member", "current", "member or founder"], ["signatory", "current", "signatory"],
    ["contributor", "current", "contributor or participant"], ["member", "planned", "planned"], ["member", "ended", "ended"], ["member", "denied", "denied"],
  ];
  const key = () => KEY.map(([kind, status, text]) => el("li", {}, drawn(kind, status), ` ${text}`));

  return { shape, paths, drawn, word, words, key, KEY };
})();
