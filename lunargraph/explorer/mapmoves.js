"use strict";
/* Moving about on the map: zoom, drag, and which country the keys go to. */
const MapMoves = (() => {
  const { world, places } = MapFacts;
  const WHOLE = { x: 0, y: 0, k: 1 };
  const CLOSEST = 14;
  const STEP = 1.6;
  const DOT = 4.5; // pixels on the screen
  const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  let svg = null;
  let view = { ...WHOLE };
  let typed = { text: "", when: 0 };

  const size = () => ({ width: world.width / view.k, height: world.height / view.k });

  /** Units of the map in one pixel of the screen. */
  function unit() {
    const { width, height } = size();
    return Math.max(width / (svg.clientWidth || world.width), height / (svg.clientHeight || world.height));
  }

  /** Dots, stripes and rings keep their size on the screen however close the reader is. */
  function rescale() {
    if (!svg) return;
    const one = unit();
    for (const dot of svg.querySelectorAll("circle.dot")) Svg.set(dot, { r: (DOT * one).toFixed(1) });
    for (const pattern of svg.querySelectorAll("pattern[id^=map-]")) Svg.set(pattern, { patternTransform: `scale(${one.toFixed(3)})` });
  }

  function show(next) {
    const k = Math.min(CLOSEST, Math.max(1, next.k));
    const [width, height] = [world.width / k, world.height / k];
    const inside = (value, most) => Math.min(most, Math.max(0, value));
    view = { k, x: inside(next.x, world.width - width), y: inside(next.y, world.height - height) };
    svg.setAttribute("viewBox", [view.x, view.y, width, height].map((value) => value.toFixed(1)).join(" "));
    svg.classList.toggle("close", k > 1);
    document.getElementById("map-out").disabled = k === 1;
    document.getElementById("map-whole").disabled = k === 1;
    document.getElementById("map-in").disabled = k === CLOSEST;
    rescale();
  }

  /** Zoom by a factor; the point stays where it is, else the middle. */
  function zoom(factor, at = null) {
    const { width, height } = size();
    const [x, y] = at || [view.x + width / 2, view.y + height / 2];
    const k = Math.min(CLOSEST, Math.max(1, view.k * factor));
    const kept = view.k / k;
    show({ k, x: x - (x - view.x) * kept, y: y - (y - view.y) * kept });
  }

  function pan(dx, dy) {
    show({ ...view, x: view.x + dx, y: view.y + dy });
  }

  /** Bring a place into view if the zoom has left it outside. */
  function uncover([x, y]) {
    const { width, height } = size();
    const margin = width / 12;
    const outside = x < view.x + margin || x > view.x + width - margin || y < view.y + margin || y > view.y + height - margin;
    if (view.k > 1 && outside) show({ ...view, x: x - width / 2, y: y - height / 2 });
  }

  /** The nearest country in the direction of an arrow key, sideways distance counting twice. */
  function beyond(id, [dx, dy]) {
    const [x, y] = places.find((place) => place.id === id).outline.at;
    let best = null;
    for (const { id: other, outline: { at } } of places) {
      const along = (at[0] - x) * dx + (at[1] - y) * dy;
      const aside = Math.abs((at[0] - x) * dy) + Math.abs((at[1] - y) * dx);
      if (other === id || along <= 0 || aside > along * 2) continue;
      const far = along + 2 * aside;
      if (!best || far < best.far) best = { other, far };
    }
    return best?.other || id;
  }

  /** The next country whose name begins with what was typed; one letter again goes on to the next. */
  function named(id, letter, when) {
    const fresh = when - typed.when > 1000 || typed.text === letter;
    typed = { text: fresh ? letter : typed.text + letter, when };
    const from = places.findIndex((place) => place.id === id);
    const turned = [...places.slice(from + (fresh ? 1 : 0)), ...places.slice(0, from + (fresh ? 1 : 0))];
    return turned.find(({ folded }) => folded.startsWith(typed.text))?.id || id;
  }

  function zoomKey(event) {
    if (event.key === "+" || event.key === "=") zoom(STEP);
    else if (event.key === "-") zoom(1 / STEP);
    else if (event.key === "0") show(WHOLE);
    else return false;
    return true;
  }

  function target(event, here) {
    const at = places.findIndex((place) => place.id === here);
    if (ARROWS[event.key]) return beyond(here, ARROWS[event.key]);
    if (event.key === "Home") return places[0].id;
    if (event.key === "End") return places.at(-1).id;
    if (event.key === "PageDown") return places[(at + 1) % places.length].id;
    if (event.key === "PageUp") return places[(at - 1 + places.length) % places.length].id;
    if (/^\p{L}$/u.test(event.key)) return named(here, Words.fold(event.key), event.timeStamp);
    return "";
  }

  function key(event, here, go) {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const arrow = ARROWS[event.key];
    const { width } = size();
    if (event.key === "Enter" || event.key === " ") State.set({ node: here }, { jump: true, always: true });
    else if (event.shiftKey && arrow) pan((arrow[0] * width) / 8, (arrow[1] * width) / 8);
    else if (!zoomKey(event)) {
      const next = target(event, here);
      if (!next) return;
      go(next);
    }
    event.preventDefault();
  }

  /** A point of the screen on the map. */
  function onMap({ clientX, clientY }) {
    const at = new DOMPoint(clientX, clientY).matrixTransform(svg.getScreenCTM().inverse());
    return [at.x, at.y];
  }

  function wireDrag() {
    let from = null;
    let dragged = false;
    svg.addEventListener("pointerdown", (event) => { if (event.button === 0) from = { x: event.clientX, y: event.clientY }; dragged = false; });
    svg.addEventListener("pointermove", (event) => {
      if (!from || view.k === 1) return;
      const [dx, dy] = [event.clientX - from.x, event.clientY - from.y];
      if (!dragged && Math.hypot(dx, dy) < 5) return;
      dragged = true;
      svg.setPointerCapture(event.pointerId);
      pan(-dx * unit(), -dy * unit());
      from = { x: event.clientX, y: event.clientY };
    });
    for (const name of ["pointerup", "pointercancel"]) svg.addEventListener(name, () => { from = null; });
    // the end of a drag is no choice of a country
    svg.addEventListener("click", (event) => { if (dragged) event.stopPropagation(); dragged = false; }, true);
    svg.addEventListener("wheel", (event) => { event.preventDefault(); zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2, onMap(event)); }, { passive: false });
  }

  function start(element) {
    svg = element;
    wireDrag();
    document.getElementById("map-in").addEventListener("click", () => zoom(STEP));
    document.getElementById("map-out").addEventListener("click", () => zoom(1 / STEP));
    document.getElementById("map-whole").addEventListener("click", () => show(WHOLE));
    show(WHOLE);
  }

  return { start, rescale, uncover, key, view: () => ({ ...view, ...size() }) };
})();
