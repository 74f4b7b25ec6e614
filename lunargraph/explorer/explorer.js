"use strict";
/* Joins picture, panel, filters and table; keeps the selection in the address so that it can be shared. */
(() => {
  let selection = {};
  let opener = null;
  const counter = document.getElementById("counter");
  const visible = () => Filters.visible(selection);

  function refresh() {
    const shown = visible();
    Picture.paint(shown, selection);
    Table.paint(shown);
    counter.textContent = `Showing ${Words.count(shown.nodes.size, "node")}, ${Words.count(shown.ties.size, "tie")}`;
    return shown;
  }

  /** Select {node: id}, {tie: id} or {} and write it into the address; ``jump`` also moves view and focus there. */
  function select(next, jump = false) {
    if (jump && !opener) opener = document.activeElement;
    selection = known(next);
    const hash = hashOf(selection);
    if (location.hash !== hash) {
      // an empty hash would scroll to the top and leave a bare "#" behind
      if (hash) location.hash = hash;
      else history.replaceState(null, "", location.pathname + location.search);
    }
    show(jump);
  }

  function show(jump) {
    if (selection.node) Details.showNode(selection.node, select);
    else if (selection.tie) Details.showTie(selection.tie, select);
    else Details.close();
    refresh();
    const around = Picture.lit(selection);
    if (!around) return;
    if (jump) {
      Picture.fit(around.nodes, 1);
      Details.focus();
    } else {
      Picture.uncover(selection.node ? [selection.node] : [...around.nodes]);
    }
  }

  function known(next) {
    if (Facts.node.has(next.node)) return { node: next.node };
    return Facts.tie.has(next.tie) ? { tie: next.tie } : {};
  }

  const encode = (id) => encodeURIComponent(id).replace(/%3A/g, ":");
  const hashOf = ({ node, tie }) => (node ? `#node=${encode(node)}` : tie ? `#edge=${encode(tie)}` : "");

  function fromHash() {
    const found = /^#(node|edge)=(.*)$/.exec(location.hash);
    if (!found) return {};
    try {
      const id = decodeURIComponent(found[2]);
      return known(found[1] === "node" ? { node: id } : { tie: id });
    } catch {
      return {}; // a hash cut off in the middle of an escape
    }
  }

  function close() {
    select({});
    // back to where the reader came from, as far as that place still exists
    if (opener?.isConnected) opener.focus();
    opener = null;
  }

  function wireTabs() {
    const tabs = [...document.querySelectorAll("[role=tab]")];
    const open = (tab) => {
      for (const other of tabs) {
        other.setAttribute("aria-selected", String(other === tab));
        other.tabIndex = other === tab ? 0 : -1;
        document.getElementById(other.getAttribute("aria-controls")).hidden = other !== tab;
      }
      if (tab.id === "tab-picture") Picture.onView();
    };
    // the address must keep the selection, so the link may not do what links do
    document.getElementById("skip").addEventListener("click", (event) => {
      event.preventDefault();
      open(tabs[1]);
      document.getElementById("table-search").focus();
    });
    for (const [index, tab] of tabs.entries()) {
      tab.addEventListener("click", () => open(tab));
      tab.addEventListener("keydown", (event) => {
        if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
        const next = tabs[(index + 1) % tabs.length];
        open(next);
        next.focus();
      });
    }
  }

  function reset() {
    Filters.reset();
    Search.clear();
    Table.clear();
    document.getElementById("moving").checked = false;
    Picture.putBack();
    select({});
    Picture.fit(visible().nodes);
  }

  function wirePicture() {
    Picture.network.on("click", ({ nodes, edges }) => {
      opener = null;
      if (nodes.length) select({ node: nodes[0] });
      else select(edges.length ? { tie: edges[0] } : {});
    });
    document.getElementById("fit").addEventListener("click", () => Picture.fit(visible().nodes));
    document.getElementById("reset").addEventListener("click", reset);
    document.getElementById("moving").addEventListener("input", (event) => Picture.setMoving(event.target.checked));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", refresh);
  }

  /** On a narrow screen the filters fold away; on a wide one they always stand open. */
  function wireFilters() {
    const narrow = matchMedia("(max-width: 760px)");
    const fold = () => { document.getElementById("controls").open = !narrow.matches; };
    narrow.addEventListener("change", fold);
    fold();
    Filters.onChange((otherProgram) => {
      const shown = refresh();
      if (otherProgram) Picture.fit(shown.nodes);
    });
  }

  function start() {
    Table.fill(select);
    wireTabs();
    wireFilters();
    wirePicture();
    Search.onPick((id) => select({ node: id }, true));
    document.getElementById("close").addEventListener("click", close);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !document.getElementById("details").hidden) close();
    });
    addEventListener("hashchange", () => {
      const wanted = fromHash();
      if (wanted.node === selection.node && wanted.tie === selection.tie) return;
      selection = wanted;
      show(Boolean(wanted.node || wanted.tie));
    });
    selection = fromHash();
    Picture.fit(refresh().nodes);
    if (selection.node || selection.tie) show(true);
  }

  start();
  window.lunargraph = Object.freeze({ network: Picture.network, select, visible });
})();
