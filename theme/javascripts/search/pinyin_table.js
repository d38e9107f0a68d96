// @ts-check

// The commoner half of GB 2312: rows B0 to D7 of 94 characters each, the last row 89.
const [FIRST_ROW, LAST_ROW, FIRST_CELL, LAST_CELL] = [0xb0, 0xd7, 0xa1, 0xfe];
const COMMON_COUNT = 3755;

/**
 * The commonest characters of Chinese, nearly in the order of their sounds. The browser knows them,
 * so that the index need not hold them.
 */
export function commonCharacters() {
  const bytes = [];
  for (let row = FIRST_ROW; row <= LAST_ROW; row += 1) {
    for (let cell = FIRST_CELL; cell <= LAST_CELL; cell += 1) bytes.push(row, cell);
  }
  return [...new TextDecoder("gb2312").decode(new Uint8Array(bytes))].slice(0, COMMON_COUNT).join("");
}

/**
 * Tone-less syllable to the characters read so, from the index's short form of it.
 * @param {import("./types.js").PackedPinyin} packed
 * @returns {Record<string, string>}
 */
export function pinyinTable({ common, others }) {
  /** @type {Record<string, string>} */
  const table = { ...others };
  const characters = commonCharacters();
  let start = 0;
  for (const [, syllable, length] of common.matchAll(/([a-z]+)(\d+)/g)) {
    const end = start + Number(length);
    table[syllable] = (table[syllable] ?? "") + characters.slice(start, end);
    start = end;
  }
  return table;
}
