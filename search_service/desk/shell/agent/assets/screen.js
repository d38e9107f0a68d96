// @ts-check
// What is on the desk, and what of it a command may act on: typed text → rows → article → part.
// Each link of the chain carries the text it was made for. A command acts on the article that is
// drawn for the text that is in the box, or not at all.

/** @typedef {{id: string, anchor: string | null}} Place */
/** @typedef {{text: string, list: Place[], note: string, doubtful: boolean, at: number}} Rows */
/** @typedef {{text: string, id: string, anchor: string | null, follow: boolean, byHand: boolean}} Wanted */
/**
 * @typedef {object} Drawn
 * @property {string} text  What was in the box for which it was opened.
 * @property {import("./types.js").DeskArticle} article
 * @property {import("./types.js").OldVersion | null} old  The version of a day, while it is looked at.
 */
/** @typedef {{text: string, message: string, again: boolean}} Trouble */
/**
 * @typedef {object} Screen
 * @property {string} typed  What is in the box now, without the spaces around it.
 * @property {Rows | null} rows
 * @property {Wanted | null} wanted  What was chosen, by itself or by hand.
 * @property {Drawn | null} drawn
 * @property {Trouble | null} trouble  What went wrong with the last question; `again` when it is retried.
 */

/** @type {Readonly<Screen>} */
export const EMPTY = Object.freeze({ typed: "", rows: null, wanted: null, drawn: null, trouble: null });

/** Whether the rows were found for the text in the box. @param {Screen} screen */
export const rowsAreFresh = ({ rows, typed }) => rows !== null && rows.text === typed;

/**
 * The article that commands act on; null while another one is still on its way.
 * @param {Screen} screen
 * @returns {Drawn | null}
 */
export function subject({ typed, wanted, drawn }) {
  if (!drawn || !wanted || drawn.text !== typed || wanted.text !== typed) return null;
  return drawn.article.id === wanted.id ? drawn : null;
}

/**
 * Why there is nothing to act on.
 * @param {Screen} screen
 */
export function whyNothing(screen) {
  if (screen.trouble) return screen.trouble.message;
  if (!screen.typed && !screen.wanted) return "还没有打开文章";
  if (rowsAreFresh(screen) && !screen.rows?.list.length && !screen.wanted) return screen.rows?.note ?? "";
  return screen.typed ? `「${screen.typed}」的文章还没出来，请再按一次` : "文章还没出来，请再按一次";
}
