// @ts-check
// Digits that may be one number; does exactly what search_service/records/digit_runs.py does.
import { RULES } from "./sensitive_rules.js";

/** @typedef {keyof typeof RULES.names} SensitiveKind */
/** @typedef {{kind: SensitiveKind, start: number, end: number}} Find */
/** @typedef {{values: string, places: number[]}} Run */

const LONGEST_GAP = 4; // service: records.digit_runs._LONGEST_GAP
const [LONGEST_CARD, SHORTEST_CARD] = [19, 13];
const IDENTITY_LENGTH = 18; // service: records.digit_runs._IDENTITY_LENGTH
const IDENTITY_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const LONGEST_MOBILE = 15; // service: records.digit_runs._LONGEST_MOBILE
export const LONG = 7; // service: records.digit_runs.LONG
const LONG_IN_GROUPS = 11;
const [ORDER_LEAD, LONGEST_SHOWN] = [12, 24];
const [IDENTITY, MOBILE] = [new RegExp(RULES.identity_card), new RegExp(RULES.mobile)];
const [PUBLIC, ORDER] = [new RegExp(RULES.public_number), new RegExp(RULES.order_before)];
const ORDER_SHAPE = new RegExp(RULES.order_shape);
const LETTER = /\p{L}/u;

/** @param {Run} run  @param {SensitiveKind} kind  @param {number} start  @param {number} end  @returns {Find} */
const found = (run, kind, start, end) => ({ kind, start: run.places[start], end: run.places[end - 1] + 1 });
/** @param {Run} run  @param {number} i */
const startsGroup = ({ places }, i) => i === 0 || places[i - 1] + 1 < places[i];

/**
 * @param {string} digits
 * @param {Set<number>} leftAlone
 * @param {string | null} [signs]  The only characters that may stand between.
 * @returns {Run[]}
 */
export function digitRuns(digits, leftAlone, signs = null) {
  /** @type {Run[]} */
  const runs = [];
  /** @type {Run} */
  let run = { values: "", places: [] };
  let gap = 0;
  for (let place = 0; place < digits.length; place += 1) {
    const one = digits[place];
    const alone = leftAlone.has(place);
    const isX = (one === "x" || one === "×") && run.places.length >= IDENTITY_LENGTH - 1;
    if (!alone && ((one >= "0" && one <= "9") || (isX && !/[a-z0-9]/i.test(digits[place + 1] ?? "")))) {
      run.values += isX ? "x" : one;
      run.places.push(place);
      gap = 0;
    } else if (alone || gap === LONGEST_GAP || (signs === null ? LETTER.test(one) : !signs.includes(one))) {
      if (run.values) runs.push(run);
      run = { values: "", places: [] };
      gap = 0;
    } else {
      gap += 1;
    }
  }
  if (run.values) runs.push(run);
  return runs;
}

/** @param {Run} run */
export function identityCards(run) {
  const finds = [];
  for (let start = 0; start + IDENTITY_LENGTH <= run.values.length; start += 1) {
    const number = run.values.slice(start, start + IDENTITY_LENGTH);
    if (!IDENTITY.test(number)) continue;
    const sum = IDENTITY_WEIGHTS.reduce((all, weight, i) => all + weight * Number(number[i]), 0);
    if ("10x98765432"[sum % 11] === number[17]) finds.push(found(run, "identity_card", start, start + IDENTITY_LENGTH));
  }
  return finds;
}

/** @param {Run} run */
export function mobiles(run) {
  const finds = [];
  for (let start = 0; start < run.values.length; start += 1) {
    if (!"018".includes(run.values[start]) || !startsGroup(run, start)) continue;
    const match = MOBILE.exec(run.values.slice(start, start + LONGEST_MOBILE));
    if (match) finds.push(found(run, "mobile", start, start + match[0].length));
  }
  return finds;
}

/** Whether digits in one piece behind 订单号 do not look like those of a card. @param {string} digits  @param {number} start */
const isOrder = (digits, start) =>
  ORDER_SHAPE.test(digits.slice(start, start + LONGEST_SHOWN)) &&
  ORDER.test(digits.slice(Math.max(0, start - ORDER_LEAD), start));

/** Luhn's check, in the same time for every length: see digit_runs.py. @param {Run} run  @param {string} digits */
export function bankCards(run, digits) {
  const sums = [[0], [0]];
  [...run.values].forEach((character, place) => {
    const digit = character === "x" ? 0 : Number(character);
    const doubled = digit * 2 - (digit > 4 ? 9 : 0);
    for (const parity of [0, 1]) sums[parity].push(sums[parity][place] + (place % 2 === parity ? doubled : digit));
  });
  const finds = [];
  for (let start = 0; start < run.values.length; start += 1) {
    if (!startsGroup(run, start)) continue;
    for (let length = LONGEST_CARD; length >= SHORTEST_CARD; length -= 1) {
      const end = start + length;
      if (end > run.values.length || run.values.slice(start, end).includes("x")) continue;
      if ((sums[end % 2][end] - sums[end % 2][start]) % 10) continue;
      if (!isOrder(digits, run.places[start])) finds.push(found(run, "bank_card", start, end));
      break;
    }
  }
  return finds;
}

/** @param {Run} run  @param {string} digits */
export function longNumbers(run, digits) {
  const finds = [];
  for (const [signs, shortest] of /** @type {[string, number][]} */ ([
    ["", LONG],
    [RULES.sign, LONG_IN_GROUPS],
  ])) {
    let start = 0;
    for (let index = 1; index <= run.places.length; index += 1) {
      const gap = index < run.places.length ? digits.slice(run.places[index - 1] + 1, run.places[index]) : null;
      if (gap !== null && [...gap].every((one) => signs.includes(one))) continue;
      const first = run.places[start];
      if (
        index - start >= shortest &&
        !PUBLIC.test(run.values.slice(start, index)) &&
        !ORDER.test(digits.slice(Math.max(0, first - ORDER_LEAD), first))
      ) {
        finds.push(found(run, "long_number", start, index));
      }
      start = index;
    }
  }
  return finds;
}
