// @ts-check
// The first articles anew: one that is known to answer nearly this question comes further up, by the
// rule of answering.known_question. Pairs of characters stand for words, each weighs as a character
// does, and there are no questions of single pieces here (docs/browser-index.md).
import { splitRuns } from "./normalise.js";

const NEAREST_GAIN = 0.7; // service: answering.known_question.NEAREST_GAIN
const HELD_GAIN = 0.25; // service: answering.known_question.HELD_GAIN
const COMPARED = 6; // service: answering.known_question.COMPARED
const LONGEST = 40; // service: answering.known_question.LONGEST
const CHARACTER_SHARE = 0.5; // service: answering.coverage.CHARACTER_SHARE
const SATURATION = 1.2; // service: answering.phrasings._SATURATION

/**
 * @typedef {{article: import("./types.js").IndexedArticle, score: number, named: boolean}} Ranked
 */

/**
 * @param {readonly string[]} texts  Of the passages, normalised: what stands in few of them says more.
 * @param {readonly string[]} functionWords  Normalised.
 */
export function createKnownQuestions(texts, functionWords) {
  const longestFirst = [...functionWords].sort((a, b) => b.length - a.length);
  const asking = new RegExp(
    longestFirst.map((word) => word.replace(/[^\p{L}\p{N}]/gu, "\\$&")).join("|") || "(?!)",
    "gu",
  );
  const termsIn = (/** @type {string} */ text) => termsOf(text.replace(asking, "") || text);
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const text of texts) for (const term of termsIn(text)) counts.set(term, (counts.get(term) ?? 0) + 1);
  const weightOf = (/** @type {string} */ term) => {
    const n = counts.get(term) ?? 0;
    return CHARACTER_SHARE * Math.log(1 + (texts.length - n + 0.5) / (n + 0.5));
  };
  const massOf = (/** @type {Set<string>} */ terms) => [...terms].reduce((sum, term) => sum + weightOf(term), 0);

  /** @type {Map<string, {terms: Set<string>, mass: number}[]>} */
  const read = new Map();
  /** @param {Ranked["article"]} article  @param {(article: Ranked["article"]) => string[]} questionsOf */
  const phrasingsOf = (article, questionsOf) => {
    const known =
      read.get(article.id) ??
      questionsOf(article)
        .map(termsIn)
        .map((terms) => ({ terms, mass: massOf(terms) }));
    read.set(article.id, known);
    return known;
  };

  /**
   * Articles in their new order, each with its factor; what was named stays first.
   * @param {readonly Ranked[]} ranked  The best first.
   * @param {string} text  As understood, normalised.
   * @param {(article: Ranked["article"]) => string[]} questionsOf  Title and questions, normalised.
   * @returns {(Ranked & {known: number})[]}
   */
  return (ranked, text, questionsOf) => {
    const asked = new Map([...termsIn(text)].map((term) => [term, weightOf(term)]));
    const mass = massOf(new Set(asked.keys()));
    const named = ranked.filter((hit) => hit.named).length;
    return ranked
      .map((hit, at) => {
        const isCompared = mass > 0 && mass < LONGEST && at >= named && at < named + COMPARED;
        const known = isCompared ? factorOf(asked, mass, phrasingsOf(hit.article, questionsOf)) : 1;
        return { ...hit, known, score: hit.score * known };
      })
      .sort((a, b) => Number(b.named) - Number(a.named) || b.score - a.score);
  };
}

/**
 * What the questions given to an article add: a factor, 1 when none has anything of it.
 * @param {ReadonlyMap<string, number>} asked  Terms and what each weighs.
 * @param {number} mass  What they weigh together; more than 0.
 * @param {readonly {terms: ReadonlySet<string>, mass: number}[]} phrasings
 */
export function factorOf(asked, mass, phrasings) {
  let [nearest, held] = [0, 0];
  for (const { terms, mass: own } of phrasings) {
    let both = 0;
    for (const [term, weight] of asked) if (terms.has(term)) both += weight;
    nearest = Math.max(nearest, (2 * both) / (mass + own));
  }
  for (const [term, weight] of asked) {
    const count = phrasings.filter(({ terms }) => terms.has(term)).length;
    held += (weight * count) / (count + SATURATION);
  }
  return Math.exp(NEAREST_GAIN * Math.min(1, nearest) + (HELD_GAIN * (1 + SATURATION) * held) / mass);
}

/** @param {string} text  @returns {Set<string>} Latin runs, characters and pairs of neighbours */
function termsOf(text) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const run of splitRuns(text)) {
    if (run.kind === "latin") {
      found.add(run.text);
      continue;
    }
    for (let i = 0; i < run.text.length; i += 1) {
      found.add(run.text[i]);
      if (i) found.add(run.text.slice(i - 1, i + 1));
    }
  }
  return found;
}
