// @ts-check
// Without the service, what answers is read from the pages themselves: those that the reader's
// browser has kept, or that still come over the network.
import { unitsOf } from "./page_units.js";
import { choose } from "./unit_choice.js";

const PAGES_READ = 3; // service: answering.answers.ARTICLES_READ
const PIECES = 2; // service: answering.answers.EXTRACTS_A_HIT
// A page that takes longer is not waited for: its hit keeps its excerpt.
const PATIENCE_MILLISECONDS = 1500;
// A piece that has less in common with the question is shown in its hit, but not as an answer:
// chosen on the tuning half of the judged answers (docs/browser-index.md).
const CARD_FROM = 60;

/**
 * @typedef {object} Pages  Where pages come from.
 * @property {(url: string) => Promise<Document | null>} read  None when it cannot be had.
 * @property {(url: string) => Promise<boolean>} isThere  Whether a reader who follows a link gets there.
 */

/**
 * @param {import("./browser_search.js").BrowserSearch} search
 * @param {Pages} pages
 */
export function createOfflineAnswers(search, pages) {
  /** @type {Map<string, Promise<{units: import("./page_units.js").PageUnit[], due: string | null}>>} */
  const known = new Map();
  /** @typedef {{extract: import("./types.js").Extract, score: number}} Piece */

  /** @param {string} url */
  const unitsAt = (url) => {
    const made =
      known.get(url) ??
      pages.read(url).then((page) => ({
        units: page ? unitsOf(page, search.stillStuck) : [],
        due: page && reviewDue(page),
      }));
    known.set(url, made);
    return made;
  };

  /**
   * @param {import("./types.js").Hit} hit
   * @param {string} q
   * @returns {Promise<Piece[]>}
   */
  const piecesOf = async (hit, q) => {
    if (hit.kind === "tool") return [];
    const { units, due } = await unitsAt(hit.url).catch(() => ({ units: [], due: null }));
    const asked = search.reading(q);
    const page = { title: hit.title, questions: search.questionsOf(hit.article_id), units };
    /** @type {Piece[]} */
    const chosen = [];
    for (const { unit, score } of choose(asked, page, search.plain)) {
      if (chosen.length > PIECES) break;
      if (!chosen.some(({ extract }) => shares(extract, unit.text))) {
        chosen.push({
          extract: { ...extractOf(unit, hit, (text) => search.marked(text, asked.highlights)), review_due: due },
          score,
        });
      }
    }
    return chosen;
  };

  /**
   * The response with what answers, and with which hits lead nowhere.
   * @param {import("./types.js").SearchResponse} response
   * @param {string} q
   * @returns {Promise<import("./types.js").SearchResponse>}
   */
  return async (response, q) => {
    /** @type {Promise<Piece[]>} */
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS, []));
    const [pieces, there] = await Promise.all([
      Promise.all(
        response.hits.map((hit, at) =>
          at < PAGES_READ && response.offset === 0 ? Promise.race([piecesOf(hit, q), late]) : [],
        ),
      ),
      Promise.all(response.hits.map(({ url }) => pages.isThere(url))),
    ]);
    const best = pieces[0]?.[0];
    const isCard = response.confidence === "high" && best !== undefined && best.score >= CARD_FROM;
    const hits = response.hits.map((hit, at) => {
      const extracts = pieces[at].slice(isCard && at === 0 ? 1 : 0).slice(0, PIECES);
      return {
        ...hit,
        ...(extracts.length && { extracts: extracts.map(({ extract }) => extract) }),
        ...(!there[at] && { unreachable: true }),
      };
    });
    return { ...response, hits, ...(isCard && { answer: best.extract, level: "possible" }) };
  };
}

/** The last day on which the review of a page holds, as the page says it. @param {Document} page */
export function reviewDue(page) {
  const time = page.querySelector("time[data-review-days]");
  const reviewed = Date.parse(time?.getAttribute("datetime") ?? "");
  const days = Number(time?.getAttribute("data-review-days"));
  return Number.isNaN(reviewed) ? null : new Date(reviewed + days * 86_400_000).toISOString().slice(0, 10);
}

/** @param {import("./types.js").Extract} extract @param {string} text */
function shares({ parts }, text) {
  const said = parts.map(({ spans }) => spans.map((span) => span.text).join("")).join(" ");
  return said.includes(text) || text.includes(said);
}

/**
 * @param {import("./page_units.js").PageUnit} unit
 * @param {import("./types.js").Hit} hit
 * @param {(text: string) => import("./types.js").Span[]} marked
 * @returns {import("./types.js").Extract}
 */
function extractOf(unit, hit, marked) {
  const isNamed = (unit.kind === "row" || unit.kind === "note") && unit.parts.length > 1;
  const parts = unit.parts.map(({ label, text }, at) => {
    /** @type {"name" | "text" | "note"} */
    const role = isNamed && at === 0 ? "name" : unit.kind === "row" && at > 1 ? "note" : "text";
    return { role, label, spans: marked(text) };
  });
  return {
    kind: unit.kind,
    article_id: hit.article_id,
    title: hit.title,
    url: hit.url,
    anchor: unit.anchor,
    heading: unit.heading || null,
    parts,
    lead: unit.kind === "row" ? "" : unit.lead,
    source: "article",
    unverified: unit.unverified,
    confidence: 0,
    level: "possible",
  };
}
