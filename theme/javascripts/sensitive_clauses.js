// @ts-check
// Passwords of words, told by the shape of the clause they stand in; does exactly what
// search_service/records/secret_clauses.py does.
import {
  endOf,
  isQuoted,
  lengthOf,
  namedIn,
  phraseIn,
  repeatedIn,
  RULE,
  SHORT_PHRASE,
  strange,
  toldPhrase,
  unusualSigns,
} from "./sensitive_length.js";
import { opensStrangely } from "./sensitive_ordinary.js";
import { RULES } from "./sensitive_rules.js";

/** @typedef {import("./sensitive_numbers.js").Find} Find */
/** @typedef {{start: number, end: number, written: string}} Word */

const REACH = 48; // service: records.secret_clauses._REACH
const BEHIND = 8; // service: records.secret_clauses._BEHIND
const LEAD = 10; // service: records.secret_clauses._LEAD
const STEPS = 12; // service: records.secret_clauses._STEPS
const SHORTEST_DENIED = 3; // service: records.secret_clauses._SHORTEST_DENIED
// How strange words have to be behind what tells at once, and farther off.
const [TOLD, LATE] = [1, 2];
const [TOGETHER, UNUSUAL, FARTHEST, HEAD] = [3, 2, 8, 3];
const SHORT_CLAUSE = 6; // service: records.secret_clauses._SHORT_CLAUSE
const BEFORE = {
  before_use: 2,
  before_used: 3,
  before_report: 2,
  before_quote: 2,
  before_this: 2,
  before_is: 2,
  before_bracket: 2,
  before_comma: 2,
};
const BEFORE_TOLD = ["before_use", "before_is", "before_quote", "before_report"];
const BEFORE_CODE = { before_use: 3, before_report: 3 };

const { tells, late, part, filler, steps } = RULES.clause;
const [STEP, LATE_STEP] = [tells, late].map((one) => new RegExp(`(${one})|(${part})|(${filler})|${steps}`, "y"));
const TELL = new RegExp(`${tells}|${late}|${part}`, "g");
const OTHER = new RegExp(`^(?:${RULES.clause.or})`);
const BETWEEN = new RegExp(RULES.clause.between);

/** Steps over adverbs and what tells, from left to right and never back. @param {string} piece */
function clause(piece) {
  let [place, span] = [0, 0];
  /** @type {number | null} */
  let value = null;
  /** @type {number | null} */
  let lead = null;
  let isLate = false;
  for (let count = 0; count < STEPS; count += 1) {
    const step = isLate ? LATE_STEP : STEP;
    step.lastIndex = place;
    const found = step.exec(piece);
    if (!found) break;
    const end = place + found[0].length;
    if (found[3] && value === place) value = span = end;
    const begin = place;
    place = end;
    if (found[2] !== undefined) {
      isLate = true;
      if (value === null) span = place;
    }
    if (found[1]) {
      // 口令我是超人: 我 belongs to it.
      if (value === null) span = lead ?? place;
      value = place;
    }
    lead = found[0] === "我" ? begin : null;
  }
  const told = value !== null;
  if (!told) span += RULE.gap.exec(piece.slice(span, place))?.[0].length ?? 0;
  return { start: value ?? place, span, told, isLate };
}

/** @param {string} piece  @param {boolean} ends whether the text ends with it  @param {boolean} aged  @param {boolean} answer  @param {boolean} led  @returns {[number, number] | null} */
function behind(piece, ends, aged, answer, led) {
  const quoted = RULE.quoted.exec(piece);
  if (quoted && isQuoted(quoted[1])) {
    const from = quoted[0].length - 1 - quoted[1].length;
    return [from, from + quoted[1].length];
  }
  const { start, span, told, isLate } = clause(piece);
  let value = piece.slice(start);
  let isTold = told || answer;
  if (start && RULE.open.test(piece[start - 1])) {
    value = value.split(RULE.close)[0];
    isTold = true;
  }
  const part = value.split(RULE.part)[0];
  const isPhrase = answer || RULE.phrase_told.test(piece.slice(0, start));
  const valueEnds = ends && start + part.length === piece.length;
  let length = RULE.strong.test(piece.slice(0, start)) ? namedIn(part) : 0;
  if (!length && isTold) length = lengthOf(part, isLate ? LATE : TOLD, valueEnds, isPhrase);
  length ||= repeatedIn(part);
  const before = RULE.from.exec(piece);
  if (before && !RULE.asks.test(before[1])) {
    const from = before[0].indexOf(before[1]);
    return [from, length ? start + length : from + before[1].length];
  }
  if (length) return [span, withOther(piece, start + length)];
  const farther = fartherOff(piece);
  if (farther) return farther;
  for (const [begin, least] of isTold
    ? []
    : [
        [start, SHORTEST_DENIED],
        [span, SHORTEST_DENIED + 1],
      ]) {
    const denied = deniedIn(piece.slice(begin), least, aged);
    if (denied) return [span, begin + denied];
  }
  const complement = told ? complementIn(part) : 0;
  if (complement) return [span, start + complement];
  // Behind 输密码 stands what it is for (领红包), and 烦死了 complains: any words may open those.
  const rest = piece.slice(span);
  const said = !isTold && !led && !complains(rest) && opensStrangely(rest) ? phraseIn(rest) : 0;
  if (said) return [span, span + said];
  const first = piece.split(RULE.part)[0];
  return unusual(first, span, ends && first.length === piece.length);
}

/** How long what is told is, where no question about a password goes on like that. @param {string} value */
function complementIn(value) {
  const said = value.replace(/^ +/, "");
  if (said.length < SHORT_PHRASE || !opensStrangely(said)) return 0;
  if ([RULE.asked, RULE.made, RULE.starts, RULE.complaint, RULE.denied].some((one) => one.test(said))) return 0;
  return value.length - said.length + endOf(said, 1, RULE.ends_told);
}

/** Whether words end like a complaint (都快试疯了) or say who made it, with no value in front. @param {string} piece */
function complains(piece) {
  const part = piece.split(RULE.part)[0];
  const found = RULE.complaint.exec(part) ?? RULE.made.exec(part);
  const head = found ? part.slice(0, found.index) : "";
  return found !== null && !(opensStrangely(head) && strange(head).reduce((all, one) => all + one, 0) >= HEAD);
}

/** Words that questions are not made of, near the word if Chinese: default deny. @param {string} piece  @param {number} start  @param {boolean} ends  @returns {[number, number] | null} */
function unusual(piece, start, ends) {
  const found = complains(piece) ? [] : unusualSigns(piece, ends);
  for (let first = 0; first < found.length; first += 1) {
    const together = found.slice(first, first + TOGETHER);
    const near = first <= start + FARTHEST || piece[first] <= "\x7f";
    if (!found[first] || !near || together.reduce((all, one) => all + one, 0) < UNUSUAL) continue;
    const last = together.reduce((at, one, place) => (one ? place : at), 0);
    return [Math.min(start, first), endOf(piece, first + last)];
  }
  return null;
}

/** Where the second of two ends: 密码是天蓝蓝还是海蓝蓝. @param {string} piece  @param {number} end */
function withOther(piece, end) {
  const other = end + (OTHER.exec(piece.slice(end))?.[0].length ?? 0);
  const length = other > end ? lengthOf(piece.slice(other).split(RULE.part)[0], TOLD, false, true) : 0;
  return length ? other + length : end;
}

/** How long the words are of which nothing but a refusal is said: 密码年年有余登不上; behind 新密码 and 旧密码 nothing need be. @param {string} value  @param {number} least  @param {boolean} aged */
function deniedIn(value, least, aged) {
  const length = phraseIn(value);
  if (length < least || !RULE[aged ? "closed" : "denied"].test(value.slice(length))) return 0;
  if (length === SHORTEST_DENIED && RULE.opens.test(value)) return 0;
  if (RULE.made.test(value) || RULE.when.test(value.slice(0, length))) return 0;
  return RULE.starts.test(value) ? 0 : length;
}

/** A value that is told behind more words, all of them ordinary: 密码注册时填的月亮姐姐. @param {string} piece  @returns {[number, number] | null} */
function fartherOff(piece) {
  const found = strange(piece).findIndex((one) => one);
  const first = found < 0 ? piece.length : found;
  for (const tell of piece.matchAll(TELL)) {
    const end = tell.index + tell[0].length;
    const value = piece.slice(end).split(RULE.part)[0];
    const begins = RULE.begins.test(piece.slice(0, tell.index));
    if (tell.index > first && !begins && !/^[a-z]{3}/.test(value)) continue;
    const isPhrase = begins && RULE.phrase_told.test(tell[0]);
    const length = lengthOf(value, LATE, false, isPhrase);
    if (length) return [end, end + length];
  }
  return null;
}

/** @param {string} piece  @param {string} after  @param {keyof typeof BEFORE} name  @param {number} needed  @returns {[number, number] | null} */
function before(piece, after, name, needed) {
  const found = RULE[name].exec(piece);
  if (!found || RULE[name === "before_comma" ? "before_end_plain" : "before_end"].test(after)) return null;
  if (name === "before_used" && !RULE.before_end_used.test(after)) return null;
  const from = found.index + found[0].indexOf(found[1]);
  const end = from + found[1].length;
  const start = from + (RULE.before_lead.exec(found[1])?.[0].length ?? 0);
  const value = piece.slice(start, end);
  if (RULE.category.test(value) || RULE.starts.test(value)) return null;
  const isTold = BEFORE_TOLD.includes(name);
  const length = name === "before_comma" ? 0 : isTold ? toldPhrase(value) : phraseIn(value);
  if (length > SHORT_PHRASE && length === value.length) return [start, end];
  if (RULE.opens.test(value)) return null;
  const made = strange(value);
  if (name in BEFORE_CODE)
    for (const { 0: digits, index } of value.matchAll(/[0-9](?:[ .-]?[0-9]){2,}/g))
      made.fill(1, index, index + digits.length);
  if (RULE.doubled.test(value) || RULE.counted.test(value)) return [start, end];
  const first = made.findIndex((one) => one);
  if (made.reduce((all, one) => all + one, 0) < needed) return null;
  return RULE.ends.test(value.slice(0, first)) ? null : [start, end];
}

/** @param {string} others the folded text in which the words are covered  @param {Word[]} words  @returns {Find[]} */
export function secretClauses(others, words) {
  /** @type {Find[]} */
  const finds = [];
  const isAsked = RULE.quiz.test(others);
  for (const { start, end, written } of words) {
    const password = RULE.password_word.test(written);
    const after = others.slice(end, end + REACH).split(RULE.stop)[0];
    const aged = RULE.aged.test(others.slice(Math.max(0, start - 1), start));
    const reported = RULE.reported.test(others.slice(Math.max(0, start - LEAD), start));
    const answer = RULE.answer.test(written) || reported;
    const led = RULE.purpose.test(others.slice(Math.max(0, start - LEAD), start));
    const isCalled = RULE.called.test(written);
    const told =
      password && (isAsked || !isCalled)
        ? behind(after, end + after.length === others.length, aged, answer, led)
        : null;
    if (told && !RULE.narrative.test(after.slice(...told)))
      finds.push({ kind: "secret", start: end + told[0], end: end + told[1] });
    if (isCalled) continue;
    const pieces = others.slice(Math.max(0, start - REACH), start).split(RULE.stop);
    const piece = pieces[pieces.length - 1];
    const from = start - piece.length;
    for (const [name, needed] of Object.entries(password ? BEFORE : BEFORE_CODE)) {
      const span = before(piece, others.slice(end, end + BEHIND), /** @type {keyof typeof BEFORE} */ (name), needed);
      if (span) finds.push({ kind: "secret", start: from + span[0], end: from + span[1] });
    }
  }
  return finds;
}

/** @param {string} piece */
function isShort(piece) {
  return piece.replace(/^ +| +$/g, "").length <= SHORT_CLAUSE;
}

/** Unusual words in a clause of their own, where a password is spoken of in another one: 我忘了密码。好像是阳光灿烂？ The clause has to begin with what tells, or to be short up to its first pause. @param {string} others  @param {Word[]} words  @returns {Find[]} */
export function secretElsewhere(others, words) {
  /** @type {Find[]} */
  const finds = [];
  if (!words.some(({ written }) => RULE.password_word.test(written))) return finds;
  let [start, next] = [0, 0];
  for (const whole of others.split(BETWEEN)) {
    const end = start + whole.length;
    while (next < words.length && words[next].start < start) next += 1;
    const hasWord = next < words.length && words[next].start < end;
    const told = hasWord ? null : RULE.elsewhere.exec(whole);
    const piece = told || isShort(whole) ? whole : whole.split(RULE.pause, 1)[0];
    if (!hasWord && (told || (isShort(piece) && !RULE.goes_on.test(piece)))) {
      const begin = told ? told[0].length : 0;
      const span = unusual(piece.slice(begin), 0, false);
      if (span) finds.push({ kind: "secret", start: start + begin + span[0], end: start + begin + span[1] });
    }
    start = end + 1;
  }
  return finds;
}
