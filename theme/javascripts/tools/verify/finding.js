// @ts-check
// What in a pasted text can be checked: web and mail addresses, accounts, phone numbers.
import { findAccounts } from "./account_names.js";
import { findAddresses } from "./addresses.js";
import { clean, withDigits } from "./cleaning.js";
import { findPhones } from "./phones.js";

/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Place} Place */

// What is left of a text and may have been meant as a number or an address.
const REMAINS = /[\d][\d -]{3,}\d|[^\s\p{Script=Han}，、；：。！？（）]{0,40}(?:@|:\/\/)[^\s\p{Script=Han}，、；：。！？（）]{0,40}/gu;

/** @param {Place[]} places  Sorted by start; the earlier finder wins. */
function withoutOverlaps(places) {
  /** @type {Place[]} */
  const kept = [];
  for (const place of places) if (!kept.length || place.start >= kept[kept.length - 1].end) kept.push(place);
  return kept;
}

/**
 * @param {string} plain  @param {Place[]} places  Sorted, without overlaps.
 * @returns {string[]}
 */
function remainsOf(plain, places) {
  let at = 0;
  let rest = "";
  for (const { start, end } of places) {
    rest += `${plain.slice(at, start)}\n`;
    at = end;
  }
  return [...new Set(`${rest}${plain.slice(at)}`.match(REMAINS) ?? [])];
}

/**
 * @param {string} text  As it was pasted.
 * @param {string[]} [brands]  Names that an address may borrow.
 * @returns {{items: Item[], remains: string[]}} Items in the order of the text, each once; what looks like a
 *   number or an address and is none of them.
 */
export function readText(text, brands = []) {
  const { plain, at } = clean(text);
  const numbers = withDigits(plain);
  /** @type {Place[]} */
  const first = [...findAddresses(plain, brands), ...findAccounts(plain)].sort((a, b) => a.start - b.start);
  const places = withoutOverlaps(first);
  let next = 0;
  const phones = findPhones(numbers).filter(({ start, end }) => {
    while (next < places.length && places[next].end <= start) next += 1;
    return next === places.length || places[next].start >= end;
  });
  const all = [...places, ...phones].sort((a, b) => a.start - b.start);
  const seen = new Set();
  const items = all
    .map(({ kind, start, end, doubt, service }) => ({
      kind,
      text: text.slice(at[start], at[end]).trim(),
      plain: (kind === "phone" ? numbers : plain).slice(start, end).trim(),
      doubt,
      service,
    }))
    .filter(({ kind, plain: one, text: raw, doubt }) => {
      const same = `${kind} ${raw} ${one} ${doubt !== null}`;
      return !seen.has(same) && seen.add(same);
    });
  return { items, remains: remainsOf(plain, all) };
}

/**
 * @param {string} text
 * @param {string[]} [brands]
 */
export const findItems = (text, brands = []) => readText(text, brands).items;
