// @ts-check
// Passwords of words, told by the shape of the clause they stand in; does exactly what
// search_service/records/secret_clauses.py and secret_length.py do.
import { strangeness } from "./sensitive_ordinary.js";
import { RULES } from "./sensitive_rules.js";

/** @typedef {import("./sensitive_numbers.js").Find} Find */
/** @typedef {{start: number, end: number, written: string}} Word */
/** @typedef {{told: boolean, strange: number, lead: number, parted: boolean}} Needed */

const REACH = 48; // service: records.secret_clauses._REACH
const BEHIND = 8; // service: records.secret_clauses._BEHIND
const STEPS = 12; // service: records.secret_clauses._STEPS
const WITHIN = 5; // service: records.secret_length._WITHIN
const SHORT_LETTERS = 2; // service: records.secret_length._SHORT_LETTERS
const [SHORTEST_DENIED, SHORT_PHRASE, DOUBT] = [3, 2, 2];
const TOLD = { told: true, strange: 1, lead: 6, parted: false };
const LATE = { told: true, strange: 2, lead: 6, parted: false };
const BARE = { told: false, strange: 4, lead: 2, parted: false };
const PARTED = { told: false, strange: 4, lead: 2, parted: true };
const SAID = { told: false, strange: 5, lead: 0, parted: true };
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
  const needed = isTold ? (isLate ? LATE : TOLD) : isLate ? PARTED : BARE;
  const part = value.split(RULE.part)[0];
  const isPhrase = answer || RULE.phrase_told.test(piece.slice(0, start));
  const isStrong = RULE.strong.test(piece.slice(0, start));
  const length =
    (isStrong && namedIn(part)) || lengthOf(part, needed, ends && start + part.length === piece.length, isPhrase);
  const before = RULE.from.exec(piece);
  if (before && !RULE.asks.test(before[1])) {
    const from = before[0].indexOf(before[1]);
    return [from, length ? start + length : from + before[1].length];
  }
  if (length) return [span, withOther(piece, start + length)];
  const farther = fartherOff(piece);
  if (farther || isTold) return farther;
  const denied = deniedIn(piece.slice(start), SHORTEST_DENIED, aged);
  if (denied) return [span, start + denied];
  const whole = deniedIn(piece.slice(span), SHORTEST_DENIED + 1, aged);
  return whole ? [span, span + whole] : null;
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

/** @param {string} value */
const isRemark = (value) => RULE.remark.test(value.slice(0, endOf(value, 1)));

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
    const length = lengthOf(value, RULE.part.test(tell[0]) ? SAID : LATE, false, isPhrase);
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

/** How many of the characters may be a password. @param {string} value  @param {Needed} needed  @param {boolean} [ends]  @param {boolean} [isPhrase] */
function lengthOf(value, needed, ends = false, isPhrase = false) {
  if (RULE.counted.test(value) || RULE.doubled.test(value)) return endOf(value, SHORT_LETTERS - 1);
  let least = needed.strange + (needed.told && RULE.doubtful.test(value) ? DOUBT : 0);
  if (needed.told) {
    if (RULE.starts.test(value) || RULE.made.test(value)) return 0;
    const length = isPhrase ? toldPhrase(value) : 0;
    if (length) return length;
    if (RULE.opens.test(value)) return 0;
  } else if (RULE.opens.test(value) && isRemark(value.slice(1))) return 0;
  const lookedAt = needed.told ? value : (RULE.han_run.exec(value)?.[0] ?? "");
  const found = strange(lookedAt, ends && needed.told);
  const places = found.flatMap((one, place) => (one ? [place] : []));
  if (!places.length || places[0] > needed.lead) return 0;
  const last = lastOf(places);
  // 密码孙悟空不对: nothing of it is ordinary.
  if (!needed.told && places.length === endOf(lookedAt, last)) least -= 1;
  if (found.slice(0, last + 1).reduce((all, one) => all + one, 0) < least) return 0;
  if (needed.parted && 2 * places.length < value.length) return 0;
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
