// @ts-check

/**
 * A text in its comparable form, and where each of its characters stood in the original.
 * `starts[i]` and `ends[i]` are the UTF-16 span of the original that made character `i`.
 * @typedef {{text: string, starts: number[], ends: number[]}} Normalised
 */

/** A run of one kind: Chinese characters, or Latin letters and digits. */
/** @typedef {{kind: "han" | "latin", text: string, start: number}} Run */

const HAN = /[\u3400-\u9fff]/;
const RUNS = /[\u3400-\u9fff]+|[a-z0-9]+(?:[-.][a-z0-9]+)*/g;

/** @param {string} character */
export const isHan = (character) => HAN.test(character);

/**
 * Makes the function that brings text to its comparable form: NFKC, lower case, simplified.
 * @param {string} traditional
 * @param {string} simplified  The n-th character is the simplified form of the n-th of `traditional`.
 * @returns {(text: string) => Normalised}
 */
export function createNormaliser(traditional, simplified) {
  const simplifiedCharacters = [...simplified];
  const table = new Map([...traditional].map((character, i) => [character, simplifiedCharacters[i]]));
  return (text) => {
    const out = [];
    const starts = [];
    const ends = [];
    let position = 0;
    for (const character of text) {
      for (const plain of character.normalize("NFKC").toLowerCase()) {
        if (/\p{Cf}/u.test(plain)) continue; // invisible characters
        const kept = table.get(plain) ?? plain;
        // Indices count UTF-16 units, so a character outside the BMP takes two entries.
        for (let unit = 0; unit < kept.length; unit += 1) {
          starts.push(position);
          ends.push(position + character.length);
        }
        out.push(kept);
      }
      position += character.length;
    }
    return { text: out.join(""), starts, ends };
  };
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

/**
 * The article codes in a query, as they are printed: `r102`, `r_102` and `Ｒ－１０２` are `R-102`.
 * @param {string} text  Normalised text.
 * @returns {string[]}
 */
export function articleCodes(text) {
  // No look-behind: Safari before 16.4 refuses the whole file for it.
  return [...text.matchAll(/(?:^|[^a-z0-9])([a-z])[-‐-―_\s.·]?(\d{3})(?!\d)/g)].map(
    (match) => `${match[1].toUpperCase()}-${match[2]}`,
  );
}
