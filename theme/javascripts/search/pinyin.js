// @ts-check

const LONGEST_SYLLABLE = 6;
const MOST_READINGS = 24;
// Less than this part of the letters read as pinyin is no pinyin.
const LEAST_READ = 0.6;

/**
 * Readings of characters and typed pinyin, from the table that `pinyin_table.js` makes.
 * @param {Record<string, string>} table  Tone-less syllable to the characters read so.
 */
export function createPinyin(table) {
  /** @type {Map<string, string[]>} */
  const readings = new Map();
  for (const [syllable, characters] of Object.entries(table)) {
    for (const character of characters) {
      const known = readings.get(character);
      if (known) known.push(syllable);
      else readings.set(character, [syllable]);
    }
  }
  /** @type {string[]} */
  const none = [];

  return {
    /**
     * The syllables a character can have; none for one that is not in the table.
     * @param {string} character
     */
    of: (character) => readings.get(character) ?? none,

    /**
     * The ways to read letters such as `tuikuan` as whole syllables, fewest syllables first. Of
     * letters that are still being typed, the longest beginning that can be read: `tuik` is tui.
     * @param {string} letters
     * @returns {string[][]}
     */
    split(letters) {
      for (let end = letters.length; end >= 2 && end >= letters.length * LEAST_READ; end -= 1) {
        const readings = splitWhole(letters.slice(0, end), table);
        if (readings.length) return readings.sort((a, b) => a.length - b.length);
      }
      return [];
    },
  };
}

/**
 * @param {string} letters
 * @param {Record<string, string>} table
 * @returns {string[][]}
 */
function splitWhole(letters, table) {
  /** @type {string[][]} */
  const found = [];
  /** @param {number} start @param {string[]} syllables */
  const extend = (start, syllables) => {
    if (found.length >= MOST_READINGS) return;
    if (start === letters.length) {
      found.push(syllables);
      return;
    }
    for (let length = Math.min(LONGEST_SYLLABLE, letters.length - start); length > 0; length -= 1) {
      const piece = letters.slice(start, start + length);
      if (Object.hasOwn(table, piece)) extend(start + length, [...syllables, piece]);
    }
  };
  extend(0, []);
  // Letters that each read alone, such as a + a + e, are not pinyin.
  return found.filter((syllables) => syllables.length < letters.length);
}

/** @typedef {ReturnType<typeof createPinyin>} Pinyin */
