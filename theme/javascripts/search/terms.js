// @ts-check
import { splitRuns } from "./normalise.js";

/**
 * The three kinds of term the browser search scores. Terms never cross a run, so that
 * 「退款，多久」 has no 款多.
 *
 * @typedef {object} Terms
 * @property {string[]} units  Chinese characters one by one; Latin and digit runs whole.
 * @property {string[]} syllables  Tone-less readings.
 * @property {string[]} syllablePairs  Readings of neighbouring characters.
 */

/**
 * @param {string} text  Normalised text.
 * @param {import("./pinyin.js").Pinyin} pinyin
 * @returns {Terms}
 */
export function termsOf(text, pinyin) {
  /** @type {Terms} */
  const terms = { units: [], syllables: [], syllablePairs: [] };
  for (const run of splitRuns(text)) {
    if (run.kind === "latin") {
      terms.units.push(run.text);
      continue;
    }
    /** @type {string[]} */
    let before = [];
    for (let i = 0; i < run.text.length; i += 1) {
      const readings = pinyin.of(run.text[i]);
      terms.units.push(run.text[i]);
      for (const reading of readings) {
        terms.syllables.push(reading);
        for (const earlier of before) terms.syllablePairs.push(`${earlier} ${reading}`);
      }
      before = readings;
    }
  }
  return terms;
}

/**
 * Every two neighbouring Chinese characters.
 * @param {string} text  Normalised text.
 * @returns {string[]}
 */
export function pairsOf(text) {
  return splitRuns(text).flatMap((run) =>
    run.kind === "han" ? [...run.text.slice(1)].map((character, i) => run.text[i] + character) : [],
  );
}

/**
 * The first letters of every two and three neighbouring characters: 退款多 → tk, tkd.
 * @param {string} text  Normalised text.
 * @param {import("./pinyin.js").Pinyin} pinyin
 * @returns {string[]}
 */
export function initialsOf(text, pinyin) {
  /** @type {string[]} */
  const grams = [];
  for (const run of splitRuns(text)) {
    if (run.kind === "latin") continue;
    const letters = [...run.text].map((character) => pinyin.of(character)[0]?.[0] ?? " ").join("");
    grams.push(...initialGrams(letters));
  }
  return grams;
}

/**
 * @param {string} letters
 * @returns {string[]} every two and three neighbouring letters
 */
export function initialGrams(letters) {
  const grams = [];
  for (let i = 0; i < letters.length - 1; i += 1) {
    grams.push(letters.slice(i, i + 2));
    if (i < letters.length - 2) grams.push(letters.slice(i, i + 3));
  }
  return grams;
}
