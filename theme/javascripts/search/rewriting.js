// @ts-check
import { isHan, splitRuns } from "./normalise.js";
import { coveredBy } from "./query.js";
import { initialGrams } from "./terms.js";

// How much a run of typed pinyin counts against characters: its words are not known here, so that
// it cannot be read as Chinese first, as the service does.
const PINYIN_WEIGHT = 1;
const PINYIN_PAIR_WEIGHT = 0.5;

// This part of typed initials must be those of one wording; otherwise they are no initials.
const LEAST_ABBREVIATED = 3 / 4;

/**
 * The wordings of some texts, for turning sounds back into characters.
 *
 * @typedef {object} Wording
 * @property {(syllables: string[]) => string | null} read  The commonest wording with these readings.
 * @property {(letters: string) => string | null} abbreviated  The commonest wording with these initials.
 */

/**
 * @param {string[]} texts  Normalised.
 * @param {import("./pinyin.js").Pinyin} pinyin
 * @returns {Wording}
 */
export function createWording(texts, pinyin) {
  const runs = texts.flatMap(splitRuns).filter((run) => run.kind === "han");
  /**
   * The commonest stretch of `length` characters each of which satisfies `fits`.
   * @param {number} length
   * @param {(character: string, place: number) => boolean} fits
   */
  const commonest = (length, fits) => {
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const { text } of runs) {
      for (let start = 0; start + length <= text.length; start += 1) {
        let place = 0;
        while (place < length && fits(text[start + place], place)) place += 1;
        if (place < length) continue;
        const wording = text.slice(start, start + length);
        counts.set(wording, (counts.get(wording) ?? 0) + 1);
      }
    }
    return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
  };
  return {
    read: (syllables) =>
      commonest(syllables.length, (character, place) => pinyin.of(character).includes(syllables[place])),
    abbreviated: (letters) =>
      commonest(letters.length, (character, place) => pinyin.of(character).some((s) => s[0] === letters[place])),
  };
}

/**
 * Latin that no article contains may be pinyin or initials: adds what it may mean.
 * @param {import("./query.js").Query} query
 * @param {object} index
 * @param {import("./pinyin.js").Pinyin} index.pinyin
 * @param {(run: string) => boolean} index.isLatinKnown  Whether an article contains the run as it is.
 * @param {(pair: string) => boolean} index.isSyllablePairKnown
 * @param {() => Wording} index.wording  Of everything the articles say.
 * @returns {import("./types.js").Rewrite[]}
 */
export function addLatin(query, { pinyin, isLatinKnown, isSyllablePairKnown, wording }) {
  /** @type {import("./types.js").Rewrite[]} */
  const applied = [];
  for (const { typed, letters } of latinGroups(query.normalised, pinyin)) {
    if (letters.length < 2 || isLatinKnown(letters)) continue;
    const syllables = bestReading(pinyin.split(letters), isSyllablePairKnown);
    /** @type {string | null} */
    let meant;
    if (syllables) {
      for (const syllable of syllables) query.syllables.set(syllable, PINYIN_WEIGHT / SYLLABLE_FIELD);
      for (let i = 1; i < syllables.length; i += 1) {
        query.syllablePairs.set(`${syllables[i - 1]} ${syllables[i]}`, PINYIN_PAIR_WEIGHT / SYLLABLE_PAIR_FIELD);
      }
      meant = longestRead(syllables, wording());
    } else {
      meant = longestAbbreviated(letters, wording());
      if (meant) for (const gram of initialGrams(letters)) query.initials.set(gram, 1);
    }
    if (!meant) continue;
    applied.push({ kind: syllables ? "pinyin" : "initials", from: typed, to: meant });
    query.highlights.push(meant);
  }
  return applied;
}

/**
 * The stretches of Latin letters. Spaces and apostrophes between typed syllables mean nothing
 * ("tui kuan", "xi'an"), between other words they do.
 * @param {string} text  Normalised text.
 * @param {import("./pinyin.js").Pinyin} pinyin
 */
function latinGroups(text, pinyin) {
  return [...text.matchAll(/(?:^|[^a-z0-9])([a-z]+(?:[\s']+[a-z]+)*)(?![a-z0-9])/g)].flatMap(([, typed]) => {
    const pieces = typed.split(/[\s']+/);
    const isSyllables = pieces.every((piece) => pinyin.split(piece).some((reading) => reading.join("") === piece));
    return isSyllables
      ? [{ typed, letters: pieces.join("") }]
      : pieces.map((piece) => ({ typed: piece, letters: piece }));
  });
}

// The fields' own weights in `browser_search.js`, divided out so that typed pinyin gets the weights above.
export const SYLLABLE_FIELD = 0.4; // service: asking.query.FIELD_WEIGHTS[p]
export const SYLLABLE_PAIR_FIELD = 0.3; // service: asking.query.FIELD_WEIGHTS[pb]
// In running text neighbours say more than in a title.
export const SYLLABLE_PAIR_BODY = 1.65; // service: engines.norms.BODY_WEIGHT[pb]

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
 * The characters for the longest stretch of typed initials, if it is most of them.
 * @param {string} letters
 * @param {Wording} wording
 */
function longestAbbreviated(letters, wording) {
  for (let length = letters.length; length >= Math.max(2, letters.length * LEAST_ABBREVIATED); length -= 1) {
    for (let start = 0; start + length <= letters.length; start += 1) {
      const found = wording.abbreviated(letters.slice(start, start + length));
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
 * @param {string[]} index.functionWords
 * @param {() => Wording} index.vocabulary  Of titles, headings and synonyms, where neighbours are words.
 * @returns {{text: string, applied: import("./types.js").Rewrite[]}}
 */
export function correctHomophones(text, { pinyin, isPairKnown, isSyllablePairKnown, functionWords, vocabulary }) {
  const isFunction = coveredBy(text, functionWords);
  const corrected = [...text];
  /** @type {import("./types.js").Rewrite[]} */
  const applied = [];
  for (let i = 0; i + 1 < text.length; i += 1) {
    const pair = corrected[i] + corrected[i + 1];
    if (!isHan(pair[0]) || !isHan(pair[1]) || isPairKnown(pair)) continue;
    if (isFunction[i] || isFunction[i + 1]) continue;
    const [first, second] = [pinyin.of(pair[0])[0], pinyin.of(pair[1])[0]];
    if (!first || !second || !isSyllablePairKnown(`${first} ${second}`)) continue;
    const meant = vocabulary().read([first, second]);
    if (!meant || meant === pair || [...meant].some((character) => functionWords.includes(character))) continue;
    // A character that makes a known pair with its other neighbour is right: 真人客服 has no 认可.
    const firstIsRight = i > 0 && isPairKnown(corrected[i - 1] + pair[0]);
    const secondIsRight = i + 2 < text.length && isPairKnown(pair[1] + corrected[i + 2]);
    if ((firstIsRight && meant[0] !== pair[0]) || (secondIsRight && meant[1] !== pair[1])) continue;
    applied.push({ kind: "homophone", from: text.slice(i, i + 2), to: meant });
    corrected[i] = meant[0];
    corrected[i + 1] = meant[1];
    i += 1;
  }
  return { text: corrected.join(""), applied };
}
