"use strict";
/* Draws a list of parts again and leaves what is the same where it is, with focus, open folds and what was typed. */
const Redraw = (() => {
  const IDS = ["data-node", "data-tie", "data-claim", "data-fold"];

  /** A part that depends on nothing but its key is made once and then kept. */
  const once = (key, make) => ({ key, make });

  const keyOf = (element) => element.dataset.part || "";

  /** What leads back to an element after its part was made anew: its own id, and which of several with that id it is. */
  function wayTo(body, element) {
    const name = IDS.find((id) => element.hasAttribute(id));
    const own = name ? element : element.closest(IDS.map((id) => `[${id}]`).join(","));
    if (!own || !body.contains(own)) return () => null;
    const label = IDS.find((id) => own.hasAttribute(id));
    const value = own.getAttribute(label);
    const all = () => [...body.querySelectorAll(`[${label}]`)].filter((one) => one.getAttribute(label) === value);
    const at = all().indexOf(own);
    const inside = own === element ? null : element.tagName;
    return () => {
      const found = all()[at] || all()[0];
      return inside ? found?.querySelector(inside) : found;
    };
  }

  /** The parts as elements: old ones where nothing changed. */
  function matched(body, parts) {
    const old = [...body.children];
    const free = new Set(old);
    return parts.map((part) => {
      if (part instanceof Element) {
        const same = old.find((one) => free.has(one) && !keyOf(one) && one.isEqualNode(part));
        if (same) free.delete(same);
        return same || part;
      }
      const kept = old.find((one) => keyOf(one) === part.key);
      if (kept) return kept;
      const made = part.make();
      made.dataset.part = part.key;
      return made;
    });
  }

  /** Bring ``body`` to these parts: elements, or what ``once`` made. */
  function bring(body, parts) {
    const active = body.contains(document.activeElement) ? document.activeElement : null;
    const back = active ? wayTo(body, active) : null;
    const open = new Set([...body.querySelectorAll("details[open][data-fold]")].map((one) => one.dataset.fold));
    for (const part of parts) {
      if (part instanceof Element) unfold(part, open);
    }
    const wanted = matched(body, parts);
    const stays = new Set(wanted);
    for (const one of [...body.children]) if (!stays.has(one)) one.remove();
    wanted.forEach((one, index) => {
      // an element that is moved would lose its focus
      if (body.children[index] !== one) body.insertBefore(one, body.children[index] || null);
    });
    if (!active || document.activeElement === active) return;
    const found = back();
    // what is folded away cannot have focus, but its fold can
    const fold = found?.closest("details:not([open])")?.querySelector("summary");
    (fold || found || body.querySelector("#details-title"))?.focus({ preventScroll: true });
  }

  function unfold(part, open) {
    const folds = [part, ...part.querySelectorAll("details")].filter((one) => one.matches("details[data-fold]"));
    for (const one of folds) if (open.has(one.dataset.fold)) one.open = true;
  }

  return { bring, once };
})();
