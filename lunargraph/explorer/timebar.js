"use strict";
/* The bar of dates: a slider over months with play, who was in at that date, and what has no date. */
const Timebar = (() => {
  const field = (id) => document.getElementById(id);
  const slider = field("slider");
  const play = field("play");
  const typed = field("date");
  const STEP = matchMedia("(prefers-reduced-motion: reduce)").matches ? 1200 : 350; // milliseconds a month
  const months = Time.months();
  let timer = 0;

  /** The last place of the slider is "now", without any date; before it stand the months. */
  const placeOf = (date) => {
    if (!date) return months.length;
    const at = months.findIndex((month) => month >= date.slice(0, 7) && (date.length > 4 || month.endsWith("-12")) && month.slice(0, 4) >= date.slice(0, 4));
    return at < 0 ? months.length - 1 : at;
  };

  /** A strip of when countries came in, one row a coalition; who came on an unknown day stands in a lane of its own. */
  function drawStrip() {
    const strip = field("strip");
    const joins = Time.CAMPS.map(([program, camp]) => {
      const dates = [...Time.members(program, "")].filter(([id]) => Facts.node.get(id).kind === "country").map(([, row]) => row.since);
      return { camp, dates };
    });
    strip.setAttribute("viewBox", `0 0 ${months.length + 1} 20`);
    for (const [row, { camp, dates }] of joins.entries()) {
      const tally = new Map();
      for (const date of dates) {
        const at = date ? Math.min(months.length - 1, months.indexOf(date.length > 4 ? date.slice(0, 7) : `${date}-12`)) : -1;
        if (at >= 0) tally.set(at, (tally.get(at) || 0) + 1);
      }
      for (const [at, number] of tally) {
        const height = Math.min(9, 2 + number * 1.2);
        strip.append(Svg.make("rect", { class: camp.toLowerCase(), x: at, y: row * 10 + 9.5 - height, width: 0.9, height }));
      }
    }
  }

  function drawYears() {
    const years = field("years");
    const starts = months.map((month, at) => [month, at]).filter(([month]) => month.endsWith("-01"));
    const every = Math.ceil(starts.length / 8);
    for (const [month, at] of starts.filter((_, index) => index % every === 0)) {
      // percentages of a grid, because a strict policy allows no style attribute
      years.append(Svg.make("text", { x: `${((at + 0.5) / (months.length + 1)) * 100}%`, y: "11" }, month.slice(0, 4)));
    }
  }

  const words = (date) => (date ? `as of ${date}` : "now, as last told");

  function number({ sure, perhaps }) {
    return perhaps ? `${sure} + ${perhaps} perhaps` : String(sure);
  }

  function paint(state, shown) {
    const place = placeOf(state.date);
    slider.value = String(place);
    slider.setAttribute("aria-valuetext", words(state.date));
    field("cursor").setAttribute("x1", String(place + 0.5));
    field("cursor").setAttribute("x2", String(place + 0.5));
    if (document.activeElement !== typed || State.isDate(typed.value)) typed.value = state.date;
    const { ILRS, ARTEMIS_ACCORDS: accords, both } = Time.counts(state.date);
    field("count-ilrs").textContent = number(ILRS);
    field("count-accords").textContent = number(accords);
    field("count-both").textContent = String(state.date ? both.dated : both.dated + both.undated);
    field("count-undated").textContent = String(ILRS.undated + accords.undated);
    field("undated").checked = state.undated;
    field("undated-ties").textContent = String(shown.undated);
    field("now").disabled = !state.date;
  }

  function move(place) {
    State.set({ date: place >= months.length ? "" : months[place] });
  }

  function stop() {
    clearInterval(timer);
    timer = 0;
    play.setAttribute("aria-pressed", "false");
    field("play-words").textContent = "Play";
  }

  function start() {
    field("timebar").hidden = !months.length;
    if (!months.length) return;
    slider.max = String(months.length);
    drawStrip();
    drawYears();
    slider.addEventListener("input", () => { stop(); move(Number(slider.value)); });
    typed.addEventListener("change", () => dateTyped(typed, field("date-error"), (date) => { stop(); State.set({ date }); }));
    field("now").addEventListener("click", () => { stop(); State.set({ date: "" }); });
    field("undated").addEventListener("input", (event) => State.set({ undated: event.target.checked }));
    field("undated-list").addEventListener("click", () => State.set({ list: "undated" }, { jump: true }));
    play.addEventListener("click", () => {
      if (timer) return stop();
      play.setAttribute("aria-pressed", "true");
      field("play-words").textContent = "Pause";
      let place = State.get().date ? placeOf(State.get().date) : 0;
      move(place);
      timer = setInterval(() => {
        place += 1;
        move(place);
        if (place >= months.length) stop();
      }, STEP);
      return undefined;
    });
  }

  return { start, paint };
})();
