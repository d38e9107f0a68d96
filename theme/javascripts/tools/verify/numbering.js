// @ts-check
// A phone number as a phone dials it in China: E.164 by 电信网编号计划 (2017). Service numbers (400, 800,
// 95…, 1xx) belong to no area and have no form with a country code.

// Letters that pass for digits.
const LETTERS = new Map(Object.entries({ o: "0", l: "1", i: "1", "|": "1" }));
/** Dialled after the call is taken. */
export const EXTENSION = /(?:\s?(?:转|分机|ext\.?)\s?[:：]?\s?|\s?[x#])\d{1,6}$/iu;
const MOBILE = /^1[3-9]\d{9}$/;
const LANDLINE = /^(?:10\d{8}|2\d{9}|[3-9]\d{2}\d{7,8})$/;

/**
 * @typedef {object} PhoneNumber
 * @property {string} digits  All of them, without an extension.
 * @property {boolean} plus  It begins with a plus.
 * @property {boolean} letters  Letters stand for some digits.
 * @property {string} key  Equal for two writings exactly when they are dialled alike.
 */

/** @param {string} national  Without the 0 in front of an area code. */
const hasCountryForm = (national) => MOBILE.test(national) || LANDLINE.test(national);

/** @param {string} digits @param {boolean} plus */
function keyOf(digits, plus) {
  const dialled = plus ? digits : /^(?:00(.+)|(86\d{10,}))$/.exec(digits)?.slice(1).find(Boolean);
  if (dialled !== undefined) {
    const national = dialled.startsWith("86") ? dialled.slice(2).replace(/^0(?=[1-9])/, "") : "";
    return hasCountryForm(national) ? `+86${national}` : `+${dialled}`;
  }
  if (MOBILE.test(digits)) return `+86${digits}`;
  return digits[0] === "0" && LANDLINE.test(digits.slice(1)) ? `+86${digits.slice(1)}` : digits;
}

/** @param {string} plain @returns {PhoneNumber} */
export function readNumber(plain) {
  const written = plain.toLowerCase().replace(EXTENSION, "").trim();
  const read = [...written].map((character) => LETTERS.get(character) ?? character).join("");
  const digits = read.replace(/[^\d]/g, "");
  const plus = /^[（(]?\+/.test(written);
  return { digits, plus, letters: read !== written, key: keyOf(digits, plus) };
}
