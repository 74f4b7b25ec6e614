"use strict";
/* Where the names of nodes are written: beside their node wherever there is room, so that no name covers another name or a node. */
const Labels = (() => {
  const LINE = 1.16; // height of a line of type
  const GAP = 2; // pixels between a node and its name
  const CELL = 48; // pixels; what may collide is looked up by place
  // where a name stands to its node, the best first: which edge of the name touches the node, across and down
  const SIDES = [[0, 1], [1, 0], [-1, 0], [0, -1], [0.6, 0.9], [-0.6, 0.9], [0.6, -0.9], [-0.6, -0.9], [1, 0.5], [-1, 0.5], [1, -0.5], [-1, -0.5]];

  /** Boxes by place; each has left, right, top, bottom, and an owner. */
  function field(pad) {
    const cells = new Map();
    const keys = function* keys({ left, right, top, bottom }, by) {
      for (let x = Math.floor((left - by) / CELL); x <= Math.floor((right + by) / CELL); x += 1) {
        for (let y = Math.floor((top - by) / CELL); y <= Math.floor((bottom + by) / CELL); y += 1) yield `${x},${y}`;
      }
    };
    const add = (box) => { for (const key of keys(box, 0)) (cells.get(key) || cells.set(key, []).get(key)).push(box); };
    const remove = (box) => { for (const key of keys(box, 0)) cells.set(key, cells.get(key).filter((one) => one !== box)); };
    /** What a box would cover, its owner's node apart. */
    const hits = (box) => {
      const found = new Set();
      for (const key of keys(box, pad)) {
        for (const other of cells.get(key) || []) {
          if (other.owner !== box.owner && box.left < other.right + pad && other.left < box.right + pad && box.top < other.bottom + pad && other.top < box.bottom + pad) found.add(other);
        }
      }
      return [...found];
    };
    return { add, remove, hits };
  }

  function spot({ id, x, y, reach: shape, width, height }, [across, down], away = 0) {
    const reach = shape + away;
    const centre = { x: x + across * (reach + GAP + width / 2), y: y + down * (reach + GAP + height / 2) };
    const align = across >= 1 ? "left" : across <= -1 ? "right" : "center";
    return { owner: id, align, far: away > 0, left: centre.x - width / 2, right: centre.x + width / 2, top: centre.y - height / 2, bottom: centre.y + height / 2 };
  }

  const inside = (box, frame) => box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;

  const isOnView = ({ x, y }, frame) => x > frame.left && x < frame.right && y > frame.top && y < frame.bottom;

  /** Places for one name that stay on view if its node is. */
  function spots(item, frame, away = 0) {
    const all = SIDES.map((side) => spot(item, side, away));
    return isOnView(item, frame) ? all.filter((box) => inside(box, frame)) : all;
  }

  /** Places further off, for a name that must not be missing; a line joins it to its node. */
  function* callouts(item, frame) {
    for (let away = 8; away <= item.away; away += 8) yield* spots(item, frame, away);
  }

  /** Small boxes along the line from a node to its name. */
  function leader({ id, x, y, reach }, box) {
    const end = { x: Math.max(box.left, Math.min(box.right, x)), y: Math.max(box.top, Math.min(box.bottom, y)) };
    const [dx, dy] = [end.x - x, end.y - y];
    const long = Math.hypot(dx, dy) || 1;
    const steps = Math.max(1, Math.ceil((long - reach) / 4));
    return Array.from({ length: steps }, (_, index) => {
      const along = (reach + 1 + ((long - reach) * index) / steps) / long;
      return { owner: id, left: x + dx * along, right: x + dx * along + 0.5, top: y + dy * along, bottom: y + dy * along + 0.5 };
    });
  }

  /** The nearest place whose line crosses no name; later names keep off the line. */
  function takeCallout(item, frame, taken) {
    for (const box of callouts(item, frame)) {
      if (taken.hits(box).length) continue;
      const line = leader(item, box);
      if (line.some((part) => taken.hits(part).some(({ align }) => align))) continue;
      for (const part of [box, ...line]) taken.add(part);
      return box;
    }
    return null;
  }

  /** One name moves aside if that makes room for another. */
  function makeRoom(item, frame, taken, placed, items) {
    for (const wanted of spots(item, frame)) {
      const hit = taken.hits(wanted);
      if (hit.length !== 1 || !hit[0].align || hit[0].far) continue;
      const [old] = hit;
      taken.remove(old);
      taken.add(wanted);
      const other = spots(items.get(old.owner), frame).find((box) => !taken.hits(box).length);
      if (other) {
        taken.add(other);
        placed.set(old.owner, other);
        placed.set(item.id, wanted);
        return;
      }
      taken.remove(wanted);
      taken.add(old);
    }
  }

  /** A place for each name that finds one: id -> box with ``align`` and ``far``. ``items`` come the most important first and have, in pixels, x, y,
   *  reach (of the node's shape), width and height (of the name), how far ``away`` the name may stand, and how
   *  far where all else fails (``last``); ``shapes`` are boxes that no name may cover. */
  function place(items, shapes, frame, pad) {
    const taken = field(pad);
    for (const shape of shapes) taken.add(shape);
    const placed = new Map();
    const byId = new Map(items.map((item) => [item.id, item]));
    for (const item of items) {
      const near = spots(item, frame).find((box) => !taken.hits(box).length);
      if (near) taken.add(near);
      const box = near || takeCallout(item, frame, taken);
      if (box) placed.set(item.id, box);
    }
    for (const item of items) if (!placed.has(item.id)) makeRoom(item, frame, taken, placed, byId);
    for (const item of items) {
      const box = item.last && !placed.has(item.id) ? takeCallout({ ...item, away: item.last }, frame, taken) : null;
      if (box) placed.set(item.id, box);
    }
    return placed;
  }

  return { place, LINE };
})();
