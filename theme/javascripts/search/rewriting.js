// @ts-check
import { isHan, splitRuns } from "./normalise.js";
import { initialGrams } from "./terms.js";

// How much a run of typed pinyin counts against characters, as in the search service.
const PINYIN_WEIGHT = 1;
const PINYIN_PAIR_WEIGHT = 0.5;

/**
 * The words that the articles use, for turning sounds back into characters. Built from titles and
 * questions first: a wording there is likelier meant than one from running text.
 *
 * @typedef {object} Wording
 * @property {(syllables: string[]) => string | null} read  The commonest wording with these readings.
 * @property {(letters: string) => string | null} abbreviated  The commonest wording with these initials.
 */

/**
 * @param {string[]} texts  Normalised; the first ones weigh more.
 * @param {number} strongTexts  How many of them are titles and questions.
 * @param {import("./pinyin.js").Pinyin} pinyin
 * @returns {Wording}
 */
export function createWording(texts, strongTexts, pinyin) {
  const runs = texts.flatMap((text, i) =>
    splitRuns(text)
      .filter((run) => run.kind === "han")
      .map((run) => ({ text: run.text, weight: i < strongTexts ? 4 : 1 })),
  );
  /**
   * The commonest stretch of `length` characters each of which satisfies `fits`.
   * @param {number} length
   * @param {(character: string, place: number) => boolean} fits
   */
  const commonest = (length, fits) => {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const run of runs) {
      for (let start = 0; start + length <= run.text.length; start += 1) {
        let place = 0;
        while (place < length && fits(run.text[start + place], place)) place += 1;
        if (place === length) {
          const wording = run.text.slice(start, start + length);
          counts.set(wording, (counts.get(wording) ?? 0) + run.weight);
        }
      }
    }
    const best = [...counts].sort((a, b) => b[1] - a[1])[0];
    return best ? best[0] : null;
  };
  return {
    read: (syllables) =>
      commonest(syllables.length, (character, place) => pinyin.of(character).includes(syllables[place])),
    abbreviated: (letters) =>
      commonest(letters.length, (character, place) => pinyin.of(character).some((s) => s[0] === letters[place])),
  };
}

/**
 * Latin runs that no article contains may be pinyin or initials: adds what they may mean.
 * @param {import("./query.js").Query} query
 * @param {object} index
 * @param {import("./pinyin.js").Pinyin} index.pinyin
 * @param {(run: string) => boolean} index.isKnown  Whether an article contains the run as it is.
 * @param {(pair: string) => boolean} index.isSyllablePairKnown
 * @param {() => Wording} index.wording
 * @returns {import("./types.js").Rewrite[]}
 */
export function addLatin(query, { pinyin, isKnown, isSyllablePairKnown, wording }) {
  /** @type {import("./types.js").Rewrite[]} */
  const applied = [];
  // Spaces and apostrophes between typed syllables mean nothing: "tui kuan", "xi'an".
  const text = query.normalised.replace(/(?<=[a-z])[\s']+(?=[a-z])/g, "");
  for (const run of splitRuns(text)) {
    if (run.kind !== "latin" || !/^[a-z]{2,}$/.test(run.text) || isKnown(run.text)) continue;
    const syllables = bestReading(pinyin.split(run.text), isSyllablePairKnown);
    if (syllables && syllables.length < run.text.length) {
      for (const syllable of syllables) query.syllables.set(syllable, PINYIN_WEIGHT / SYLLABLE_FIELD);
      for (let i = 1; i < syllables.length; i += 1) {
        query.syllablePairs.set(`${syllables[i - 1]} ${syllables[i]}`, PINYIN_PAIR_WEIGHT / SYLLABLE_PAIR_FIELD);
      }
      const meant = longestRead(syllables, wording());
      if (meant) {
        applied.push({ kind: "pinyin", from: run.text, to: meant });
        query.highlights.push(meant);
      }
    } else {
      for (const gram of initialGrams(run.text)) query.initials.set(gram, 1);
      const meant = wording().abbreviated(run.text);
      if (meant) {
        applied.push({ kind: "initials", from: run.text, to: meant });
        query.highlights.push(meant);
      }
    }
  }
  return applied;
}

// The fields' own weights in `browser_search.js`, divided out so that typed pinyin gets the weights above.
export const SYLLABLE_FIELD = 0.3;
export const SYLLABLE_PAIR_FIELD = 0.4;

/**
 * The reading with the most neighbours that occur in the articles; the shortest among equals.
 * @param {string[][]} readings
 * @param {(pair: string) => boolean} isSyllablePairKnown
 */
function bestReading(readings, isSyllablePairKnown) {
  let best = null;
  let bestScore = -1;
  for (const syllables of readings) {
    const known = syllables.filter((s, i) => i > 0 && isSyllablePairKnown(`${syllables[i - 1]} ${s}`)).length;
    const score = syllables.length > 1 ? known / (syllables.length - 1) : 0;
    if (score > bestScore) {
      best = syllables;
      bestScore = score;
    }
  }
  return best;
}

/**
 * The characters for the longest stretch of the syllables that the articles contain, at least two.
 * @param {string[]} syllables
 * @param {Wording} wording
 */
function longestRead(syllables, wording) {
  if (syllables.length === 1) return wording.read(syllables);
  for (let length = syllables.length; length >= 2; length -= 1) {
    for (let start = 0; start + length <= syllables.length; start += 1) {
      const found = wording.read(syllables.slice(start, start + length));
      if (found) return found;
    }
  }
  return null;
}

/**
 * Pairs of characters that no article contains, but another pair of the same sound: 推款 → 退款.
 * @param {string} text  Normalised text.
 * @param {object} index
 * @param {import("./pinyin.js").Pinyin} index.pinyin
 * @param {(pair: string) => boolean} index.isPairKnown
 * @param {(pair: string) => boolean} index.isSyllablePairKnown
 * @param {boolean[]} index.isFunction  Characters that are part of a function word.
 * @param {() => Wording} index.wording
 * @returns {{text: string, applied: import("./types.js").Rewrite[]}}
 */
export function correctHomophones(text, { pinyin, isPairKnown, isSyllablePairKnown, isFunction, wording }) {
  const corrected = [...text];
  /** @type {import("./types.js").Rewrite[]} */
  const applied = [];
  for (let i = 0; i + 1 < text.length; i += 1) {
    const pair = corrected[i] + corrected[i + 1];
    if (!isHan(pair[0]) || !isHan(pair[1]) || isPairKnown(pair)) continue;
    if (isFunction[i] || isFunction[i + 1]) continue;
    const [first, second] = [pinyin.of(pair[0])[0], pinyin.of(pair[1])[0]];
    if (!first || !second || !isSyllablePairKnown(`${first} ${second}`)) continue;
    const meant = wording().read([first, second]);
    if (!meant || meant === pair) continue;
    applied.push({ kind: "homophone", from: text.slice(i, i + 2), to: meant });
    corrected[i] = meant[0];
    corrected[i + 1] = meant[1];
    i += 1;
  }
  return { text: corrected.join(""), applied };
}
