"use strict";
/* Elements of SVG, made from attributes and text alone. */
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

  return { make, set, SPACE };
})();
