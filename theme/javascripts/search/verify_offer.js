// @ts-check
// A number, a link or a message that somebody puts into the search is handed to 验真 on this device:
// through the storage of this tab, never through an address.
import { element } from "../elements.js";
import { LONGEST_READ, withheldParts } from "../sensitive.js";
import { write } from "../storage.js";
import { pageUrl } from "./site.js";

export const HANDED_OVER = "kb-verify-text";
const CHECKED = new Set(["mobile", "landline", "long_number", "email", "account", "link", "message"]);
const MESSAGE = /【[^】]{1,20}】/;

/** @param {string} text */
export const canBeVerified = (text) =>
  MESSAGE.test(text) || withheldParts(text.slice(0, LONGEST_READ)).some(({ kind }) => CHECKED.has(kind));

/**
 * Opens 验真 with the text.
 * @param {string} text
 */
export function openVerify(text) {
  write("sessionStorage", HANDED_OVER, text);
  location.assign(pageUrl("/tools/verify/"));
}

/**
 * A way to 验真 with the text; null when there is nothing in it to check.
 * @param {string} text
 */
export function verifyOffer(text) {
  if (!canBeVerified(text)) return null;
  const opened = /** @type {HTMLAnchorElement} */ (element("a", "", "用验真查一查"));
  opened.href = pageUrl("/tools/verify/");
  opened.addEventListener("click", () => write("sessionStorage", HANDED_OVER, text));
  return element("p", "kb-note kb-note--offer", "想知道是不是官方的？", opened, "只在这台设备上查，不会发送。");
}
