// @ts-check
// What must not stand in a hand-over of the agent desk: cards, papers, passwords and codes. How to
// reach the customer and the numbers of orders and transactions have to: long digits are let through
// unless they are a card's, by check digit and issuer, or an identity card's.
import { nameOf, privateParts } from "./sensitive.js";
import { fold } from "./sensitive_folding.js";
import { digitRuns, identityCards } from "./sensitive_numbers.js";

// Where numbers of cards begin, and how long those of the issuer are (ISO/IEC 7812).
/** @type {[RegExp, number, number][]} */
const ISSUERS = [
  [/^(?:62|81)/, 16, 19], // 银联
  [/^(?:60|6[45])/, 16, 19],
  [/^955[89]/, 16, 19],
  [/^4/, 13, 16],
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, 16, 16],
  [/^3[47]/, 15, 15],
  [/^35(?:2[89]|[3-8])/, 16, 19],
  [/^3(?:0[0-5]|[689])/, 14, 19],
];
const [SHORTEST_CARD, LONGEST_CARD, IDENTITY_LENGTH] = [13, 19, 18];
// A group of digits from this length on is the number of an order, if nothing else.
const SHORTEST_ORDER = 12;
const SIGNS = " -.·_*‐‑‒–—()[]/";
/** @type {Set<string>} */
const NEVER = new Set(["identity_card", "paper", "secret"]);
const MOBILE = /^(?:(?:00)?86)?1[3-9]\d{9}$/;

/** @param {string} number */
function isCard(number) {
  if (!ISSUERS.some(([start, least, most]) => number.length >= least && number.length <= most && start.test(number))) {
    return false;
  }
  const sum = [...number].reverse().reduce((all, one, place) => {
    const digit = Number(one) * (place % 2 ? 2 : 1);
    return all + (digit > 9 ? digit - 9 : digit);
  }, 0);
  return sum % 10 === 0;
}

/** Groups of digits that stand side by side. @param {import("./sensitive_numbers.js").Run} run */
function groupsOf({ values, places }) {
  /** @type {{digits: string, start: number, end: number}[]} */
  const groups = [];
  for (let i = 0; i < places.length; i += 1) {
    const last = groups[groups.length - 1];
    if (last && last.end === places[i]) {
      last.digits += values[i];
      last.end += 1;
    } else groups.push({ digits: values[i], start: places[i], end: places[i] + 1 });
  }
  return groups;
}

/** @param {{digits: string}[]} groups  @returns {"bank_card" | "identity_card" | null} */
function numberOf(groups) {
  for (let first = 0; first < groups.length; first += 1) {
    let number = "";
    for (let last = first; last < groups.length && number.length < LONGEST_CARD; last += 1) {
      number += groups[last].digits;
      const isWhole = number.length === IDENTITY_LENGTH;
      const places = [...number].map((_, place) => place);
      if (isWhole && identityCards({ values: number.toLowerCase(), places }).length) return "identity_card";
      if (number.length >= SHORTEST_CARD && isCard(number)) return "bank_card";
    }
  }
  return null;
}

/**
 * What must not be handed over, by its name; null when there is nothing.
 * @param {string} text
 * @returns {string | null}
 */
export function privateInHandover(text) {
  const { digits, text: folded } = fold(text);
  let rest = folded;
  for (const run of digitRuns(digits, new Set(), SIGNS)) {
    const groups = groupsOf(run);
    const kind = numberOf(groups);
    if (kind) return nameOf(kind);
    for (const group of groups) {
      if (group.digits.length < SHORTEST_ORDER || MOBILE.test(group.digits)) continue;
      rest = `${rest.slice(0, group.start)}${"#".repeat(group.end - group.start)}${rest.slice(group.end)}`;
    }
  }
  const found = privateParts(rest).find(({ kind }) => NEVER.has(kind));
  return found ? nameOf(found.kind) : null;
}
