// @ts-check

const SNIPPET_LENGTH = 90; // service: answering.snippets.SNIPPET_CHARACTERS
const LEAD = 20; // service: answering.snippets._LEAD

/**
 * Where the strings stand in a text, as spans of the original, touching ones joined.
 * @param {import("./normalise.js").Normalised} text
 * @param {readonly string[]} strings  Normalised.
 * @returns {[number, number][]}
 */
export function findMarks(text, strings) {
  const marked = new Array(text.text.length).fill(false);
  for (const string of strings) {
    for (let at = text.text.indexOf(string); string && at >= 0; at = text.text.indexOf(string, at + 1)) {
      marked.fill(true, at, at + string.length);
    }
  }
  /** @type {[number, number][]} */
  const spans = [];
  for (let i = 0; i < marked.length; i += 1) {
    if (!marked[i]) continue;
    const last = spans[spans.length - 1];
    if (last && i > 0 && marked[i - 1]) last[1] = text.ends[i];
    else spans.push([text.starts[i], text.ends[i]]);
  }
  return spans;
}

/**
 * A text cut into marked and unmarked pieces.
 * @param {string} text
 * @param {readonly [number, number][]} marks
 * @returns {import("./types.js").Span[]}
 */
export function toSpans(text, marks) {
  const spans = [];
  let position = 0;
  for (const [start, end] of marks) {
    if (start > position) spans.push({ text: text.slice(position, start), marked: false });
    spans.push({ text: text.slice(start, end), marked: true });
    position = end;
  }
  if (position < text.length) spans.push({ text: text.slice(position), marked: false });
  return spans;
}

/**
 * The stretch of a text with the most marks, about two lines of it.
 * @param {string} text
 * @param {readonly [number, number][]} marks
 * @returns {import("./types.js").Span[]}
 */
export function excerpt(text, marks) {
  let start = 0;
  let most = -1;
  for (const [from] of [[0, 0], ...marks]) {
    const begin = Math.max(0, Math.min(from - LEAD, text.length - SNIPPET_LENGTH));
    const held = marks
      .filter(([s, e]) => s >= begin && e <= begin + SNIPPET_LENGTH)
      .reduce((sum, [s, e]) => sum + e - s, 0);
    if (held > most) {
      most = held;
      start = begin;
    }
  }
  // Never cut a character that takes two UTF-16 units in half.
  if (/[\uDC00-\uDFFF]/.test(text[start] ?? "")) start += 1;
  let end = Math.min(text.length, start + SNIPPET_LENGTH);
  if (/[\uDC00-\uDFFF]/.test(text[end] ?? "")) end += 1;
  const inside = marks
    .filter(([s, e]) => e > start && s < end)
    .map(([s, e]) => /** @type {[number, number]} */ ([Math.max(s, start) - start, Math.min(e, end) - start]));
  const spans = toSpans(text.slice(start, end), inside);
  if (start > 0) spans.unshift({ text: "…", marked: false });
  if (end < text.length) spans.push({ text: "…", marked: false });
  return spans;
}
