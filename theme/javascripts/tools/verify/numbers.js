// @ts-check
// Phone numbers: which row they are, or which one they imitate. One rule, one function; the first
// that has something to say decides.
import { isNear } from "./lookalikes.js";
import { readNumber } from "./numbering.js";
import { matched, named } from "./registry.js";

/**
 * @typedef {import("./types.js").Judgement} Judgement
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./registry.js").Registry} Registry
 * @typedef {import("./numbering.js").PhoneNumber} PhoneNumber
 */

// In front of a number dialled from abroad, or by way of another carrier.
const PREFIXES = ["0086", "00", "86", "17951", "17911", "17901", "12593", "12595", "9"];
const COUNTRY = ["0086", "86"];
const AREA = /^0\d{2,3}$/;
const EXTRA_DIGITS = /^\d{1,5}$/;
const LONG = 10;

/** @param {string} reason  @param {Entry | null} entry @returns {Judgement} */
const unknown = (reason, entry) => ({ verdict: "unknown", reason, entry });

/** @param {PhoneNumber} number  @param {Registry} registry @returns {Judgement | null} */
function exactly({ key, letters }, { phones, hotlines, publicNumbers }) {
  if (letters) return null;
  const phone = phones.find((one) => one.key === key);
  if (phone) return matched(phone.entry, "来电显示可以伪造，对方打来的不算数。");
  const found = hotlines.find((one) => one.key === key);
  if (found) {
    const { name, use } = found.hotline;
    return { verdict: "public", reason: `这是${name}，不属于任何一家公司。什么时候打：${use}。`, entry: null };
  }
  const known = publicNumbers.get(key);
  if (!known) return null;
  const what = known.checked ? `这是${known.name}` : `一般认得它是${known.name}，出处还没有核对`;
  return unknown(`${what}；不是登记的官方电话。要打，就拨你的卡上或那家 App 里印的号码。`, null);
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
 * Writings that may be meant well but are dialled otherwise: a service number with a country or area code, a
 * landline without its area code or with an extension behind it.
 * @param {PhoneNumber} number  @param {Registry} registry @returns {Judgement | null}
 */
function writtenOtherwise({ digits, plus, letters }, { phones }) {
  if (letters) return null;
  for (const { entry, digits: original, isLandline } of phones) {
    const before = digits.endsWith(original) ? digits.slice(0, -original.length) : "";
    if (before && (COUNTRY.includes(before) || (AREA.test(before) && original.length < LONG))) {
      const extra = `${plus ? "+" : ""}${before}`;
      return unknown(`比登记的${named(entry)}，前面多了 ${extra}。登记的那个直接拨，不加区号和国家代码。`, entry);
    }
    if (isLandline && original.startsWith("0") && digits === original.slice(1)) {
      return unknown(`比登记的${named(entry)}，前面少了 0。`, entry);
    }
    const behind = digits.startsWith(original) ? digits.slice(original.length) : "";
    if (isLandline && EXTRA_DIGITS.test(behind)) {
      return unknown(`比登记的${named(entry)}，后面多了 ${behind}，说不准是不是分机。`, entry);
    }
  }
  return null;
}

/** @param {PhoneNumber} number  @param {Registry} registry @returns {Judgement | null} */
function withExtraDigits({ digits, plus }, { phones, hotlines }) {
  for (const { entry, digits: original } of phones) {
    if (original.length < LONG || digits === original) continue;
    if (digits.endsWith(original)) {
      const extra = `${plus ? "+" : ""}${digits.slice(0, -original.length)}`;
      return { verdict: "lookalike", reason: `比登记的${named(entry)}，前面多了 ${extra}。`, entry };
    }
    if (digits.startsWith(original)) {
      const extra = digits.slice(original.length);
      return { verdict: "lookalike", reason: `比登记的${named(entry)}，后面多了 ${extra}。`, entry };
    }
  }
  const found = hotlines.find(
    (one) => digits.endsWith(one.digits) && (plus || PREFIXES.includes(digits.slice(0, -one.digits.length))),
  );
  if (!found || digits === found.digits) return null;
  const { name, value } = found.hotline;
  return { verdict: "lookalike", reason: `${name}是 ${value}，前面不会多出别的数字。`, entry: null };
}

/**
 * Short numbers are no near misses of each other: each of them is somebody's own.
 * @param {PhoneNumber} number  @param {Registry} registry @returns {Judgement | null}
 */
function fewDigitsApart({ digits }, { phones }) {
  const near = phones.find((one) => one.digits.length >= LONG && isNear(digits, one.digits));
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
  return unknown(`登记的官方电话里没有它。${what}`, null);
}

const RULES = [exactly, lettersForDigits, writtenOtherwise, withExtraDigits, fewDigitsApart];

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
