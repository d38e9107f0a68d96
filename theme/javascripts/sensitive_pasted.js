// @ts-check
// Links and messages pasted into the search; does exactly what search_service/records/pasted_texts.py does.
import { RULES } from "./sensitive_rules.js";

const WHOLE = new RegExp(RULES.message_whole);
const MESSAGE = new RegExp(RULES.message);

/**
 * @param {import("./sensitive_folding.js").Folded} folded
 * @returns {import("./sensitive_numbers.js").Find[]}
 */
export function pastedTexts({ text }) {
  /** @type {import("./sensitive_numbers.js").Find[]} */
  const finds = [];
  for (const match of text.matchAll(new RegExp(RULES.link, "g"))) {
    const start = match.index + match[1].length;
    finds.push({ kind: "link", start, end: start + match[2].length });
  }
  const message = WHOLE.test(text) ? 0 : (MESSAGE.exec(text)?.index ?? -1);
  if (message >= 0 && text) finds.push({ kind: "message", start: message, end: text.length });
  return finds;
}
