// @ts-check
import { element, link } from "../elements.js";
import { pageUrl } from "./site.js";

/** @param {import("./types.js").Span[]} spans */
export const marked = (spans) => spans.map((span) => (span.marked ? element("mark", "", span.text) : span.text));

const A_DAY = { timeZone: "Asia/Shanghai" };

/**
 * What must be shown with words of a page: that something is not confirmed, that its review is overdue.
 * @param {{unverified?: boolean, review_due?: string | null}} shown
 */
function cautions({ unverified, review_due: due }) {
  const made = unverified ? ["待核实"] : [];
  if (due && due < new Date().toLocaleDateString("en-CA", A_DAY)) made.push(`${due} 起未复核`);
  return made.flatMap((words) => [" ", element("span", "kb-badge", words)]);
}

/** @param {import("./types.js").Extract["parts"]} parts  @param {boolean} [labelled] */
const partNodes = (parts, labelled = true) =>
  parts.flatMap(({ role, label, spans }, at) => {
    const part = element("span", `kb-extract__${role}`, ...marked(spans));
    if (labelled && label && role !== "name") part.prepend(element("span", "kb-extract__label", label), " ");
    return at ? [" ", part] : [part];
  });

/**
 * Rows of a table, each on a line; what two columns are is said once.
 * @param {import("./types.js").Extract} extract
 */
function rows(extract) {
  const { parts } = extract;
  const begins = parts.flatMap(({ role }, at) => (role === "name" ? [at] : []));
  const columns = [...new Set(parts.map(({ label }) => label))].filter(Boolean);
  const isPlain = columns.length === 2 && begins.length * 2 === parts.length;
  const made = begins.map((begin, at) =>
    element("span", "kb-extract__row", ...partNodes(parts.slice(begin, begins[at + 1]), !isPlain)),
  );
  if (!isPlain) return [...made, ...cautions(extract)];
  return [element("span", "kb-extract__columns", columns.join(" · "), ...cautions(extract)), ...made];
}

/** What an extract says, its parts apart. @param {import("./types.js").Extract} extract */
function words(extract) {
  const lead = extract.lead ? [element("span", "kb-extract__lead", extract.lead), " "] : [];
  if (extract.kind === "table") return [...lead, ...rows(extract)];
  return [...lead, ...partNodes(extract.parts), ...cautions(extract)];
}

/**
 * What stands above the hits: a sure answer, two possible ones, or one to each question.
 * @param {import("./types.js").SearchResponse} response
 */
export const cards = ({ answer, also_possible, offset }) =>
  answer && offset === 0 ? [answer, ...(also_possible ?? [])] : [];

/** What a card is called. @param {import("./types.js").SearchResponse} response */
export const titleOf = ({ level }) => (level === "sure" ? "答案" : "可能的答案");

/**
 * The card with the answer; nothing when there is none.
 * @param {import("./types.js").SearchResponse} response
 * @returns {HTMLElement[]}
 */
export function answerCard(response) {
  const shown = cards(response);
  if (!shown.length) return [];
  const items = shown.map((extract) => {
    const source = element("p", "kb-answer__source", link(pageUrl(extract.url, extract.anchor), "看全文"));
    source.append(` ${[extract.title, extract.article_id].filter(Boolean).join(" · ")}`);
    const item = element(
      "div",
      "kb-answer__item",
      element("p", `kb-extract kb-extract--${extract.kind}`, ...words(extract)),
      source,
    );
    if (extract.article_id) item.dataset.article = extract.article_id;
    return item;
  });
  const card = element("section", "kb-answer", element("h2", "kb-answer__title", titleOf(response)), ...items);
  card.dataset.level = response.level;
  return [card];
}

/**
 * What of a hit is shown below its title: what else it says, or its excerpt.
 * @param {import("./types.js").Hit} hit
 */
export function hitWords({ extracts, snippet, ...hit }) {
  if (!extracts?.length) return [element("span", "kb-hit__snippet", ...marked(snippet), ...cautions(hit))];
  return extracts.map((extract) =>
    element("span", `kb-hit__extract kb-extract kb-extract--${extract.kind}`, ...words(extract)),
  );
}

/**
 * A hit at the place of its first extract; a tool stays as it is opened.
 * @param {import("./types.js").Hit} hit
 * @returns {import("./types.js").Hit}
 */
export function placed(hit) {
  const first = hit.extracts?.[0];
  return first && hit.kind !== "tool" ? { ...hit, anchor: first.anchor, heading: first.heading } : hit;
}
