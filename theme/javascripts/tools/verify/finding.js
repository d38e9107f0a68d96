// @ts-check
// What in a pasted text can be checked: web and mail addresses, phone numbers, WeChat accounts.
import { clean, withDigits } from "./cleaning.js";
import { isPhone } from "./phone_shape.js";

/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").ItemKind} ItemKind */
/** @typedef {{kind: ItemKind, start: number, end: number}} Place */

const MOST_ITEMS = 30;

// Letters and digits without Chinese characters, which run into the sentence around an address.
const LETTER = "(?!\\p{Script=Han})[\\p{L}\\p{N}]";
const LABEL = `${LETTER}(?:(?:(?!\\p{Script=Han})[\\p{L}\\p{N}_-])*${LETTER})?`;
const ENDING = `(?:[a-z]{2,18}|xn--[a-z\\d-]+)(?![\\p{N}_-]|${LETTER})`;
const PATH = "(?:[/?#][\\w\\-.~:/?#[\\]@!$&'()*+,;=%]*)?";
const HAN_ENDING = "(?:com|cn|net|org|top|xyz|vip|cc|中国|公司|网络|网址|在线)(?![a-z\\d-])";
const URL_WITH_SCHEME = /[a-z][a-z\d+.-]*:[/\\]{2}[^\s<>"'“”‘’「」【】《》，、；！（）]+/giu;
const MAIL = new RegExp(`[\\w.+%-]+@(?:${LABEL}\\.)+${ENDING}`, "giu");
const BARE_URL = new RegExp(`(?:${LABEL}\\.)+${ENDING}(?::\\d{2,5})?${PATH}`, "giu");
const HAN_URL = new RegExp(`[\\w-]*\\p{Script=Han}[\\p{Script=Han}\\w-]*\\.${HAN_ENDING}${PATH}`, "giu");
const IP_URL = new RegExp(`(?:\\d{1,3}\\.){3}\\d{1,3}(?![\\d.])(?::\\d{2,5})?${PATH}`, "gu");
const NUMBER =
  /[+（(]{0,2}[\doOlI|]{2,}(?:[ \-–—.·)）]{0,2}[\doOlI|]+)*(?:\s?(?:转|ext\.?|#)\s?\d{1,6})?(?!\p{N}|(?!\p{Script=Han})\p{L})/gu;
const ACCOUNT =
  /(?:微信公众号|公众号|服务号|小程序|微信号|微信|WeChat)(?:名称|名字|账号)?\s*(?:是|为|搜索|搜|[:：])?\s*[“「『"'【《]?([\p{L}\p{N}_\- ]{2,30})/giu;
// Where the name of an account ends, when nothing encloses it.
const AFTER_ACCOUNT = /(?:[\s，。]|联系|咨询|办理|处理|领取|即可|进行|回复|并).*$/u;

const JOINS_ADDRESS = /[\p{N}@._-]|(?!\p{Script=Han})\p{L}/u;
const JOINS_NUMBER = /\p{N}|(?!\p{Script=Han})\p{L}/u;
// The sentence that begins right behind the host, or somewhere in the path.
const HOST_AND_SENTENCE = /^((?:[a-z][a-z\d+.-]*:[/\\]{2})?[^/?#\\]*\.[a-z]+)\p{Script=Han}.*$/iu;
const HOST_AND_PATH = /^((?:[a-z][a-z\d+.-]*:[/\\]{2})?[^/?#\\]*)([/?#\\].*)?$/isu;
const PUNCTUATION = /[.,;:!?。)\]}'"]+$/u;
const COMMON_ENDING = /\.(?:com|cn|net|org)$/i;

/** The end of an address without the sentence that follows it. @param {string} found */
function withoutSentence(found) {
  const alone = found.replace(/。.*$/su, "").replace(HOST_AND_SENTENCE, "$1");
  const [, host, path = ""] = HOST_AND_PATH.exec(alone) ?? [alone, alone];
  return `${host}${path.replace(/\p{Script=Han}.*$/su, "")}`.replace(PUNCTUATION, "");
}

/** A Chinese full stop that somebody uses as the dot of an address; behind a common ending it is a stop. @param {string} text */
const withDots = (text) =>
  text.replace(/([a-z\d-])。(?=[a-z\d])/giu, (stop, before, place) =>
    COMMON_ENDING.test(text.slice(0, place + 1)) ? stop : `${before}.`,
  );

/**
 * How much of a Chinese domain name is the sentence before it: all in front of a brand's name.
 * @param {string} found
 * @param {string[]} brands
 */
function sentenceBefore(found, brands) {
  const places = brands.map((brand) => found.toLowerCase().indexOf(brand)).filter((place) => place > 0);
  return places.length ? Math.min(...places) : 0;
}

/**
 * @param {string} text  As it was pasted.
 * @param {string[]} [brands]  Names that an address may borrow.
 * @returns {Item[]} In the order of the text, each once.
 */
export function findItems(text, brands = []) {
  const { plain, at } = clean(text);
  const read = withDots(plain);
  const numbers = withDigits(read);
  /** @type {Place[]} */
  const places = [];
  /** @param {ItemKind} kind  @param {number} start  @param {number} length */
  const take = (kind, start, length) => {
    const end = start + length;
    if (length && places.every((place) => end <= place.start || start >= place.end)) places.push({ kind, start, end });
  };
  for (const { 0: found, index } of read.matchAll(URL_WITH_SCHEME)) take("url", index, withoutSentence(found).length);
  for (const { 0: found, index } of read.matchAll(MAIL)) take("email", index, found.length);
  for (const pattern of [HAN_URL, BARE_URL, IP_URL]) {
    for (const { 0: found, index } of read.matchAll(pattern)) {
      if (index && JOINS_ADDRESS.test(read[index - 1])) continue;
      const skipped = pattern === HAN_URL ? sentenceBefore(found, brands) : 0;
      take("url", index + skipped, withoutSentence(found).length - skipped);
    }
  }
  for (const match of read.matchAll(ACCOUNT)) {
    const name = match[1].replace(AFTER_ACCOUNT, "").trimEnd();
    if (name.length > 1 && !/^\d+$/.test(name)) take("account", match.index + match[0].length - match[1].length, name.length);
  }
  for (const { 0: found, index } of numbers.matchAll(NUMBER)) {
    const before = numbers.slice(0, index);
    if (JOINS_NUMBER.test(before.slice(-1))) continue;
    if (isPhone(found, before, numbers.slice(index + found.length))) take("phone", index, found.length);
  }
  const seen = new Set();
  return places
    .sort((a, b) => a.start - b.start)
    .map(({ kind, start, end }) => ({
      kind,
      text: text.slice(at[start], at[end]).trim(),
      plain: (kind === "phone" ? numbers : read).slice(start, end),
    }))
    .filter(({ kind, plain: one }) => !seen.has(`${kind} ${one}`) && seen.add(`${kind} ${one}`))
    .slice(0, MOST_ITEMS);
}
