// @ts-check
// Passwords of words, told by the shape of the clause they stand in; does exactly what
// search_service/records/secret_clauses.py and secret_length.py do.
import { isOrdinary, strangeness } from "./sensitive_ordinary.js";
import { RULES } from "./sensitive_rules.js";

/** @typedef {import("./sensitive_numbers.js").Find} Find */
/** @typedef {{start: number, end: number, written: string}} Word */

const REACH = 48; // service: records.secret_clauses._REACH
const BEHIND = 8; // service: records.secret_clauses._BEHIND
const STEPS = 12; // service: records.secret_clauses._STEPS
const WITHIN = 5; // service: records.secret_length._WITHIN
const SHORT_LETTERS = 2; // service: records.secret_length._SHORT_LETTERS
const [SHORTEST_DENIED, SHORT_PHRASE, DOUBT] = [3, 2, 2];
// How strange words have to be behind what tells at once, and farther off.
const [TOLD, LATE] = [1, 2];
const LONGEST_LEAD = 6; // service: records.secret_length._LONGEST_LEAD
const LONG_LETTERS = 4; // service: records.secret_length._LONG_LETTERS
const [TOGETHER, UNUSUAL] = [3, 2];
// The next piece of a question behind a value: 密码是 abc12345 退款没到.
const NEXT = / +(?=[\u4e00-\u9fff])/;
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

const RULE = /** @type {Record<keyof typeof RULES.clause, RegExp>} */ (
  Object.fromEntries(Object.entries(RULES.clause).map(([name, source]) => [name, new RegExp(source)]))
);
const { tells, late, part, filler, steps } = RULES.clause;
const [STEP, LATE_STEP] = [tells, late].map((one) => new RegExp(`(${one})|(${part})|(${filler})|${steps}`, "y"));
const TELL = new RegExp(`${tells}|${late}|${part}`, "g");
const OTHER = new RegExp(`^(?:${RULES.clause.or})`);
const HAN = new RegExp(RULES.clause.han, "g");

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

/** @param {string} piece  @param {boolean} ends whether the text ends with it  @param {boolean} aged  @param {boolean} answer  @returns {[number, number] | null} */
function behind(piece, ends, aged, answer) {
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
  const first = piece.split(RULE.part)[0];
  return unusual(first, span, ends && first.length === piece.length);
}

/** Words that questions are not made of, whatever tells them: default deny. @param {string} piece  @param {number} start  @param {boolean} ends  @returns {[number, number] | null} */
function unusual(piece, start, ends) {
  const found = unusualSigns(piece, ends);
  for (let first = 0; first < found.length; first += 1) {
    const together = found.slice(first, first + TOGETHER);
    if (!found[first] || together.reduce((all, one) => all + one, 0) < UNUSUAL) continue;
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

/**
 * The same behind what tells, where a remark alone proves nothing: 苹果手机真好. It has to open like
 * one too (改不了) or be a description; two characters have to be all there is, but a refusal.
 * @param {string} value
 */
function toldPhrase(value) {
  const length = endOf(value, 1, RULE.ends_told);
  const said = value.slice(0, length);
  if (!RULE.phrase.test(said)) return 0;
  if (RULE.remark.test(said) && (RULE.opens.test(said) || RULE.remark_told.test(value))) return 0;
  if (length > SHORT_PHRASE) return length;
  return length && RULE.closed.test(value.slice(length)) && !RULE.when.test(value) ? length : 0;
}

/** How long a name is, whatever it says, unless it asks or describes: 改成手机没电了. @param {string} value */
function namedIn(value) {
  const length = endOf(value, 2, RULE.ends_told);
  const said = value.slice(0, length);
  return length > SHORT_PHRASE && RULE.phrase.test(said) && !RULE.asks.test(said) ? length : 0;
}

/** Whether what stands in quotes behind a word is more than the name of a button. @param {string} value */
const isQuoted = (value) => value.length > SHORT_PHRASE && RULE.phrase.test(value) && !RULE.button.test(value);

/** How long the words are in which nothing is remarked on a password: 明天会更好. @param {string} value */
function phraseIn(value) {
  const said = value.slice(0, endOf(value, 1));
  return RULE.phrase.test(said) && !RULE.remark.test(said) ? said.length : 0;
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

/** For every character; letters are strange where no question has them. @param {string} value  @param {boolean} [ends] */
function strange(value, ends = false) {
  /** @type {number[]} */
  const made = new Array(value.length).fill(0);
  for (const { 0: run, index } of value.matchAll(HAN))
    made.splice(index, run.length, ...strangeness(run, ends && index + run.length === value.length));
  for (const { 0: letters, index } of value.matchAll(/[a-z]+/g))
    if (letters.length > SHORT_LETTERS && !RULE.told_latin.test(letters)) made.fill(1, index, index + letters.length);
  return made;
}

/** The same, with letters that are ordinary words left out. @param {string} value  @param {boolean} ends */
function unusualSigns(value, ends) {
  const made = strange(value, ends);
  for (const { 0: letters, index } of value.matchAll(/[a-z]+/g)) {
    const isLast = ends && index + letters.length === value.length;
    const isPlain = RULE.syllable.test(letters) || isOrdinary(letters, isLast);
    made.fill(letters.length >= LONG_LETTERS && !isPlain ? 1 : 0, index, index + letters.length);
  }
  return made;
}

/** How many characters are something said twice or counted: 平平安安, 六个八. @param {string} value */
const repeatedIn = (value) =>
  RULE.counted.test(value) || RULE.doubled.test(value) ? endOf(value, SHORT_LETTERS - 1) : 0;

/** How many of the characters behind what tells may be a password. @param {string} value  @param {number} strangest  @param {boolean} [ends]  @param {boolean} [isPhrase] */
function lengthOf(value, strangest, ends = false, isPhrase = false) {
  const repeated = repeatedIn(value);
  if (repeated) return repeated;
  if (RULE.starts.test(value) || RULE.made.test(value)) return 0;
  const phrase = isPhrase ? toldPhrase(value) : 0;
  if (phrase) return phrase;
  if (RULE.opens.test(value)) return 0;
  const least = strangest + (RULE.doubtful.test(value) ? DOUBT : 0);
  const found = strange(value, ends);
  const places = found.flatMap((one, place) => (one ? [place] : []));
  if (!places.length || places[0] > LONGEST_LEAD) return 0;
  const last = lastOf(places);
  if (found.slice(0, last + 1).reduce((all, one) => all + one, 0) < least) return 0;
  return RULE.ends.test(value.slice(0, places[0])) ? 0 : endOf(value, last);
}

/** The last of those that stand together. @param {number[]} places */
function lastOf(places) {
  let last = places[0];
  for (const place of places) {
    if (place - last > WITHIN) break;
    last = place;
  }
  return last;
}

/** Where a value ends: behind `last`, before what is said of it or of something else. @param {string} value  @param {number} last  @param {RegExp} [saidOf] */
function endOf(value, last, saidOf = RULE.ends) {
  const rest = value.slice(last + 1);
  const ends = [saidOf, NEXT].map((one) => one.exec(rest)?.index ?? rest.length);
  return value.slice(0, last + 1 + Math.min(...ends)).replace(/ +$/, "").length;
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
  for (const { start, end, written } of words) {
    const password = RULE.password_word.test(written);
    const after = others.slice(end, end + REACH).split(RULE.stop)[0];
    const aged = RULE.aged.test(others.slice(Math.max(0, start - 1), start));
    const answer = RULE.answer.test(written);
    const told = password ? behind(after, end + after.length === others.length, aged, answer) : null;
    if (told) finds.push({ kind: "secret", start: end + told[0], end: end + told[1] });
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
