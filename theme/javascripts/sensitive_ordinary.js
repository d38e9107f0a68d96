// @ts-check
// Whether words are those that questions are made of; does exactly what
// search_service/records/ordinary_words.py does.
import { RULES } from "./sensitive_rules.js";

const LONGEST_HAN = 4; // service: records.ordinary_words._LONGEST_HAN
const LONGEST_LATIN = 14; // service: records.ordinary_words._LONGEST_LATIN
const SHORTEST_PINYIN = 4; // service: records.ordinary_words._SHORTEST_PINYIN
const ORDINARY = grouped(RULES.ordinary_han);
const HAN = new Set([...ORDINARY, ...RULES.ordinary_signs]);
const FIRST_WORDS = new Set(marked(RULES.first_words));
const HAN_BEGINNINGS = new Set();
for (const word of HAN)
  for (let length = 1; length < word.length; length += 1) HAN_BEGINNINGS.add(word.slice(0, length));
const SIGNS = new Set(RULES.ordinary_han.join("") + RULES.ordinary_signs + RULES.other_signs);
const ADVERB = new RegExp(RULES.english_adverb);
const ENDING = new RegExp(RULES.english_ending);
const PINYIN = unpacked(RULES.ordinary_pinyin);
const PARTICLES = new Set(RULES.pinyin_particles.split(" "));
const ENGLISH = unpacked(RULES.ordinary_english);
const [ENGLISH_BEGINNINGS, PINYIN_BEGINNINGS] = [ENGLISH, PINYIN].map((words) => {
  const beginnings = new Set();
  for (const word of words)
    for (let length = 4; length < word.length; length += 1) beginnings.add(word.slice(0, length));
  return beginnings;
});

/** Words of any length, and those of two characters by their first; see privacy_rules.py. @param {string[]} packed  @returns {string[]} */
function grouped([words, pairs]) {
  return [...words.split(" "), ...pairs.split(" ").flatMap(([first, ...others]) => others.map((last) => first + last))];
}

/** Words of a list of its own, and ordinary ones by their marks, six a sign; see privacy_rules.py. @param {string[]} packed  @returns {string[]} */
function marked([words, pairs, marks]) {
  const isMarked = (/** @type {number} */ at) => ((marks.charCodeAt(Math.floor(at / 6)) - 48) >> (at % 6)) & 1;
  return [...grouped([words, pairs]), ...ORDINARY.filter((_, at) => isMarked(at))];
}

/** Words of which the letters shared with the one before are counted; see privacy_rules.py. @param {string} packed */
function unpacked(packed) {
  const words = new Set();
  let before = "";
  for (const [, shared, rest] of packed.matchAll(/(\d)([a-z]*)/g)) {
    before = before.slice(0, Number(shared)) + rest;
    words.add(before);
  }
  return words;
}

/**
 * For each character of a run of Chinese ones how far it is from what questions are written in: 0 in
 * an ordinary word, 1 for a character that our articles use elsewhere, 2 for any other.
 * @param {string} run
 * @param {boolean} [ends] whether the text ends with them: then the beginning of a word is one being typed
 * @returns {number[]}
 */
export function strangeness(run, ends = false) {
  const [fewest, lengths] = [[0], [0]];
  for (let end = 1; end <= run.length; end += 1) {
    let [best, length] = [fewest[end - 1] + 1, 0];
    for (let size = 1; size <= Math.min(LONGEST_HAN, end); size += 1) {
      const piece = run.slice(end - size, end);
      const begun = ends && end === run.length && HAN_BEGINNINGS.has(piece);
      if (fewest[end - size] < best && (begun || HAN.has(piece))) [best, length] = [fewest[end - size], size];
    }
    fewest.push(best);
    lengths.push(length);
  }
  const strange = new Array(run.length).fill(0);
  for (let end = run.length; end; end -= lengths[end] || 1)
    if (!lengths[end]) strange[end - 1] = SIGNS.has(run[end - 1]) ? 1 : 2;
  return strange;
}

/** Whether the first word is none that a question has behind a password, or what tells one. @param {string} value */
export function opensStrangely(value) {
  if (!/^[一-鿿]/.test(value)) return false;
  for (let size = Math.min(LONGEST_HAN, value.length); size; size -= 1) {
    const piece = value.slice(0, size);
    if (FIRST_WORDS.has(piece)) return false;
    if (HAN.has(piece)) return true;
  }
  return true;
}

/** Whether letters are an ordinary English word with an ending: keeps, saying, storing. @param {string} letters */
function isInflected(letters) {
  const stem = letters.replace(ENDING, "");
  return stem !== letters && (ENGLISH.has(stem) || ENGLISH.has(`${stem}e`));
}

/**
 * Whether small letters are an ordinary English word or pinyin of some.
 * @param {string} letters
 * @param {boolean} [ends] whether the text ends with them: then the beginning of a word is one being typed
 * @param {boolean} [english] whether they are told in English, where pinyin is no answer
 */
export function isOrdinary(letters, ends = false, english = false) {
  if (ENGLISH.has(letters) || (ends && ENGLISH_BEGINNINGS.has(letters))) return true;
  if (!english && (PINYIN.has(letters) || (ends && PINYIN_BEGINNINGS.has(letters)))) return true;
  if (letters.length <= SHORTEST_PINYIN) return false;
  if (ADVERB.test(letters) || isInflected(letters)) return true;
  if (english) return false;
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
