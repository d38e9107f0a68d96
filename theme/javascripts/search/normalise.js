// @ts-check

/**
 * A text in its comparable form, and where each of its characters stood in the original.
 * `starts[i]` and `ends[i]` are the UTF-16 span of the original that made character `i`.
 * @typedef {{text: string, starts: number[], ends: number[]}} Normalised
 */

/** A run of one kind: Chinese characters, or Latin letters and digits. */
/** @typedef {{kind: "han" | "latin", text: string, start: number}} Run */

// A character and the combining marks behind it are one.
const CLUSTERS = /[\s\S]\p{M}*/gu;
const INVISIBLE = /[\p{Cf}\p{Cs}\p{Cn}\p{Co}]/u;
const SPACE = /[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]/u;
const DIAERESIS = "\u0308";
const HAN = /[\u3400-\u9fff]/;
const RUNS = /[\u3400-\u9fff]+|[a-z0-9]+(?:[-.][a-z0-9]+)*/g;

/** @param {string} character */
export const isHan = (character) => HAN.test(character);

/**
 * Makes the function that brings text to its comparable form: NFKC, lower case, Latin letters
 * without marks, simplified; what cannot be seen is left out, and what separates is a space.
 * @param {string} traditional
 * @param {string} simplified  The n-th character is the simplified form of the n-th of `traditional`.
 * @returns {(text: string) => Normalised}
 */
export function createNormaliser(traditional, simplified) {
  const simplifiedCharacters = [...simplified];
  const table = new Map([...traditional].map((character, i) => [character, simplifiedCharacters[i]]));
  return (text) => {
    /** @type {string[]} */
    const out = [];
    /** @type {number[]} */
    const starts = [];
    /** @type {number[]} */
    const ends = [];
    let position = 0;
    for (const [cluster] of text.matchAll(CLUSTERS)) {
      for (const composed of cluster.normalize("NFKC").toLowerCase()) {
        const plain = withoutTone(composed);
        if (INVISIBLE.test(plain)) continue;
        const kept = SPACE.test(plain) ? " " : (table.get(plain) ?? plain);
        // Indices count UTF-16 units, so a character outside the BMP takes two entries.
        for (let unit = 0; unit < kept.length; unit += 1) {
          starts.push(position);
          ends.push(position + cluster.length);
        }
        out.push(kept);
      }
      position += cluster.length;
    }
    return { text: out.join(""), starts, ends };
  };
}

/**
 * The Latin letter below its marks: tuìkuǎn is tuikuan; ü is v, as pinyin is typed.
 * @param {string} character
 */
function withoutTone(character) {
  const [letter, ...marks] = character.normalize("NFD");
  if (!marks.length || letter > "\x7f") return character;
  return letter === "u" && marks.includes(DIAERESIS) ? "v" : letter;
}

/**
 * The runs of Chinese and of Latin in normalised text, in order. Anything else separates.
 * @param {string} text
 * @returns {Run[]}
 */
export function splitRuns(text) {
  return [...text.matchAll(RUNS)].map((match) => ({
    kind: isHan(match[0][0]) ? "han" : "latin",
    text: match[0],
    start: match.index,
  }));
}
