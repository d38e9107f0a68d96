// @ts-check
// Making elements: text only ever goes in as text.

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} className
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

const CALLABLE = /^[\d-]+$/;

/**
 * A number that is rung by a tap; anything else as it is.
 * @param {string} value
 */
export function dialled(value) {
  if (!CALLABLE.test(value)) return element("span", "", value);
  return link(`tel:${value.replaceAll("-", "")}`, value);
}

/** @param {string} href  @param {string} text */
export function link(href, text) {
  const made = element("a", "", text);
  made.href = href;
  return made;
}
