// @ts-check
// What in a pasted text can be checked: web and mail addresses, accounts, phone numbers.
import { findAccounts } from "./account_names.js";
import { findAddresses, MOST_PLACES } from "./addresses.js";
import { clean, withDigits } from "./cleaning.js";
import { shownFor } from "./neighbours.js";
import { findPhones } from "./phones.js";
import { toldChange } from "./told_changes.js";

/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Place} Place */

const BLANK = /^[ \t\r\n\u00a0\u3000]+|[ \t\r\n\u00a0\u3000]+$/g;
const REACH = 40;
const LINE_REACH = 200;
const TURNED = /[\u202a-\u202e\u2066-\u2069]/u;
// More places are not looked around, and what is not is never official.
const MOST_DOUBTED = 1000;
// What is left of a text and may have been meant as a number or an address.
const REMAINS = new RegExp(
  [
    "[\\d][\\d -]{3,}\\d",
    "(?:@|://)[^\\s\\p{Script=Han}，、；：。！？（）]{0,40}",
    "\\[[\\da-f]{0,4}:[\\da-f:.]{1,40}\\]",
    // evil点top, evil[.]top, evil dot top, evil.онлайн: dots that a reader is to put in, endings of other scripts.
    "[a-z\\d-]{1,30}\\s?(?:[点點#]|[[({]\\s?(?:dot|at|[.@点])\\s?[\\])}]|\\sdot\\s)\\s?[a-z]{2,20}(?:[.#][a-z]{2,10})?",
    "[a-z\\d-]{1,30}\\.(?![a-z]|\\p{Script=Han})\\p{L}{2,20}",
    // Last what may be the name of an account, whatever the service is called: kf9527x.
    "(?<![\\w.-])(?=[\\w-]{6,20}(?![\\w-]))(?=[a-z_-]{0,19}\\d)[a-z][\\w-]{5,19}",
  ].join("|"),
  "giu",
);

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
 * A sign in front or within that turns the line round: what is shown is not what is there.
 * @param {string} text @param {number} start @param {number} end
 */
function turned(text, start, end) {
  const front = text.slice(Math.max(0, start - LINE_REACH), start);
  const line = front.slice(front.lastIndexOf("\n") + 1) + text.slice(start, end);
  return TURNED.test(line) ? "方向控制符" : null;
}

/**
 * @param {string} text  As it was pasted.
 * @param {string[]} [brands]  Names that an address may borrow.
 * @returns {{items: Item[], remains: string[], stopped: boolean}} Items in the order of the text, each once; what looks
 *   like a number or an address and is none of them; whether there were too many to find all.
 */
export function readText(text, brands = []) {
  const { plain, at } = clean(text);
  const numbers = withDigits(plain);
  /** @type {Place[]} */
  const addresses = findAddresses(plain, brands);
  const accounts = findAccounts(plain);
  const first = [...addresses, ...accounts].sort((a, b) => a.start - b.start);
  const places = withoutOverlaps(first);
  let next = 0;
  const dialled = findPhones(numbers, brands);
  const phones = dialled.filter(({ start, end }) => {
    while (next < places.length && places[next].end <= start) next += 1;
    return next === places.length || places[next].start >= end;
  });
  const all = [...places, ...phones].sort((a, b) => a.start - b.start);
  const seen = new Set();
  let looked = 0;
  /** @type {Item[]} */
  const items = [];
  for (const { kind, start, end, doubt: doubtOf, service } of all) {
    looked += 1;
    const isDoubted = looked <= MOST_DOUBTED;
    const after = plain.slice(end, end + REACH);
    const doubt = isDoubted
      ? (doubtOf() ?? shownFor(after, kind !== "phone") ?? toldChange(after) ?? turned(text, at[start], at[end]))
      : "";
    // What cannot be seen in front of a name is a part of it.
    const isName = (kind === "account" || kind === "email") && start > 0;
    const written = text
      .slice(isName ? at[start - 1] + plain[start - 1].length : at[start], at[end])
      .replace(BLANK, "");
    const same = `${kind} ${written} ${doubt !== null}`;
    if (seen.has(same)) continue;
    seen.add(same);
    items.push({
      kind,
      text: written,
      plain: (kind === "phone" ? numbers : plain).slice(start, end).trim(),
      doubt,
      service,
    });
  }
  const stopped = [addresses, accounts, dialled].some((found) => found.length >= MOST_PLACES);
  return { items, remains: remainsOf(plain, all), stopped };
}

/**
 * @param {string} text
 * @param {string[]} [brands]
 */
export const findItems = (text, brands = []) => readText(text, brands).items;
