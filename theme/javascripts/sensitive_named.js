// @ts-check
// Values that are told in a way of their own: one table of shapes; does exactly what
// search_service/records/named_values.py does.
import { isOrdinary, strangeness } from "./sensitive_ordinary.js";
import { RULES } from "./sensitive_rules.js";

/** @typedef {import("./sensitive_numbers.js").Find} Find */
/** @typedef {{shape: string, near?: string, known?: string, digits?: boolean, strange?: number, letters?: boolean, joined?: boolean, explained?: boolean}} Row */

const BEHIND = 6; // service: records.named_values._BEHIND
const BEFORE = 14; // service: records.named_values._BEFORE
const EXPLAINING = new RegExp(RULES.sound.before);
const COUNT = new RegExp(RULES.count, "g");
const COUNTED = new RegExp(RULES.sound.behind);
const KNOWN = [RULES.clause.told_latin, RULES.device, RULES.known_latin].map((one) => new RegExp(one));
const STOPS = new Set(RULES.stop_words);
const TABLE = /** @type {Row[]} */ (RULES.named).map(
  ({ shape, near, known, digits, strange, letters, joined, explained }) => ({
    shape: new RegExp(shape, "g"),
    near: near ? new RegExp(near) : null,
    known: known ? new RegExp(known) : null,
    digits: digits ?? false,
    strange: strange ?? 0,
    letters: letters ?? false,
    joined: joined ?? false,
    explained: explained ?? false,
  }),
);

/** Whether letters are neither an ordinary word nor a name of a device or a program. @param {string} letters */
const isUnknown = (letters) =>
  letters.length > 2 && !isOrdinary(letters) && !STOPS.has(letters) && !KNOWN.some((one) => one.test(letters));

/** @param {typeof TABLE[number]} row  @param {string} value */
function isValue({ known, strange, letters, joined }, value) {
  if (known?.test(value)) return false;
  const signs = strange ? (value.match(/[一-鿿]+/g) ?? []).flatMap((run) => strangeness(run)) : [];
  if (signs.filter(Boolean).length < strange) return false;
  if (joined && isOrdinary(value.replaceAll(" ", ""))) return false;
  return !letters || (value.match(/[a-z]+/g) ?? []).some(isUnknown);
}

/** The digits, but not what counts those in front of it: 493三位数 has three. @param {import("./sensitive_folding.js").Folded} folded */
function withoutCounts({ text, digits }) {
  let covered = digits;
  for (const { 0: count, index } of text.matchAll(COUNT))
    if (/[0-9]/.test(text[index - 1] ?? ""))
      covered = `${covered.slice(0, index)}${"词".repeat(count.length)}${covered.slice(index + count.length)}`;
  return covered;
}

/** @param {import("./sensitive_folding.js").Folded} folded  @param {Set<number>} leftAlone  @returns {Find[]} */
export function namedValues(folded, leftAlone) {
  /** @type {Find[]} */
  const finds = [];
  const digits = withoutCounts(folded);
  for (const row of TABLE) {
    if (row.near && !row.near.test(folded.text)) continue;
    const read = row.digits ? digits : folded.text;
    for (const match of read.matchAll(row.shape)) {
      const start = match.index + match[1].length;
      const end = start + match[2].length;
      if (row.digits && (leftAlone.has(start) || COUNTED.test(read.slice(end, end + BEHIND)))) continue;
      if (row.explained && EXPLAINING.test(read.slice(Math.max(0, start - BEFORE), start))) continue;
      if (isValue(row, folded.text.slice(start, end))) finds.push({ kind: "secret", start, end });
    }
  }
  return finds;
}
