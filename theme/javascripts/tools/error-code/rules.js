// @ts-check
// What was typed to the error codes that it means. Codes are copied from a screen by hand: spaces,
// full width, small letters, O for 0.

/** @typedef {{code: string, meaning: string, what_to_do: string, article: string | null, status: string}} ErrorCode */

const CODE_IN_TEXT = /(?:^|[^A-Z\d])([A-Z]{1,4}[- ]?\d[\dOIL]{0,5})(?![\dA-Z])/;
const DIGITS_MISREAD = /** @type {Record<string, string>} */ ({ O: "0", I: "1", L: "1" });
const LIKE_A_CODE = /^[A-Z]{0,4}[\dOIL]*$/;

/** @param {string} text */
const plain = (text) => text.normalize("NFKC").toUpperCase().trim();

/**
 * The code in a text as it stands in the table; a part of one while it is being typed.
 * @param {string} text
 */
export function codeIn(text) {
  const found = CODE_IN_TEXT.exec(plain(text))?.[1] ?? plain(text);
  const tight = found.replace(/[\s\-–—_.]/g, "");
  const letters = /^[A-Z]{1,4}?(?=[\dOIL]*\d|$)/.exec(tight)?.[0] ?? "";
  return letters + tight.slice(letters.length).replace(/[OIL]/g, (letter) => DIGITS_MISREAD[letter]);
}

/**
 * The codes that a text means: the very one, those that begin so, or those whose meaning says it.
 * @param {ErrorCode[]} codes
 * @param {string} typed
 * @returns {{code: string, exact: boolean, found: ErrorCode[]}}
 */
export function findCodes(codes, typed) {
  const code = codeIn(typed);
  const same = codes.filter((one) => one.code === code);
  if (same.length) return { code, exact: true, found: same };
  if (LIKE_A_CODE.test(code)) {
    const starts = (/** @type {ErrorCode} */ one) =>
      one.code.startsWith(code) || one.code.replace(/^[A-Z]+/, "").startsWith(code);
    return { code, exact: false, found: codes.filter(starts) };
  }
  const words = plain(typed).split(/\s+/);
  const says = (/** @type {ErrorCode} */ one) =>
    words.every((word) => `${one.meaning}${one.what_to_do}`.toUpperCase().includes(word));
  return { code: "", exact: false, found: codes.filter(says) };
}
