// @ts-check

const LONGEST_SYLLABLE = 6;
const MOST_READINGS = 24;

/**
 * Readings of characters and typed pinyin, from the table of the browser index.
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
     * The ways to read letters such as `tuikuan` as whole syllables, fewest syllables first.
     * @param {string} letters
     * @returns {string[][]}
     */
    split(letters) {
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
      if (/^[a-z]+$/.test(letters)) extend(0, []);
      return found.sort((a, b) => a.length - b.length);
    },
  };
}

/** @typedef {ReturnType<typeof createPinyin>} Pinyin */
