// @ts-check
// A number, a link or a message that somebody puts into the search is offered to 验真.
import { element } from "../elements.js";
import { CHECKED, LONGEST_READ, withheldParts } from "../sensitive.js";
import { fold } from "../sensitive_folding.js";
import { handOver } from "./handed_over.js";
import { pageUrl } from "./site.js";

const MESSAGE = /【[^】]{1,20}】/;

// A hotline is nobody's secret, so it is searched for; who is rung by one wants to know whose it is.
const HOTLINE =
  /(?<![\d.])(?:[48]00[- ]?\d{3}[- ]?\d{4}|9[56]\d{3,6}|106\d{2,17}|1(?:0[01]|2\d)\d{2}|110)(?![\d.]*\d|\s?[元块万天次个分%])/;
const ASKS_WHOSE = /打|拨|致电|来电|发来|电话|短信|客服|热线|号码|官方|真|假|骗|谁|你们|哪[里家]|靠谱|让我|叫我|要我/;

// Nothing else is asked about a number alone.
const NUMBER = /^[\p{Nd}\s()+-]+$/u;

/** Whether a hotline is asked about: 95312是你们的客服吗, 400…打来的, 12345. @param {string} text */
const asksAboutHotline = (text) =>
  (ASKS_WHOSE.test(text) || NUMBER.test(text)) && HOTLINE.test(fold(text.slice(0, LONGEST_READ)).digits);

/** @param {string} text */
export const canBeVerified = (text) =>
  MESSAGE.test(text) || withheldParts(text.slice(0, LONGEST_READ)).some(({ kind }) => CHECKED.has(kind));

/** Whether 验真 has something to say to a text. @param {string} text */
export const isOffered = (text) => canBeVerified(text) || asksAboutHotline(text);

/**
 * Opens 验真 with the text.
 * @param {string} text
 */
export function openVerify(text) {
  handOver(text);
  location.assign(pageUrl("/tools/verify/"));
}

/**
 * A way to 验真 with the text; null when there is nothing in it to check.
 * @param {string} text
 */
export function verifyOffer(text) {
  if (!isOffered(text)) return null;
  const opened = /** @type {HTMLAnchorElement} */ (element("a", "", "用验真查一查"));
  opened.href = pageUrl("/tools/verify/");
  opened.addEventListener("click", () => handOver(text));
  return element("p", "kb-note kb-note--offer", "想知道是不是官方的？", opened, "只在这台设备上查，不会发送。");
}
