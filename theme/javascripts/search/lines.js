// @ts-check
// A text of several lines on one line; does exactly what search_service/asking/lines.py does, and
// both are held to the same cases (tests/javascript/lines.json).

// Turns or tears what is seen: controls, marks of direction, characters without width.
const UNSEEN = /[\p{Cc}\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu;
const SPACES = /[\t\n\v\f\r]/;
// Who writes below each other begins anew, with a mark or without one.
const LINE_END = /(?<=[\p{L}\p{N}])[^\S\r\n]*[\r\n]\s*(?=[\p{L}\p{N}])/gu;

/** @param {string} text */
const seen = (text) => text.replace(UNSEEN, (one) => (SPACES.test(one) ? one : ""));

/** Without what is not seen, its lines apart by 「；」 and its spaces folded. @param {string} text */
export const oneLine = (text) => seen(text).replace(LINE_END, "；").replace(/\s+/g, " ").trim();

/**
 * Pastes a text as it is read, on one line: a field of its own would drop where lines end.
 * @param {ClipboardEvent} event  in a field of one line
 */
export function pasteOnOneLine(event) {
  const pasted = event.clipboardData?.getData("text/plain") ?? "";
  if (!/[\r\n]/.test(pasted.trim()) && seen(pasted) === pasted) return;
  event.preventDefault();
  // The only way that can be undone by the reader's own keys.
  document.execCommand("insertText", false, oneLine(pasted));
}
