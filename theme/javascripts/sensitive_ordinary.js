// @ts-check
// Whether words are those that questions are made of; does exactly what
// search_service/records/ordinary_words.py does.
import { RULES } from "./sensitive_rules.js";

const LONGEST_HAN = 4; // service: records.ordinary_words._LONGEST_HAN
const LONGEST_LATIN = 14; // service: records.ordinary_words._LONGEST_LATIN
const SHORTEST_PINYIN = 4; // service: records.ordinary_words._SHORTEST_PINYIN
const HAN = new Set([...RULES.ordinary_han.split(" "), ...RULES.ordinary_signs]);
const MORE = new Set([...HAN, ...RULES.ordinary_more.split(" ")]);
const ADVERB = new RegExp(RULES.english_adverb);
const PINYIN = new Set(RULES.ordinary_pinyin.split(" "));
const PARTICLES = new Set(RULES.pinyin_particles.split(" "));
const LATIN = new Set([...RULES.ordinary_english.split(" "), ...PINYIN]);
const BEGINNINGS = new Set();
for (const word of LATIN) for (let length = 4; length < word.length; length += 1) BEGINNINGS.add(word.slice(0, length));

/**
 * The places of a run of Chinese characters that no ordinary word covers; as few as can be.
 * @param {string} run
 * @param {boolean} [more] whether the rarer words of our articles are ordinary too
 * @returns {number[]}
 */
export function uncommon(run, more = false) {
  const words = more ? MORE : HAN;
  const [fewest, lengths] = [[0], [0]];
  for (let end = 1; end <= run.length; end += 1) {
    let [best, length] = [fewest[end - 1] + 1, 0];
    for (let size = 1; size <= Math.min(LONGEST_HAN, end); size += 1) {
      if (fewest[end - size] < best && words.has(run.slice(end - size, end)))
        [best, length] = [fewest[end - size], size];
    }
    fewest.push(best);
    lengths.push(length);
  }
  const places = [];
  for (let end = run.length; end; end -= lengths[end] || 1) if (!lengths[end]) places.push(end - 1);
  return places.reverse();
}

/**
 * Whether small letters are an ordinary English word or pinyin of some.
 * @param {string} letters
 * @param {boolean} [ends] whether the text ends with them: then the beginning of a word is one being typed
 */
export function isOrdinary(letters, ends = false) {
  if (LATIN.has(letters) || (ends && BEGINNINGS.has(letters))) return true;
  if (letters.length <= SHORTEST_PINYIN) return false;
  if (ADVERB.test(letters)) return true;
  // The first: of particles alone (le, bu, wo); the second: with a word among them.
  const [small, reached] = [[true], [false]];
  for (let end = 1; end <= letters.length; end += 1) {
    let [little, known] = [false, false];
    for (let size = 1; size <= Math.min(LONGEST_LATIN, end); size += 1) {
      const piece = letters.slice(end - size, end);
      if (PARTICLES.has(piece)) {
        little ||= small[end - size];
        known ||= reached[end - size];
      }
      if (PINYIN.has(piece)) known ||= small[end - size] || reached[end - size];
    }
    small.push(little);
    reached.push(known);
  }
  return reached[letters.length];
}
