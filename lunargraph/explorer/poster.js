"use strict";
/* A picture that can leave the page: the figure of a view with title, legend and a caption that says what it shows and of when. */
const Poster = (() => {
  const { FACE, widthOf } = Svg;
  const [INK, SOFT, PAPER] = ["#1c2126", "#56606a", "#ffffff"];
  const MARGIN = 24;
  /** What XML cannot hold, and what turns the direction of the text around it, goes. */
  // eslint-disable-next-line no-control-regex
  const clean = (text) => text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\u202a-\u202e\u2066-\u2069]/g, "");

  /** What the filters do, in words: which statuses and how sure always, the others where they hide something. */
  function filters(state) {
    const list = (values) => values.map(Words.plain).join(", ") || "none";
    const words = [`status ${list(state.status)}`, `less sure ties ${state.unsure ? "included" : "left out"}`];
    for (const name of ["relation", "kind"]) if (!State.isFirst(name)) words.push(`${name} ${list(state[name])}`);
    if (state.compare.length) words.push(`compared: ${state.compare.map(Words.name).join(" and ")}`);
    if (state.path.length) words.push(`path: ${state.path.map(Words.name).join(" to ")}`);
    if (state.program) words.push(`program ${Words.name(state.program)}`);
    if (state.confidence) words.push(`confidence at least ${state.confidence.toFixed(2)}`);
    if (state.support > 1) words.push(`at least ${state.support} independent stories`);
    if (state.outlet) words.push(`outlet ${state.outlet}`);
    if (state.from || state.to) words.push(`told${state.from ? ` from ${state.from}` : ""}${state.to ? ` to ${state.to}` : ""}`);
    if (!state.undated) words.push("without ties of unknown date");
    if (state.around && state.node) words.push(`only around ${Words.name(state.node)}`);
    return words;
  }

  const title = () => document.querySelector("h1").textContent;

  /** "lunargraph, as of 2024-04, 170 articles, built 2026-11-25, filters: status current, planned; ..." */
  function caption(state) {
    const { articles, until, built } = Facts.meta;
    return clean([
      title(), state.date ? `as of ${state.date}` : "as last told", `${Words.count(articles, "article")}${until ? ` to ${until}` : ""}`,
      built ? `built ${built}` : "", `filters: ${filters(state).join("; ")}`,
    ].filter(Boolean).join(", "));
  }

  function wrap(text, size, room) {
    const lines = [""];
    for (const word of text.split(" ")) {
      const longer = lines.at(-1) ? `${lines.at(-1)} ${word}` : word;
      if (lines.at(-1) && widthOf(longer, size) > room) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines;
  }

  const write = (x, y, size, text, attributes = {}) => Svg.make("text", { x, y, "font-size": size, fill: INK, ...attributes }, clean(text));

  /** Lay the rows of a legend out in lines; returns elements and how far down they reach. */
  function lay(rows, top, room) {
    const parts = [];
    let [x, y] = [MARGIN, top];
    for (const [mark, words] of rows) {
      const wide = 28 + widthOf(words, 13) + 20;
      if (x > MARGIN && x + wide > room) [x, y] = [MARGIN, y + 22];
      mark.setAttribute("transform", `translate(${x} ${y})`);
      parts.push(mark, write(x + 28, y + 12, 13, words));
      x += wide;
    }
    return { parts, bottom: rows.length ? y + 22 : top };
  }

  /** The whole picture as an element; null where the view has none. */
  function make(view, shown, state) {
    const drawn = view?.figure?.(shown, state);
    if (!drawn) return null;
    const [width, height] = ["width", "height"].map((name) => Number(drawn.getAttribute(name)));
    const whole = Math.max(480, width + 2 * MARGIN);
    const heading = `${Views.title(state.view)}: who is with whom on the Moon${state.date ? `, as of ${state.date}` : ""}`;
    const titles = wrap(heading, 20, whole - 2 * MARGIN).map((line, index) => write(MARGIN, 38 + index * 26, 20, line, { "font-weight": 700 }));
    const top = 32 + titles.length * 26;
    Svg.set(drawn, { x: (whole - width) / 2, y: top });
    const legend = lay(view.legend?.(shown, state) || [], top + height + 14, whole - MARGIN);
    const notes = [caption(state), ...(state.view === "map" ? ["Boundaries: Natural Earth, simplified; no statement about borders."] : [])];
    const lines = notes.flatMap((note) => wrap(note, 12, whole - 2 * MARGIN));
    const tall = legend.bottom + 14 + lines.length * 17 + 12;
    return Svg.make("svg", { xmlns: Svg.SPACE, width: whole, height: tall, viewBox: `0 0 ${whole} ${tall}`, "font-family": FACE },
      Svg.make("title", {}, clean(`${title()}: ${heading}`)), Svg.make("desc", {}, caption(state)),
      Svg.make("rect", { width: whole, height: tall, fill: PAPER }), ...titles, drawn,
      Svg.make("g", { id: "legend" }, ...legend.parts),
      Svg.make("g", { id: "caption" }, ...lines.map((line, index) => write(MARGIN, legend.bottom + 20 + index * 17, 12, line, { fill: SOFT }))));
  }

  /** An SVG file; texts from articles stay texts, and what XML forbids is out. */
  function text(element) {
    for (const node of element.querySelectorAll("text, tspan, title, desc")) {
      if (!node.children.length) node.textContent = clean(node.textContent);
    }
    return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(element)}\n`;
  }

  /** The same as pixels, twice as many as the picture has; a promise of a blob. */
  async function pixels(element, times = 2) {
    const [width, height] = ["width", "height"].map((name) => Number(element.getAttribute(name)));
    const image = new Image();
    // a blob's address would taint the canvas of a page in a sandbox
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text(element))}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.round(width * times), Math.round(height * times)];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return new Promise((resolve, reject) => { canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"); });
  }

  return { make, text, pixels, caption };
})();
