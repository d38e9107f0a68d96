// @ts-check
import { element, link } from "../elements.js";
import { answerCard, cards, hitWords, marked, placed, titleOf } from "./answer_view.js";
import { pageUrl, resultsUrl } from "./site.js";
import { urgentCalls } from "./urgent_calls.js";
import { verifyOffer } from "./verify_offer.js";

export { answerCard, element, link };

const NEAREST_SHOWN = 3; // service: web.results_page.NEAREST_SHOWN

/** @param {import("./types.js").Hit} found */
function hitItem(found) {
  const hit = placed(found);
  const title = element("span", "kb-hit__title", ...marked(hit.title_spans));
  if (hit.kind === "tool") title.prepend(element("span", "kb-hit__tool", "工具"), " ");
  if (hit.heading && (hit.anchor || hit.kind === "tool")) title.append(element("span", "kb-hit__heading", hit.heading));
  const place = [...hit.breadcrumbs.map((crumb) => crumb.title), hit.article_id].join(" · ");
  const words = [title, ...hitWords(hit), element("span", "kb-hit__place", place)];
  if (hit.unreachable) {
    const gone = element("span", "kb-hit__away", "没有网络或网站连不上，这一篇没有存在这台设备上，连上了再看全文。");
    return element("li", "kb-hit kb-hit--unreachable", element("div", "kb-hit__link", ...words, gone));
  }
  const anchor = element("a", "kb-hit__link", ...words);
  anchor.href = pageUrl(hit.url, hit.anchor);
  return element("li", "kb-hit", anchor);
}

/**
 * The hits of an answer; where there are none, the articles that come closest.
 * @param {import("./types.js").SearchAnswer} answer
 */
export function hitItems({ response, nearest }) {
  const hits = response.total ? response.hits : nearest;
  return (hasNoArticle(response) ? hits.slice(0, NEAREST_SHOWN) : hits).map(hitItem);
}

/** Whether the service knows no article on this. @param {import("./types.js").SearchResponse} response */
export const hasNoArticle = ({ total, level }) => total === 0 || level === "none";

const SUGGESTION_KINDS = { title: "文章", heading: "章节", question: "常见问法" };
const SHOWN_SUGGESTIONS = 3;

/**
 * Completions that say something the hits do not.
 * @param {import("./types.js").SearchAnswer} answer
 */
export function suggestionItems({ response, suggestions }) {
  const said = new Set([response.query.text, ...response.hits.flatMap(({ title, heading }) => [title, heading])]);
  return suggestions
    .filter(({ text }) => !said.has(text))
    .slice(0, SHOWN_SUGGESTIONS)
    .map(({ text, kind, url, anchor }) => {
      const made = link(pageUrl(url, anchor), "");
      made.append(
        element("span", "kb-suggestion__text", text),
        element("span", "kb-suggestion__kind", SUGGESTION_KINDS[kind] ?? ""),
      );
      return element("li", "kb-suggestion", made);
    });
}

/**
 * Copies of what every page carries in templates for readers without a good hit.
 * @param {("asked" | "tips" | "directory")[]} names
 */
export const helpParts = (names) =>
  names.map((name) => {
    const template = /** @type {HTMLTemplateElement} */ (document.getElementById(`kb-search-${name}`));
    return template.content.cloneNode(true);
  });

/**
 * What the reader must know about an answer: where it is from, what was rewritten, how sure it is.
 * @param {import("./types.js").SearchAnswer} answer
 * @param {string} [typed]  What the reader wrote, with what was withheld.
 * @returns {HTMLElement[]}
 */
export function notes({ source, response, nearest, withheld }, typed = response.query.text) {
  const made = [...urgentCalls(response.urgent), ...offers(typed)];
  if (withheld.length) {
    made.push(element("p", "kb-note", `里面的${withheld.join("、")}没有发送出去，只查了其余的字。`));
  }
  if (source === "browser") {
    const offline = globalThis.navigator?.onLine === false;
    const reason = offline ? "现在没有网络" : "搜索服务暂时连不上";
    made.push(element("p", "kb-note kb-note--caution", `${reason}，下面是浏览器自带索引的结果。`));
  }
  if (response.conditions) {
    const { said, met } = response.conditions;
    const stated = said.join("、");
    const text = met ? `只列出${stated}的文章。 ` : `没有文章满足这些条件：${stated}。下面是不带条件的结果。 `;
    const note = element("p", "kb-note", text);
    const literal = link(resultsUrl({ q: response.query.text, literal: true }), "按原文查");
    literal.dataset.searchLiteral = "true";
    note.append(literal);
    made.push(note);
  }
  const rewrites = response.applied.filter(({ kind }) => kind !== "synonym");
  if (rewrites.length && response.total > 0) {
    const to = rewrites.map((rewrite) => `「${rewrite.to}」`).join("");
    const from = rewrites.map((rewrite) => `「${rewrite.from}」`).join("");
    const note = element("p", "kb-note", `按${to}查找（你输入的是${from}）。 `);
    if (rewrites.some(({ kind }) => kind !== "traditional")) {
      const literal = link(resultsUrl({ q: response.query.text, literal: true }), "按原文查");
      literal.dataset.searchLiteral = "true";
      note.append(literal);
    }
    made.push(note);
  } else if (response.query.literal) {
    const note = element("p", "kb-note", `只查「${inShort(response.query.text)}」这几个字。 `);
    const usual = link(resultsUrl({ q: response.query.text }), "恢复智能查找");
    usual.dataset.searchLiteral = "false";
    note.append(usual);
    made.push(note);
  }
  if (isDoubtful(response)) {
    made.push(orAsk("不确定你问的是不是这个，可以多写几个字再搜，也可以"));
  }
  if (hasNoArticle(response) && (response.total || nearest.length)) {
    made.push(orAsk("意思最接近的是下面这几篇，也许用得上；也可以"));
  }
  return made;
}

/** A note that ends with the way to a person. @param {string} text */
const orAsk = (text) => element("p", "kb-note", text, link("#kb-human", "找人工客服"), "。");

/**
 * Why a query was not searched for.
 * @param {string} message
 */
export function rejection(message) {
  const made = element("p", "kb-note kb-note--error", message);
  made.setAttribute("role", "alert");
  return made;
}

/** @param {string} typed  @returns {HTMLElement[]} */
export function offers(typed) {
  const offer = verifyOffer(typed);
  return offer ? [offer] : [];
}

/** Whether the reader is likely to need another way than the hits. @param {import("./types.js").SearchResponse} response */
export const isUnsure = (response) => hasNoArticle(response) || isDoubtful(response);

/** Whether there are hits, none of them sure, and no answer. @param {import("./types.js").SearchResponse} response */
const isDoubtful = ({ total, level = "articles", confidence }) =>
  total > 0 && level === "articles" && confidence === "low";

/** @param {import("./types.js").SearchResponse} response */
export function countText(response) {
  if (hasNoArticle(response)) return `没有找到和「${inShort(response.query.text)}」有关的文章`;
  // Who does not see the card hears of it.
  const card = cards(response).length ? `${titleOf(response)}和 ` : "";
  return `找到${card || " "}${response.total} 篇文章`;
}

const LONGEST_ECHO = 64; // service: asking.typed_text.QUERY_LIMIT

/** The beginning of what was asked, where it is said again. @param {string} text */
export const inShort = (text) => (text.length > LONGEST_ECHO ? `${text.slice(0, LONGEST_ECHO)}…` : text);

export const WAITING_TEXT = "正在查找…";
export const FAILED_TEXT = "搜索暂时用不了。可以按主题找，或联系官方客服。";
