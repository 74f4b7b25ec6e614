"use strict";
/* Elements of SVG, made from attributes and text alone, and how wide a text is. */
const Svg = (() => {
  const SPACE = "http://www.w3.org/2000/svg";

  function make(tag, attributes = {}, ...children) {
    const element = document.createElementNS(SPACE, tag);
    set(element, attributes);
    element.append(...children.filter((child) => child !== null));
    return element;
  }

  /** Set attributes; one that is null or false goes. */
  function set(element, attributes) {
    for (const [key, value] of Object.entries(attributes)) {
      if (value === null || value === false) element.removeAttribute(key);
      else if (element.getAttribute(key) !== String(value)) element.setAttribute(key, String(value));
    }
  }

  /** The letters of pictures that leave the page. */
  const FACE = "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif";
  const pen = document.createElement("canvas").getContext("2d");

  function widthOf(text, size, weight = 400) {
    pen.font = `${weight} ${size}px ${FACE}`;
    return pen.measureText(text).width;
  }

  return { make, set, widthOf, FACE, SPACE };
})();
