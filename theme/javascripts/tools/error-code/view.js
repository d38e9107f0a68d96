// @ts-check
import { element, link } from "../../elements.js";
import { pageUrl } from "../../search/site.js";
import { keepInAddress, parameter } from "../address.js";
import { findCodes } from "./rules.js";

/** @typedef {import("./rules.js").ErrorCode} ErrorCode */
/** @typedef {Record<string, {title: string, url: string}>} Articles */

/** @param {ErrorCode} record  @param {Articles} articles */
function codeItem({ code, meaning, what_to_do, article, status }, articles) {
  const head = element("p", "kb-error__code", element("b", "kb-code", code), " ", meaning);
  if (status !== "已核实") head.append(" ", element("span", "kb-badge", "示例，待核实"));
  const item = element("li", "", head, element("p", "kb-error__todo", `先做什么：${what_to_do}。`));
  const more = article ? articles[article] : undefined;
  if (more) item.append(element("p", "kb-error__more", "看文章：", link(pageUrl(more.url), more.title)));
  return item;
}

/**
 * @param {{code: string, exact: boolean, found: ErrorCode[]}} answer
 * @param {string} typed
 */
function statusText({ code, exact, found }, typed) {
  if (!typed) return `表里有 ${found.length} 个错误码。`;
  if (exact) return `找到 ${code}。`;
  if (found.length) return `没有完全一样的，相近的有 ${found.length} 个。`;
  return `表里没有「${typed}」。截图发给官方客服查，不要在网上搜「解除电话」。`;
}

/**
 * @param {HTMLElement} root
 * @param {{codes: ErrorCode[], articles: Articles}} data
 */
export function start(root, { codes, articles }) {
  /** @template {Element} T @param {string} selector @returns {T} */
  const part = (selector) => /** @type {T} */ (root.querySelector(selector));
  const form = /** @type {HTMLFormElement} */ (part("[data-error-form]"));
  const field = /** @type {HTMLInputElement} */ (part("[data-error-code]"));
  const status = part("[data-error-status]");
  const list = part("[data-error-list]");

  const show = () => {
    const typed = field.value.trim();
    const answer = findCodes(codes, typed);
    status.textContent = statusText(answer, typed);
    list.replaceChildren(...answer.found.map((record) => codeItem(record, articles)));
    keepInAddress({ code: answer.exact ? answer.code : "" });
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  field.addEventListener("input", (event) => {
    if (!(/** @type {InputEvent} */ (event).isComposing)) show();
  });
  field.addEventListener("compositionend", show);
  field.value = parameter("code");
  show();
}
