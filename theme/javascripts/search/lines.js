// @ts-check
// A text of several lines on one line; does exactly what search_service/asking/lines.py does, and
// both are held to the same cases (tests/javascript/lines.json).

// Turns or tears what is seen: controls, marks of direction, characters without width.
const UNSEEN = /[\p{Cc}\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;
const SPACES = /[\t\n\v\f\r]/;
// Who writes below each other begins anew, with a mark or without one.
const LINE_END = /(?<=[\p{L}\p{N}])[^\S\r\n]*[\r\n]\s*(?=[\p{L}\p{N}])/gu;

/** Without what is not seen, its lines apart by 「；」 and its spaces folded. @param {string} text */
export const oneLine = (text) =>
  text
    .replace(UNSEEN, (one) => (SPACES.test(one) ? one : ""))
    .replace(LINE_END, "；")
    .replace(/\s+/g, " ")
    .trim();
