// @ts-check
import { audienceBadge, byId, element, marked, statusBadge } from "./dom.js";

/** @typedef {{id: string, anchor: string | null, row: HTMLElement}} Row */

const list = byId("kb-desk-hits");
const query = /** @type {HTMLInputElement} */ (byId("kb-desk-query"));

/** @type {Row[]} */
let rows = [];
let at = -1;

/**
 * @param {string} id
 * @param {string | null} anchor
 * @param {(Node | string)[]} parts
 * @returns {Row}
 */
function rowOf(id, anchor, parts) {
  const row = element("li", "kb-desk-hit", ...parts);
  row.setAttribute("role", "option");
  row.dataset.open = id;
  if (anchor) row.dataset.openAt = anchor;
  return { id, anchor, row };
}

/** @param {import("./types.js").Hit} hit */
export function hitRow(hit) {
  const facts = element(
    "span",
    "kb-desk-hit__facts",
    element("b", "kb-code", hit.id),
    audienceBadge(hit.audience),
    ...(hit.status === "已复核" ? [] : [statusBadge(hit.status)]),
    element("span", "kb-quiet", hit.scripts ? `话术 ${hit.scripts}` : hit.topic),
  );
  return rowOf(hit.id, hit.anchor, [
    element("span", "kb-desk-hit__title", ...marked(hit.title)),
    element("span", "kb-desk-hit__snippet", ...marked(hit.snippet)),
    facts,
  ]);
}

/** @param {import("./types.js").Named} named */
export const namedRow = (named) =>
  rowOf(named.id, null, [
    element("span", "kb-desk-hit__title", named.title),
    element(
      "span",
      "kb-desk-hit__facts",
      element("b", "kb-code", named.id),
      audienceBadge(named.audience),
      ...(named.status === "已复核" ? [] : [statusBadge(named.status)]),
    ),
  ]);

/** @param {Row[]} shown  Replaces the list; the first row is selected. */
export function showRows(shown) {
  rows = shown;
  list.replaceChildren(...rows.map(({ row }) => row));
  rows.forEach(({ row }, index) => {
    row.id = `kb-desk-hit-${index}`;
  });
  list.hidden = rows.length === 0;
  query.setAttribute("aria-expanded", String(rows.length > 0));
  at = -1;
  list.scrollTop = 0;
  return select(0);
}

/** @param {number} index @returns {Row | null} */
export function select(index) {
  rows[at]?.row.setAttribute("aria-selected", "false");
  at = rows.length ? Math.min(rows.length - 1, Math.max(0, index)) : -1;
  const selected = rows[at] ?? null;
  if (selected) {
    selected.row.setAttribute("aria-selected", "true");
    query.setAttribute("aria-activedescendant", selected.row.id);
    selected.row.scrollIntoView({ block: "nearest" });
  } else {
    query.removeAttribute("aria-activedescendant");
  }
  return selected;
}

/** @param {number} step */
export const move = (step) => select(at + step);
/** @param {string} id */
export const selectId = (id) => {
  const index = rows.findIndex((row) => row.id === id);
  return index < 0 ? null : select(index);
};
