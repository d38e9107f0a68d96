// @ts-check
// Links and messages pasted into the search; does exactly what search_service/records/pasted_texts.py does.
import { RULES } from "./sensitive_rules.js";

const WHOLE = new RegExp(RULES.message_whole);
const MESSAGE = new RegExp(RULES.message);
const BEFORE = new RegExp(RULES.message_before);
const BEHIND = new RegExp(RULES.message_behind);
const LONGEST_ASKED = 80; // service: records.pasted_texts._LONGEST_ASKED

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
  const start = BEFORE.exec(text.slice(0, LONGEST_ASKED))?.[0].length ?? 0;
  const tail = Math.max(0, text.length - LONGEST_ASKED);
  const behind = BEHIND.exec(text.slice(tail));
  const end = behind ? tail + behind.index + behind[0].length - behind[1].length : text.length;
  const message = MESSAGE.exec(text);
  if (WHOLE.test(text.slice(start, end))) finds.push({ kind: "message", start, end });
  else if (message)
    finds.push({ kind: "message", start: message.index, end: Math.max(end, message.index + message[0].length) });
  return finds;
}
