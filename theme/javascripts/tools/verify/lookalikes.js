// @ts-check
// When two names look alike: the same skeleton, or few letters apart.

// Letters of other scripts, and digits, that are read as the Latin letter before them.
const LOOKS_LIKE = {
  a: "аαɑ",
  b: "вьβß",
  c: "сϲ",
  d: "ԁđ",
  e: "еєε",
  g: "ɡ",
  h: "һнћ",
  j: "јϳ",
  k: "кκ",
  l: "1i|ӏɩіιıł!",
  m: "м",
  n: "пηո",
  o: "0оοøօ",
  p: "рρ",
  q: "ԛ",
  r: "гᴦ",
  s: "5ѕ$ꜱ",
  t: "тτ",
  u: "υսц",
  v: "νѵ",
  w: "ԝωшѡ",
  x: "хχ",
  y: "уγ",
  z: "2ᴢ",
};
const LETTER_OF = new Map(
  Object.entries(LOOKS_LIKE).flatMap(([letter, others]) => [...others].map((other) => [other, letter])),
);
const PAIRS = /** @type {[RegExp, string][]} */ ([
  [/rn/g, "m"],
  [/vv/g, "w"],
  [/cl/g, "d"],
]);
const MARKS = /\p{M}/gu;

/**
 * What a name looks like: names with one skeleton are taken for each other.
 * @param {string} name
 */
export function skeleton(name) {
  const letters = [...name.toLowerCase().normalize("NFD").replace(MARKS, "")];
  const read = letters.map((letter) => LETTER_OF.get(letter) ?? letter).join("");
  return PAIRS.reduce((text, [pair, letter]) => text.replace(pair, letter), read);
}

const NOT_LATIN = /[^\p{ASCII}\p{Script=Han}]/u;

/**
 * The letters of a name that only look like Latin ones.
 * @param {string} name
 */
export const foreignLetters = (name) =>
  [...new Set(name.toLowerCase())].filter((letter) => NOT_LATIN.test(letter) && LETTER_OF.has(letter));

/**
 * Fewest insertions, deletions, replacements and swaps of neighbours that make one text the other.
 * @param {string} a
 * @param {string} b
 */
export function editDistance(a, b) {
  /** @type {number[][]} */
  const rows = [Array.from({ length: b.length + 1 }, (_, column) => column)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      row[j] = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j], rows[i - 2][j - 2] + 1);
      }
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}

const SHORT_NAME = 8;

/**
 * Whether two different names are so few letters apart that one is read for the other.
 * @param {string} a
 * @param {string} b  Sets how far apart they may be.
 */
export function isNear(a, b) {
  const limit = b.length < SHORT_NAME ? 1 : 2;
  return a !== b && Math.abs(a.length - b.length) <= limit && editDistance(a, b) <= limit;
}
