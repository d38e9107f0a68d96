// @ts-check
// Where in a text a host name can end, and how far one can reach: looked up once for the whole text, so that
// every address that is tried costs the same however long the text is.
import { ENDING } from "./host_text.js";

const DOT = /[.。｡]/g;
const NOT_IN_HOST = /[^\p{L}\p{N}\p{M}\p{S}_.。｡-]/gu;

/**
 * @typedef {object} HostEnds
 * @property {(begin: number, limit: number) => number} lastEnd  Where the longest host ends that begins at `begin` and
 *   reaches to `limit` at most; 0 when there is none.
 * @property {(from: number) => number} nextDot  Where the first dot from a place on is; Infinity without one.
 * @property {(from: number) => number} reach  How far what can stand in a host goes on from a place.
 */

/** @param {string} text  Plain. @returns {HostEnds} */
export function hostEnds(text) {
  /** @type {number[]} */
  const dots = [];
  /** @type {number[]} */
  const ends = [];
  for (const { 0: ending, index } of text.matchAll(ENDING)) {
    dots.push(index);
    ends.push(index + ending.length);
  }
  let [runStart, runEnd] = [0, -1];
  let [lookedFrom, dot] = [0, -1];
  return {
    lastEnd(begin, limit) {
      let [low, high] = [0, ends.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (ends[middle] <= limit) low = middle + 1;
        else high = middle;
      }
      return low && dots[low - 1] > begin ? ends[low - 1] : 0;
    },
    nextDot(from) {
      if (from < lookedFrom || from > dot) {
        DOT.lastIndex = from;
        [lookedFrom, dot] = [from, DOT.exec(text)?.index ?? Infinity];
      }
      return dot;
    },
    reach(from) {
      if (from < runStart || from > runEnd) {
        NOT_IN_HOST.lastIndex = from;
        [runStart, runEnd] = [from, NOT_IN_HOST.exec(text)?.index ?? text.length];
      }
      return runEnd;
    },
  };
}
