"use strict";
/* Finding a node by any of its names, as a combobox; ``Search.box`` makes one of an input and its list. */
const Search = (() => {
  const MOST = 12;
  const index = Facts.nodes.map((node) => {
    const names = [node.name, node.label, ...node.aliases, node.id, node.id.split(":").at(-1)];
    return { node, names: [...new Set(names.filter(Boolean))].map((name) => [name, Words.fold(name)]) };
  });

  /** 0 for the very name, 1 for its beginning, 2 for the beginning of a word, 3 for anywhere, 9 for nowhere. */
  function distance(name, query) {
    if (name === query) return 0;
    if (name.startsWith(query)) return 1;
    if (name.includes(` ${query}`)) return 2;
    return name.includes(query) ? 3 : 9;
  }

  /** Nodes with a name like the text, nearest first: {node, name, far}; ``wanted`` says which nodes may be found. */
  function matches(text, wanted = () => true) {
    const query = Words.fold(text);
    if (!query) return [];
    const scored = index.filter(({ node }) => wanted(node)).map(({ node, names }) => {
      const ranked = names.map(([name, folded]) => [distance(folded, query), name]);
      const [far, name] = ranked.reduce((best, next) => (next[0] < best[0] ? next : best));
      return { node, name, far };
    });
    const busy = (match) => Facts.tiesOf.get(match.node.id).length;
    return scored.filter((match) => match.far < 9).sort((a, b) => a.far - b.far || busy(b) - busy(a)).slice(0, MOST);
  }

  /** Make a combobox of an input and a list; ``picked(id)`` is called with the node that the reader chose.
   *  ``offered`` are the ids that it lists while it is empty. */
  function box(input, list, picked, wanted, offered = []) {
    let active = 0;
    const offers = offered.slice(0, MOST).map((id) => ({ node: Facts.node.get(id), name: Words.name(id), far: 0 }));

    function option({ node, name }, position) {
      const alias = name === node.name ? "" : ` (${name})`;
      const item = el("li", { role: "option", id: `${list.id}-${position}`, "aria-selected": position === active ? "true" : "false" },
        el("bdi", { class: "name" }, node.name), alias, el("span", { class: "when" }, Words.plain(node.kind)));
      // mousedown, because the box loses focus, and with it the list, before a click arrives
      item.addEventListener("mousedown", (event) => {
        event.preventDefault();
        choose(node.id);
      });
      return item;
    }

    function render() {
      const found = Words.fold(input.value) ? matches(input.value, wanted) : offers;
      active = Math.max(0, Math.min(active, found.length - 1));
      list.replaceChildren(...found.map(option));
      const empty = !found.length && Words.fold(input.value);
      if (empty) list.append(el("li", { class: "none", role: "option", "aria-disabled": "true", "aria-selected": "false" }, "No such name in this graph"));
      list.hidden = !list.children.length;
      input.setAttribute("aria-expanded", String(!list.hidden));
      if (found.length) input.setAttribute("aria-activedescendant", `${list.id}-${active}`);
      else input.removeAttribute("aria-activedescendant");
      list.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
      return found;
    }

    function choose(id) {
      close();
      input.value = Words.name(id);
      picked(id);
    }

    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function onKey(event) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step) {
        event.preventDefault();
        active += list.hidden ? 0 : step;
        render();
      } else if (event.key === "Enter") {
        event.preventDefault();
        const found = render();
        if (found.length) choose(found[active].node.id);
      } else if (event.key === "Escape" && !list.hidden) {
        // the first Escape closes the list; only a second one empties the box
        event.preventDefault();
        event.stopPropagation();
        close();
      }
    }

    input.addEventListener("input", () => {
      active = 0;
      render();
    });
    input.addEventListener("keydown", onKey);
    input.addEventListener("blur", close);
    return { clear: () => { input.value = ""; close(); } };
  }

  return { box };
})();
