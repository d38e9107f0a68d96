// @ts-check
// Digits and codes that nothing explains (default deny); does exactly what
// search_service/records/unexplained.py does.
import { digitRuns, LONG } from "./sensitive_numbers.js";
import { RULES } from "./sensitive_rules.js";

/** @typedef {import("./sensitive_numbers.js").Find} Find */
/** @typedef {import("./sensitive_numbers.js").Run} Run */

const [SHORTEST, LONGEST] = [4, 8];
const [LONGEST_IN_GROUPS, MOST_GROUPED] = [12, 4]; // In groups with one sign between: 882 190 334.
const [SHORTEST_TOKEN, LONGEST_TOKEN] = [5, 256];
const LONGEST_LOOKED_UP = 5; // service: records.unexplained._LONGEST_LOOKED_UP
// The letter of a code of the app: E 1003.
const ALONE = /^\s*[a-fh-z](?=[\s-])[\s-]*/;
const [CONTEXT, BEHIND] = [32, 6];
const COVER = "词";
const EDGES = "\"'()[]{}<>,;:=!?.~";
const SOUND = /** @type {Record<keyof typeof RULES.sound, RegExp>} */ (
  Object.fromEntries(Object.entries(RULES.sound).map(([name, source]) => [name, new RegExp(source)]))
);
const COUNT = new RegExp(RULES.sound.count, "g");
const [SERVICE, DEVICE] = [new RegExp(RULES.service_number), new RegExp(RULES.device)];

/** The digits of a run that touch one another. @param {Run} run  @returns {Run[]} */
function groups({ values, places }) {
  /** @type {Run[]} */
  const made = [];
  let start = 0;
  for (let index = 1; index <= places.length; index += 1) {
    if (index < places.length && places[index - 1] + 1 === places[index]) continue;
    made.push({ values: values.slice(start, index), places: places.slice(start, index) });
    start = index;
  }
  return made;
}

/** Whether groups of a few digits each, with one and the same sign between, are one number. @param {string} read  @param {Run} run */
function isOne(read, run) {
  const { values, places } = run;
  const written = read.slice(places[0], places[places.length - 1] + 1);
  const parts = groups(run).map((one) => one.values);
  return (
    values.length <= LONGEST_IN_GROUPS &&
    new Set(written.replace(/[0-9]/g, "")).size === 1 &&
    written.length === values.length + parts.length - 1 &&
    parts.every(({ length }) => length > 2 && length <= MOST_GROUPED) &&
    !SOUND.number.test(parts[0])
  );
}

/** @param {string} text  @param {number} start  @param {boolean} [short] */
function isExplainedBefore(text, start, short = false) {
  const before = text.slice(Math.max(0, start - CONTEXT), start);
  return SOUND.before.test(before) || (short && SOUND.before_short.test(before));
}

/** @param {string} read  @param {Run} run */
function isExplained(read, { values, places }) {
  const [start, end] = [places[0], places[places.length - 1] + 1];
  const written = read.slice(start, end);
  const behind = read.slice(end, end + BEHIND);
  // A long number, which is one already.
  if (/^[0-9]+$/.test(written) && written.length >= LONG) return true;
  if (SOUND.number.test(values) || SOUND.written.test(written)) return true;
  // Part of a token, which is judged as one.
  if (/[a-z0-9]/.test(read[start - 1] ?? "") || /^[a-z0-9]/.test(behind)) return true;
  if (!SOUND.grouped.test(written) && SOUND.behind.test(behind)) return true;
  if (values.length <= LONGEST_LOOKED_UP && read.replace(ALONE, "").trim() === written) return true;
  return isExplainedBefore(read, start, written.length <= SHORTEST && !SOUND.behind_short.test(behind));
}

/** @param {import("./sensitive_folding.js").Folded} folded  @param {Set<number>} leftAlone  @returns {Find[]} */
export function unexplainedValues({ text, digits }, leftAlone) {
  /** @type {Find[]} */
  const finds = [];
  let [read, from] = ["", 0];
  // 5518五分钟 has four digits.
  for (const { 0: count, index } of text.matchAll(COUNT)) {
    read += digits.slice(from, index) + COVER.repeat(count.length);
    from = index + count.length;
  }
  read += digits.slice(from);
  for (const run of digitRuns(read, leftAlone, RULES.secret_sign)) {
    if (SERVICE.test(run.values)) continue;
    for (const part of run.values.length <= LONGEST || isOne(read, run) ? [run] : groups(run)) {
      const { values, places } = part;
      if (values.length < SHORTEST || values.length > LONGEST_IN_GROUPS || isExplained(read, part)) continue;
      finds.push({ kind: "secret", start: places[0], end: places[places.length - 1] + 1 });
    }
  }
  for (const match of text.matchAll(/[!-~]+/g)) {
    let [start, end] = [match.index, match.index + match[0].length];
    while (start < end && EDGES.includes(text[start])) start += 1;
    while (start < end && EDGES.includes(text[end - 1])) end -= 1;
    if (end - start < SHORTEST_TOKEN || end - start > LONGEST_TOKEN || leftAlone.has(match.index)) continue;
    const token = text.slice(start, end);
    if (!SOUND.mixed.test(token) || SOUND.token.test(token) || DEVICE.test(token)) continue;
    if (!isExplainedBefore(text, start)) finds.push({ kind: "secret", start, end });
  }
  return finds;
}
