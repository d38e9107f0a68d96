// @ts-check
// Phone numbers: which row they are, or which one they imitate. One rule, one function; the first
// that has something to say decides.
import { digitsOf, matched, named } from "./registry.js";
import { isNear } from "./lookalikes.js";

/**
 * @typedef {import("./types.js").Judgement} Judgement
 * @typedef {import("./registry.js").Registry} Registry
 * @typedef {{digits: string, written: string, plus: boolean, letters: boolean}} PhoneNumber
 */

// Letters that pass for digits.
const LETTERS = new Map(Object.entries({ o: "0", l: "1", i: "1", "|": "1" }));
const EXTENSION = /(?:转|ext\.?|#|\*).*$/i;
// In front of a number dialled from abroad, or by way of another carrier.
const PREFIXES = ["0086", "00", "86", "17951", "17911", "17901", "12593", "12595", "9"];
const AREA = /^0\d{2,3}$/;
const LONG = 7;

/**
 * @param {string} plain
 * @returns {PhoneNumber}
 */
export function readNumber(plain) {
  const written = plain.toLowerCase().replace(EXTENSION, "");
  const digits = [...written].map((character) => LETTERS.get(character) ?? character).join("");
  return { digits: digitsOf(digits), written, plus: written.trim().startsWith("+"), letters: digits !== written };
}

/** @param {PhoneNumber} number  @param {Registry} registry @returns {Judgement | null} */
function exactly({ digits, letters, plus }, { phones, hotlines }) {
  if (letters || plus) return null;
  const phone = phones.find((one) => one.digits === digits);
  if (phone) return matched(phone.entry, "来电显示可以伪造，对方打来的不算数。");
  const found = hotlines.find((one) => one.digits === digits);
  if (!found) return null;
  const { name, use } = found.hotline;
  return { verdict: "public", reason: `这是${name}，不属于任何一家公司。什么时候打：${use}。`, entry: null };
}

/** @param {PhoneNumber} number  @param {Registry} registry @returns {Judgement | null} */
function lettersForDigits({ digits, letters }, { phones, hotlines }) {
  if (!letters) return null;
  const phone = phones.find((one) => one.digits === digits);
  const hotline = hotlines.find((one) => one.digits === digits)?.hotline;
  if (!phone && !hotline) return null;
  const original = phone ? named(phone.entry) : `${hotline?.name}「${hotline?.value}」`;
  return { verdict: "lookalike", reason: `用字母冒充数字，装成${original}。`, entry: phone?.entry ?? null };
}

/**
 * What stands before a short number, when that makes it another one; area codes are dialled before
 * public hotlines too.
 * @param {string} digits
 * @param {string} original
 * @param {boolean} plus
 */
function hasForeignPrefix(digits, original, plus) {
  if (!digits.endsWith(original)) return false;
  const before = digits.slice(0, -original.length);
  return plus || PREFIXES.includes(before);
}

/** @param {PhoneNumber} number  @param {Registry} registry @returns {Judgement | null} */
function withExtraDigits({ digits, plus }, { phones, hotlines }) {
  for (const { entry, digits: original } of phones) {
    const isLong = original.length >= LONG;
    const before = digits.endsWith(original) ? digits.slice(0, -original.length) : "";
    const prefixed = hasForeignPrefix(digits, original, plus) || AREA.test(before) || (isLong && before !== "");
    if (prefixed) {
      const extra = `${plus ? "+" : ""}${before}`;
      return { verdict: "lookalike", reason: `比登记的${named(entry)}，前面多了 ${extra}。`, entry };
    }
    if (isLong && digits.startsWith(original) && digits !== original) {
      const extra = digits.slice(original.length);
      return { verdict: "lookalike", reason: `比登记的${named(entry)}，后面多了 ${extra}。`, entry };
    }
  }
  const found = hotlines.find((one) => hasForeignPrefix(digits, one.digits, plus));
  if (!found) return null;
  const { name, value } = found.hotline;
  return { verdict: "lookalike", reason: `${name}是 ${value}，前面不会多出别的数字。`, entry: null };
}

/** @param {PhoneNumber} number  @param {Registry} registry @returns {Judgement | null} */
function fewDigitsApart({ digits }, { phones }) {
  const near = phones.find((one) => isNear(digits, one.digits));
  if (!near) return null;
  return { verdict: "lookalike", reason: `和登记的${named(near.entry)}只差一两位。`, entry: near.entry };
}

/** @param {PhoneNumber} number  @param {Registry} registry @returns {Judgement} */
function unregistered({ digits, plus }, { data }) {
  const started = `${plus ? "+" : ""}${digits}`;
  const kind = data.number_kinds.find(
    ({ starts, digits: [fewest, most] }) =>
      digits.length >= fewest && digits.length <= most && starts.some((start) => started.startsWith(start)),
  );
  const what = kind ? `这是${kind.name}：${kind.note}` : "";
  return { verdict: "unknown", reason: `登记的官方电话里没有它。${what}`, entry: null };
}

const RULES = [exactly, lettersForDigits, withExtraDigits, fewDigitsApart];

/**
 * @param {string} plain
 * @param {Registry} registry
 * @returns {Judgement}
 */
export function judgeNumber(plain, registry) {
  const number = readNumber(plain);
  for (const rule of RULES) {
    const judgement = rule(number, registry);
    if (judgement) return judgement;
  }
  return unregistered(number, registry);
}
