// @ts-check
// Codes in typed text, however they are typed or spoken. The rules are those of
// search_service/asking/codes.py, and both are held to tests/javascript/codes.json.

export const SPOKEN = "〇零幺一二三四五六七八九壹贰叁肆伍陆柒捌玖";
const SPOKEN_DIGITS = "001123456789123456789";
// One digit, as a part of a pattern.
export const DIGIT = `[0-9${SPOKEN}]`;
// What people type between the letter and the digits, 一 for a dash among them.
const SEPARATOR = "(?:[\\s\\u2010-\\u2015\\u2212_.·-]|一(?=[0-9]))";
// No look-behind: Safari before 16.4 refuses the whole file for it.
const CODE = new RegExp(
  `(^|[^a-z0-9])([a-z])${SEPARATOR}{0,3}(${DIGIT}(?:\\s?${DIGIT}){2})(?!\\s?(?:${DIGIT}|元(?!旦)|块))`,
  "g",
);

// A number behind a letter that is said as one and is no amount.
const ONES = "一二三四五六七八九壹贰叁肆伍陆柒捌玖";
const ONE = `[${ONES}]`;
const TENS = `${ONE}?[十拾]${ONE}?`;
const HUNDREDS = `${ONE}[百佰](?:[零〇]${ONE}|${TENS})?`;
const THOUSANDS = `${ONE}[千仟](?:[零〇](?:${TENS}|${ONE})|${HUNDREDS})?`;
const SAID = new RegExp(
  `([a-z]${SEPARATOR}{0,3})(${THOUSANDS}|${HUNDREDS})(?!\\s?(?:${DIGIT}|[十拾百佰千仟万亿元块多来几余个笔]))`,
  "g",
);
/** @type {Record<string, number>} */
const PLACES = { 十: 10, 拾: 10, 百: 100, 佰: 100, 千: 1000, 仟: 1000 };

/** @param {string} numeral */
function arabic(numeral) {
  let [total, digit] = [0, 0];
  for (const character of numeral) {
    const place = PLACES[character];
    if (place) total += (digit || 1) * place;
    digit = place ? 0 : (ONES.indexOf(character) % 9) + 1;
  }
  return String(total + digit);
}

/**
 * The text with numbers of codes that are said as numbers in figures: e一千零三 → e1003.
 * @param {string} text  Normalised text.
 */
export const inFigures = (text) =>
  text.replace(SAID, (_, before, numeral) => before + arabic(numeral.replace(/[零〇]/g, "")));

/**
 * Article codes such as R-102, in the order of the text, each once.
 * @param {string} text  Normalised text.
 * @returns {string[]}
 */
export function articleCodes(text) {
  const found = [...inFigures(text).matchAll(CODE)].map((match) => `${match[2].toUpperCase()}-${digitsOf(match[3])}`);
  return [...new Set(found)];
}

/**
 * Digits that were spelled one by one in Chinese as figures, without spaces; the rest stays.
 * @param {string} text
 */
export const digitsOf = (text) =>
  [...text.replace(/\s/g, "")].map((character) => SPOKEN_DIGITS[SPOKEN.indexOf(character)] ?? character).join("");
