// @ts-check
// Phone numbers in a text, each as long as it can be.
import { MOST_PLACES } from "./addresses.js";
import { besideNumber } from "./beside_number.js";
import { isPhone, SHAPES } from "./phone_shape.js";

/** @typedef {import("./types.js").Place} Place */

const LETTER = "[oOlI|](?![a-hj-km-np-zA-HJ-NP-Z])";
const GAP = "(?:[ \\-.·•)）+_~]|[(（](?=\\d{1,4}[)）])){0,3}";
const RUN = new RegExp(
  `(?:[+(（] ?){0,3}(?:\\d|(?<![A-Za-z])[oOlI|](?=[\\doOlI|]{0,4}\\d))(?:${GAP}(?:\\d|${LETTER}))+`,
  "gu",
);
const BEHIND = /^(?:\s?(?:转|分机|ext\.?)\s?[:：]?\s?|\s?[x#])\d{1,6}(?!\d)/iu;
// A short code with # behind it is another code: 95312#1.
const SHORT_CODE = /^\D*(?:\d\D*){1,8}$/;
const LONGEST_NUMBER = 80;
const NOT_BEFORE = /[\p{N}\p{M}*#＃@_=/\\.,;%&+-]|(?!\p{Script=Han})\p{L}/u;
const NOT_BEHIND =
  /^(?:[\p{N}\p{M}*#＃@_=\\%&+~]|(?!\p{Script=Han})\p{L}|\s?[-,;/.:*#]\s?[\d*#@a-z]|\s?、\s?\d{1,3}(?![\d-])|\?[a-z]|\s?\((?!\d{1,2}:\d)\d|\s?转\s?1\d{2})/iu;
// 95312(改号为95313), 95312后面加12, 95312【12】: another number is dialled.
const CHANGED =
  /^(?:\s?[(（,，]?\s?(?:现|已|将)?(?:经|被)?(?:改号|换号|改[为成]|换[为成]|变更|更换|升级[为成]|停用|作废)|[的之]?[前后中末开][面边间尾头]?再?[加拨补添]|\s?(?:后|然后)?再?加拨?\s?\d|\s?[[【(（「]\s?[\d一二三四五六七八九零〇](?![\d:]*[:点]|\d?\s?小时|\s?[×xX*]\s?24)|[\]】」]\d)/u;
const DIALLED_BEFORE = /(?:先[拨打加]|前缀|加拨)\s?[\d#*]{1,6}\s?[,，]?(?:再|然后)?[拨打]?\s?$/u;
// *21*, ##002#: what the network is told by them, such as to divert calls, may take the number.
const DIALLED_CODE = /[*#＃]\d{1,4}[*#＃]/u;
const SHORTEST_APART = 5;
// 转 139 0000 1111: put through to another number.
const EXTENDED = /转|分机|ext/iu;

/**
 * What touches a number and could be dialled with it.
 * @param {string} before @param {string} after @param {string} run @param {string[]} brands
 */
function doubtAbout(before, after, run, brands) {
  const last = before.slice(-1);
  if (
    NOT_BEFORE.test(last) ||
    DIALLED_BEFORE.test(before) ||
    DIALLED_CODE.test(before) ||
    /(?:[*#]|\d\s?[,;/])\s*$/.test(before) ||
    (last === ":" && !/(?:\p{Script=Han}|(?:^|[^a-z])(?:tel|phone|call))\s?:$/iu.test(before))
  ) {
    return before.slice(-12);
  }
  if (/[^\s(（]\s*\+/.test(run) || (EXTENDED.test(run) && /^ ?\d/.test(after))) return run;
  return NOT_BEHIND.test(after) || CHANGED.test(after) ? after.slice(0, 12) : besideNumber(before, after, brands);
}

/**
 * Numbers with a blank between them, when each of them is complete.
 * @param {string} run
 * @returns {{0: string, index: number}[]}
 */
function apart(run) {
  const parts = [...run.matchAll(/\S+/g)];
  const complete = parts.every(({ 0: part }) => {
    const digits = part.replace(/\D/g, "");
    return digits.length >= SHORTEST_APART && SHAPES.some((shape) => shape.test(digits));
  });
  return parts.length > 1 && complete ? parts.map((part) => ({ 0: part[0], index: part.index })) : [];
}

/**
 * @param {string} text  Plain, numerals as digits.
 * @param {string[]} [brands]  Whose numbers they may be called.
 * @returns {Place[]}
 */
export function findPhones(text, brands = []) {
  /** @type {Place[]} */
  const places = [];
  for (const { 0: found, index } of text.matchAll(RUN)) {
    if (places.length >= MOST_PLACES) break;
    if (found.length > LONGEST_NUMBER) continue;
    const end = index + found.length;
    const before = text.slice(Math.max(0, index - 30), index);
    const behind = BEHIND.exec(text.slice(end, end + 20))?.[0] ?? "";
    const extension = /^\s?#/.test(behind) && SHORT_CODE.test(found) ? "" : behind;
    const after = text.slice(end + extension.length, end + extension.length + 40);
    const parts = apart(found);
    if (parts.length) {
      for (const { 0: part, index: at } of parts) {
        places.push({ kind: "phone", start: index + at, end: index + at + part.length, doubt: () => found });
      }
    } else if (isPhone(`${found}${extension}`, before, after)) {
      const doubt = () => doubtAbout(before, after, `${found}${extension}`, brands);
      places.push({ kind: "phone", start: index, end: end + extension.length, doubt });
    }
  }
  return places;
}
