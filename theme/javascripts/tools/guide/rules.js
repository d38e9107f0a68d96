// @ts-check
// Walking through a tree of questions. Where one is stands in the address: the tree, and behind it the
// questions and the outcome that the answers led to, joined by full stops.

/**
 * @typedef {{say: string, go: string}} Answer
 * @typedef {{ask: string, hint: string | null, answers: Answer[]}} Question
 *
 * @typedef {object} Outcome
 * @property {string} title
 * @property {string} do
 * @property {string} article
 * @property {{name: string, say: string, with: Record<string, string>}} [tool]
 * @property {{name: string, kind: string, value: string, status: string}} [channel]
 * @property {{name: string, value: string}} [hotline]
 *
 * @typedef {object} Tree
 * @property {string} key
 * @property {string} title
 * @property {string} when
 * @property {string} start
 * @property {Record<string, Question>} questions
 * @property {Record<string, Outcome>} outcomes
 *
 * @typedef {object} Position
 * @property {string[]} path  The keys behind the start, as far as they can be followed.
 * @property {{ask: string, say: string}[]} said  What was asked and answered on the way.
 * @property {Question | null} question  Either this is asked,
 * @property {Outcome | null} outcome  or this is the end.
 * @property {boolean} isCut  The path could not be followed to its end: the tree has changed.
 */

/** @param {string} text  As in the address. */
export const pathOf = (text) => text.split(".").filter(Boolean);

/** @param {string[]} path */
export const pathText = (path) => path.join(".");

/**
 * @param {Tree} tree
 * @param {string[]} path
 * @returns {Position}
 */
export function follow({ start, questions, outcomes }, path) {
  const own = (/** @type {Record<string, any>} */ part, /** @type {string} */ key) =>
    Object.hasOwn(part, key) ? part[key] : null;
  let at = start;
  const walked = [];
  const said = [];
  for (const key of path) {
    const question = /** @type {Question | null} */ (own(questions, at));
    const answer = question?.answers.find(({ go }) => go === key);
    if (!question || !answer) break;
    said.push({ ask: question.ask, say: answer.say });
    walked.push(key);
    at = key;
  }
  return {
    path: walked,
    said,
    question: own(questions, at),
    outcome: own(outcomes, at),
    isCut: walked.length < path.length,
  };
}
