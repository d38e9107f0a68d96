// @ts-check
// What was searched for on this device. It never leaves it.
import { withheldParts } from "../sensitive.js";
import { read, write } from "../storage.js";

const KEY = "kb-recent";
const MOST_RECENT = 6;
const LONGEST = 64; // service: asking.typed_text.QUERY_LIMIT

/** @returns {string[]} newest first */
export function recentSearches() {
  const kept = read("localStorage", KEY);
  if (!Array.isArray(kept)) return [];
  return kept.filter((text) => typeof text === "string" && text && text.length <= LONGEST).slice(0, MOST_RECENT);
}

/** @param {string} text  What led to an article or to the results page. */
export function keepRecent(text) {
  if (!text || text.length > LONGEST || withheldParts(text).length) return;
  write("localStorage", KEY, [text, ...recentSearches().filter((one) => one !== text)].slice(0, MOST_RECENT));
}

/** Forgets them all. */
export function clearRecent() {
  write("localStorage", KEY, null);
}
