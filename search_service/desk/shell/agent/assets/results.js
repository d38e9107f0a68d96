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
    element("span", "kb-desk-hit__snippet", ...marked(hit.snippet), hit.unverified ? "（待核实）" : ""),
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

/** @param {Row[]} shown  Replaces the list. */
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
}

/** @param {number} index  Below 0 for none. */
export function select(index) {
  if (index === at && rows[at]?.row.getAttribute("aria-selected") === "true") return;
  rows[at]?.row.setAttribute("aria-selected", "false");
  at = index;
  const selected = rows[at];
  if (selected) {
    selected.row.setAttribute("aria-selected", "true");
    query.setAttribute("aria-activedescendant", selected.row.id);
    selected.row.scrollIntoView({ block: "nearest" });
  } else {
    query.removeAttribute("aria-activedescendant");
  }
}
