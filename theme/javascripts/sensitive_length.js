// @ts-check
// How much of what stands in a value's place may be a password of words; does exactly what
// search_service/records/secret_length.py does.
import { isOrdinary, strangeness } from "./sensitive_ordinary.js";
import { RULES } from "./sensitive_rules.js";

const WITHIN = 5; // service: records.secret_length._WITHIN
const SHORT_LETTERS = 2; // service: records.secret_length._SHORT_LETTERS
const LONGEST_LEAD = 6; // service: records.secret_length._LONGEST_LEAD
const LONG_LETTERS = 4; // service: records.secret_length._LONG_LETTERS
const DOUBT = 2; // service: records.secret_length._DOUBT
export const SHORT_PHRASE = 2; // service: records.secret_length.SHORT_PHRASE
// The next piece of a question behind a value: 密码是 abc12345 退款没到.
const NEXT = / +(?=[\u4e00-\u9fff])/;
export const RULE = /** @type {Record<keyof typeof RULES.clause, RegExp>} */ (
  Object.fromEntries(Object.entries(RULES.clause).map(([name, source]) => [name, new RegExp(source)]))
);
const HAN = new RegExp(RULES.clause.han, "g");
const COUNTER = new RegExp(RULES.clause.counter, "g");

/**
 * The same behind what tells, where a remark alone proves nothing: 苹果手机真好. It has to open like
 * one too (改不了) or be a description; two characters have to be all there is, but a refusal.
 * @param {string} value
 */
export function toldPhrase(value) {
  const length = endOf(value, 1, RULE.ends_told);
  const said = value.slice(0, length);
  if (!RULE.phrase.test(said)) return 0;
  if (RULE.remark.test(said) && (RULE.opens.test(said) || RULE.remark_told.test(value))) return 0;
  if (length > SHORT_PHRASE) return length;
  return length && RULE.closed.test(value.slice(length)) && RULE.when.exec(value)?.index !== 0 ? length : 0;
}

/** How long a name is, whatever it says, unless it asks or describes: 改成手机没电了. @param {string} value */
export function namedIn(value) {
  const length = endOf(value, 2, RULE.ends_told);
  const said = value.slice(0, length);
  return length > SHORT_PHRASE && RULE.phrase.test(said) && !RULE.asks.test(said) ? length : 0;
}

/** Whether what stands in quotes behind a word is more than the name of a button. @param {string} value */
export const isQuoted = (value) => value.length > SHORT_PHRASE && RULE.phrase.test(value) && !RULE.button.test(value);

/** How long the words are in which nothing is remarked on a password: 明天会更好. @param {string} value */
export function phraseIn(value) {
  const said = value.slice(0, endOf(value, 1));
  return RULE.phrase.test(said) && !RULE.remark.test(said) ? said.length : 0;
}

/** For every character; letters are strange where no question has them, counts (第3步) nowhere. @param {string} value  @param {boolean} [ends] */
export function strange(value, ends = false) {
  /** @type {number[]} */
  const made = new Array(value.length).fill(0);
  for (const { 0: run, index } of value.matchAll(HAN))
    made.splice(index, run.length, ...strangeness(run, ends && index + run.length === value.length));
  for (const { 0: letters, index } of value.matchAll(/[a-z]+/g))
    if (letters.length > SHORT_LETTERS && !RULE.told_latin.test(letters)) made.fill(1, index, index + letters.length);
  for (const { 0: count, index } of value.matchAll(COUNTER)) made.fill(0, index, index + count.length);
  return made;
}

/** The same, with letters that are ordinary words left out. @param {string} value  @param {boolean} ends */
export function unusualSigns(value, ends) {
  const made = strange(value, ends);
  for (const { 0: letters, index } of value.matchAll(/[a-z]+/g)) {
    const isLast = ends && index + letters.length === value.length;
    const isPlain = RULE.syllable.test(letters) || isOrdinary(letters, isLast);
    made.fill(letters.length >= LONG_LETTERS && !isPlain ? 1 : 0, index, index + letters.length);
  }
  return made;
}

/** How many characters are something said twice or counted: 平平安安, 六个八. @param {string} value */
export const repeatedIn = (value) =>
  RULE.counted.test(value) || RULE.doubled.test(value) ? endOf(value, SHORT_LETTERS - 1) : 0;

/** How many of the characters behind what tells may be a password. @param {string} value  @param {number} strangest  @param {boolean} [ends]  @param {boolean} [isPhrase] */
export function lengthOf(value, strangest, ends = false, isPhrase = false) {
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
export function endOf(value, last, saidOf = RULE.ends) {
  const rest = value.slice(last + 1);
  const ends = [saidOf, NEXT].map((one) => one.exec(rest)?.index ?? rest.length);
  return value.slice(0, last + 1 + Math.min(...ends)).replace(/ +$/, "").length;
}
