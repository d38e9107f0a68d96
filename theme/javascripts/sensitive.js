// @ts-check
// Numbers that a reader should never hand over here: they are neither searched for nor sent.

/** @typedef {"phone" | "card" | "identity" | "number"} SensitiveKind */

const MOBILE = /^(?:86)?1[3-9]\d{9}$/;
const IDENTITY = /^\d{17}[\dx]$/;
// Public numbers that somebody may want to check: 400 and 800, area codes, 95 and 96.
const PUBLIC_NUMBER = /^(?:[48]00|0|9)\d{4,11}$/;
const DATE = /(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}/g;
const SHORTEST_NUMBER = 7;

/**
 * The digit runs of a text, however they are written: full width, with spaces, dashes or nothing
 * visible between the digits.
 * @param {string} text
 */
function digitRuns(text) {
  const plain = text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, "");
  return (plain.match(/\+?\d(?:[ \-–—.·]{0,2}\d)*[ -]?x?/g) ?? []).map((run) => run.replace(/[^\dx]/g, ""));
}

/**
 * Luhn's check, which every bank card passes.
 * @param {string} digits
 */
function passesLuhn(digits) {
  let sum = 0;
  [...digits].reverse().forEach((digit, i) => {
    const value = Number(digit) * (i % 2 ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  });
  return sum % 10 === 0;
}

/**
 * The check character of an identity number (ISO 7064, MOD 11-2).
 * @param {string} number
 */
function isIdentity(number) {
  if (!IDENTITY.test(number)) return false;
  const sum = [...number.slice(0, 17)].reduce((all, digit, i) => all + Number(digit) * (2 ** (17 - i) % 11), 0);
  return "10x98765432"[sum % 11] === number[17];
}

/**
 * What private number a text holds, if any.
 * @param {string} text
 * @returns {Exclude<SensitiveKind, "number"> | null}
 */
export function findSensitive(text) {
  for (const run of digitRuns(text)) {
    const digits = run.replace(/x$/, "");
    if (MOBILE.test(digits)) return "phone";
    if (isIdentity(run)) return "identity";
    if (digits.length >= 15 && digits.length <= 19 && passesLuhn(digits)) return "card";
  }
  return null;
}

/**
 * The same for a text that is still being typed: a long number that is nobody's public one may
 * become a private one with the next key, and no article is found by it anyway.
 * @param {string} text
 * @returns {SensitiveKind | null}
 */
export function findSensitiveWhileTyping(text) {
  const found = findSensitive(text);
  if (found) return found;
  const long = digitRuns(text.replace(DATE, " ")).some((run) => run.length >= SHORTEST_NUMBER && !PUBLIC_NUMBER.test(run));
  return long ? "number" : null;
}

/** @param {SensitiveKind} kind */
export function nameOf(kind) {
  return { phone: "手机号", card: "银行卡号", identity: "身份证号", number: "一长串号码" }[kind];
}
