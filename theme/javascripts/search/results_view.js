// @ts-check
import { pageUrl, resultsUrl } from "./site.js";

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

/** @param {string} href  @param {string} text */
export function link(href, text) {
  const made = element("a", "", text);
  made.href = href;
  return made;
}

/** @param {import("./types.js").Span[]} spans */
const marked = (spans) => spans.map((span) => (span.marked ? element("mark", "", span.text) : span.text));

/** @param {import("./types.js").Hit} hit */
function hitItem(hit) {
  const title = element("span", "kb-hit__title", ...marked(hit.title_spans));
  if (hit.anchor && hit.heading) title.append(element("span", "kb-hit__heading", hit.heading));
  const place = [...hit.breadcrumbs.map((crumb) => crumb.title), hit.article_id].join(" · ");
  const anchor = element(
    "a",
    "kb-hit__link",
    title,
    element("span", "kb-hit__snippet", ...marked(hit.snippet)),
    element("span", "kb-hit__place", place),
  );
  anchor.href = pageUrl(hit.url, hit.anchor);
  return element("li", "kb-hit", anchor);
}

/** @param {import("./types.js").Hit[]} hits */
export const hitItems = (hits) => hits.map(hitItem);

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
 * @returns {HTMLElement[]}
 */
export function notes({ source, response }) {
  /** @type {HTMLElement[]} */
  const made = [];
  if (source === "browser") {
    made.push(element("p", "kb-note kb-note--caution", "搜索服务暂时连不上，下面是浏览器自带索引的结果。"));
  }
  const rewrites = response.applied.filter(({ kind }) => kind !== "synonym");
  if (rewrites.length && response.total > 0) {
    const to = rewrites.map((rewrite) => `「${rewrite.to}」`).join("");
    const from = rewrites.map((rewrite) => `「${rewrite.from}」`).join("");
    const note = element("p", "kb-note", `按${to}查找（您输入的是${from}）。 `);
    if (rewrites.some(({ kind }) => kind !== "traditional")) {
      const literal = link(resultsUrl({ q: response.query.text, literal: true }), "按原文查");
      literal.dataset.searchLiteral = "true";
      note.append(literal);
    }
    made.push(note);
  } else if (response.query.literal) {
    const note = element("p", "kb-note", `只查「${response.query.text}」这几个字。 `);
    const usual = link(resultsUrl({ q: response.query.text }), "恢复智能查找");
    usual.dataset.searchLiteral = "false";
    note.append(usual);
    made.push(note);
  }
  if (response.total > 0 && response.confidence === "low") {
    made.push(element("p", "kb-note", "不确定哪篇最合适，可以多写几个字再搜。"));
  }
  return made;
}

/** @param {import("./types.js").SearchResponse} response */
export function countText(response) {
  return response.total > 0
    ? `找到 ${response.total} 篇文章`
    : `没有找到和「${response.query.text}」有关的文章`;
}

export const WAITING_TEXT = "正在查找…";
export const FAILED_TEXT = "搜索暂时用不了。可以按主题找，或联系官方客服。";
