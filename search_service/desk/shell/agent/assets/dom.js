// @ts-check

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

/** @template {HTMLElement} T @param {string} id @returns {T} */
export const byId = (id) => /** @type {T} */ (document.getElementById(id));

/** @param {{text: string, marked: boolean}[]} spans */
export const marked = (spans) => spans.map(({ text, marked }) => (marked ? element("mark", "", text) : text));

/** How far an article can be trusted. @param {string} status */
export const statusBadge = (status) =>
  element("span", `kb-status kb-status--${{ 草稿: "draft", 过期: "stale" }[status] ?? "sound"}`, status);

/** @param {string} audience */
export const audienceBadge = (audience) =>
  audience === "internal"
    ? element("span", "kb-audience", "内部")
    : element("span", "kb-audience kb-audience--public", "公开");

/** @type {ReturnType<typeof setTimeout> | undefined} */
let hiding;

/** Says something in a corner, and to screen readers. @param {string} message @param {boolean} [caution] */
export function say(message, caution = false) {
  const toast = byId("kb-desk-toast");
  clearTimeout(hiding);
  toast.textContent = message;
  toast.classList.toggle("kb-desk__toast--caution", caution);
  hiding = setTimeout(() => toast.replaceChildren(), caution ? 6000 : 2500);
}
