// @ts-check
// Whom to ring, as buttons, when a text tells of trouble. search_service/web/results_page.html draws the same.
import { element } from "../elements.js";

/**
 * @param {import("./types.js").Urgent | undefined} urgent
 * @returns {HTMLElement[]} nothing when there is no trouble, or nobody to ring
 */
export function urgentCalls(urgent) {
  if (!urgent?.call.length) return [];
  const buttons = urgent.call.map(({ name, value, use }) => {
    const button = /** @type {HTMLAnchorElement} */ (element("a", "kb-call", `${name} ${value}`));
    button.href = `tel:${value.replace(/[^\d+]/g, "")}`;
    button.title = use;
    return button;
  });
  return [element("p", "kb-note kb-note--urgent", `${urgent.situation}：先打电话，越快越好。`, ...buttons)];
}
