"use strict";
/* The filters that are in force, each with a button that lifts it. */
const Chips = (() => {
  const list = document.getElementById("chips");
  const some = (name) => (value) => {
    const off = State.ALL[name].filter((one) => !value.includes(one)).map(Words.plain);
    return value.length && off.length >= value.length ? `only ${value.map(Words.plain).join(", ")}` : `without ${off.join(", ") || "none"}`;
  };
  const STATUS_AT_FIRST = ["current", "planned"];
  const WORDS = {
    relation: some("relation"),
    status: (value) => {
      const changes = [...value.filter((one) => !STATUS_AT_FIRST.includes(one)).map((one) => `with ${one}`), ...STATUS_AT_FIRST.filter((one) => !value.includes(one)).map((one) => `without ${one}`)];
      return changes.join(", ");
    },
    kind: some("kind"),
    program: (id) => Words.name(id),
    unsure: () => "less sure ties too",
    confidence: (value) => `confidence ${value.toFixed(2)} or more`,
    support: (value) => `${value} stories or more`,
    outlet: (name) => name,
    from: (date) => `told from ${date}`,
    to: (date) => `told to ${date}`,
    around: () => "around the selection",
  };

  function chip(name, state) {
    const words = WORDS[name](state[name]);
    const lift = () => {
      State.set(State.reset([name]));
      (list.querySelector("button") || document.getElementById("reset-filters").parentElement.querySelector("button:enabled") || document.querySelector("#filters input")).focus();
    };
    return el("li", {}, el("button", { type: "button", "aria-label": `Lift the filter: ${words}`, onclick: lift }, el("bdi", {}, words), el("span", { "aria-hidden": "true" }, " ✕")));
  }

  let painted = "";

  function paint(state) {
    const active = State.FILTERS.filter((name) => !State.isFirst(name));
    const words = JSON.stringify(active.map((name) => [name, state[name]]));
    if (words === painted) return;
    painted = words;
    list.hidden = !active.length;
    list.setAttribute("aria-label", `Filters in force: ${active.length}`);
    list.replaceChildren(...active.map((name) => chip(name, state)));
  }

  return { paint };
})();
