"use strict";
/* The share menu: a link, a picture, a table, paper, or the page inside another page. */
const Share = (() => {
  const field = (id) => document.getElementById(id);
  const button = field("share");
  const panel = field("share-panel");
  const said = field("share-said");
  const shownText = field("share-text");
  let visible = () => null;

  const say = (words) => { said.textContent = words; };

  const view = () => Views.get(State.get().view);

  /** "lunargraph-map-as-of-2024-04-built-2026-11-25.svg": nothing in it that a file system could dislike. */
  function fileName(ending, what = State.get().view) {
    const { built, until } = Facts.meta;
    const { date } = State.get();
    const parts = ["lunargraph", what, date ? `as-of-${date}` : "now", built ? `built-${built}` : until];
    return `${parts.filter(Boolean).join("-").replace(/[^a-zA-Z0-9.-]+/g, "-").slice(0, 100)}.${ending}`;
  }

  function save(blob, name) {
    const address = URL.createObjectURL(blob);
    const link = el("a", { href: address, download: name });
    link.click();
    // the download has its own hold on the blob soon after the click
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    say(`${name} is saved.`);
  }

  const poster = () => Poster.make(view(), visible(), State.get());

  const saveSvg = () => save(new Blob([Poster.text(poster())], { type: "image/svg+xml" }), fileName("svg"));

  async function savePng() {
    say("Drawing ...");
    try {
      save(await Poster.pixels(poster()), fileName("png"));
    } catch {
      say("This browser cannot draw the picture; save it as SVG.");
    }
  }

  // the mark at the start tells spreadsheets that it is UTF-8
  const saveCsv = () => save(new Blob(["\ufeff", Csv.text(visible())], { type: "text/csv;charset=utf-8" }), fileName("csv", "ties"));

  const copy = (text, what) => Clipboard.copy(text, what, { say, field: shownText, label: field("share-text-label") });

  /** The address of this page with all that is chosen; inside another page there is none but the part after "#". */
  const address = () => (location.protocol === "about:" ? "lunargraph.html" : location.href.split("#")[0]) + State.hash();

  const escaped = (text) => text.replace(/[&"<>]/g, (c) => ({ "&": "&amp;", '"': "&quot;", "<": "&lt;", ">": "&gt;" })[c]);

  /** Lines for another page; whoever publishes it puts the page's public address in. */
  function embed() {
    const title = `${document.querySelector("h1").textContent}: who is with whom on the Moon`;
    return `<iframe src="${escaped(address())}" title="${escaped(title)}" width="100%" height="720" loading="lazy" sandbox="allow-scripts allow-downloads allow-popups"></iframe>`;
  }

  function print() {
    close();
    window.print();
  }

  function open() {
    panel.hidden = false;
    button.setAttribute("aria-expanded", "true");
    const none = !view()?.figure;
    for (const id of ["share-png", "share-svg"]) field(id).disabled = none;
    field("share-none").hidden = !none;
    shownText.hidden = true;
    field("share-text-label").hidden = true;
    say("");
  }

  function close() {
    panel.hidden = true;
    button.setAttribute("aria-expanded", "false");
  }

  function wire() {
    button.addEventListener("click", () => (panel.hidden ? open() : close()));
    const actions = { link: () => copy(address(), "The link"), png: savePng, svg: saveSvg, csv: saveCsv, print, embed: () => copy(embed(), "The code") };
    for (const [name, action] of Object.entries(actions)) field(`share-${name}`).addEventListener("click", action);
    const around = button.parentElement;
    around.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || panel.hidden) return;
      event.preventDefault();
      close();
      button.focus();
    });
    document.addEventListener("pointerdown", (event) => { if (!panel.contains(event.target) && event.target !== button) close(); });
    State.onChange((state, before) => { if (!panel.hidden && state.view !== before.view) open(); });
  }

  /** ``get`` tells what is shown at the moment. */
  function start(get) {
    visible = get;
    wire();
    addEventListener("beforeprint", () => { field("print-caption").textContent = Poster.caption(State.get()); });
  }

  return { start };
})();
