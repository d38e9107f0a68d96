// @ts-check
import { QueryRejected } from "./errors.js";
import { splitRuns } from "./normalise.js";

export const LONGEST_QUERY = 64; // service: asking.typed_text.QUERY_LIMIT
const LONGEST_TYPED = 2_000; // service: asking.typed_text.RAW_QUERY_LIMIT

const FUNCTION_WORD_WEIGHT = 0.5; // service: asking.query.FUNCTION_CHARACTER_WEIGHT
const SYNONYM_WEIGHT = 0.6; // service: asking.query.SYNONYM_WEIGHT

/**
 * What to look for: each distinct term of a field with its weight.
 * @typedef {object} Query
 * @property {string} normalised
 * @property {Map<string, number>} units
 * @property {Map<string, number>} syllables
 * @property {Map<string, number>} syllablePairs
 * @property {Map<string, number>} initials
 * @property {string[]} highlights  Normalised strings worth marking in a hit.
 * @property {string[]} content  Characters and Latin runs that are not function words.
 */

/**
 * The text as it will be searched.
 * @param {string} text
 * @param {(text: string) => import("./normalise.js").Normalised} normalise
 * @throws {QueryRejected} nothing to search for, or too long
 */
export function understood(text, normalise) {
  if ([...text].length > LONGEST_TYPED) {
    throw new QueryRejected(`问题太长，最多 ${LONGEST_QUERY} 个字。请只写最关键的一句话。`);
  }
  const normalised = normalise(text).text.replace(/\s+/g, " ").trim();
  const { length } = [...normalised];
  if (length > LONGEST_QUERY) {
    throw new QueryRejected(`问题太长：${length} 个字，最多 ${LONGEST_QUERY} 个字。请只写最关键的一句话。`);
  }
  if (!/[\p{L}\p{N}]/u.test(normalised)) throw new QueryRejected("请输入至少一个汉字、字母或数字。");
  return normalised;
}

/**
 * For each character of the text, whether it lies inside one of the words.
 * @param {string} text
 * @param {readonly string[]} words
 */
export function coveredBy(text, words) {
  const covered = new Array(text.length).fill(false);
  for (const word of words) {
    for (let at = text.indexOf(word); word && at >= 0; at = text.indexOf(word, at + 1)) {
      covered.fill(true, at, at + word.length);
    }
  }
  return covered;
}

/** @param {Map<string, number>} weights @param {string} term @param {number} weight */
const atLeast = (weights, term, weight) => weights.set(term, Math.max(weights.get(term) ?? 0, weight));

/**
 * The ways to read two neighbouring characters: 退款 → `tui kuan`.
 * @param {string} pair
 * @param {import("./pinyin.js").Pinyin} pinyin
 */
const soundsOf = (pair, pinyin) =>
  pinyin.of(pair[0]).flatMap((first) => pinyin.of(pair[1]).map((second) => `${first} ${second}`));

/**
 * @param {string} text  Normalised text.
 * @param {{pinyin: import("./pinyin.js").Pinyin, functionWords: string[]}} language
 * @returns {Query}
 */
export function readQuery(text, { pinyin, functionWords }) {
  /** @type {Query} */
  const query = {
    normalised: text,
    units: new Map(),
    syllables: new Map(),
    syllablePairs: new Map(),
    initials: new Map(),
    highlights: [],
    content: [],
  };
  const isFunction = coveredBy(text, functionWords);
  for (const run of splitRuns(text)) {
    if (run.kind === "latin") {
      atLeast(query.units, run.text, 1);
      query.highlights.push(run.text);
      query.content.push(run.text);
      continue;
    }
    for (let i = 0; i < run.text.length; i += 1) {
      const character = run.text[i];
      const plain = isFunction[run.start + i];
      atLeast(query.units, character, plain ? FUNCTION_WORD_WEIGHT : 1);
      if (!plain) query.content.push(character);
      for (const reading of pinyin.of(character)) atLeast(query.syllables, reading, 1);
      if (i === 0) continue;
      const pair = run.text.slice(i - 1, i + 1);
      for (const sound of soundsOf(pair, pinyin)) atLeast(query.syllablePairs, sound, 1);
    }
    query.highlights.push(...contentPairs(run, isFunction));
  }
  return query;
}

/**
 * What to mark for a run of Chinese: neighbouring characters outside function words, and a
 * character that has no such neighbour by itself.
 * @param {import("./normalise.js").Run} run
 * @param {boolean[]} isFunction
 */
function contentPairs(run, isFunction) {
  const isContent = [...run.text].map((_, i) => !isFunction[run.start + i]);
  const pairs = [];
  for (let i = 0; i < run.text.length; i += 1) {
    if (isContent[i] && isContent[i + 1]) pairs.push(run.text.slice(i, i + 2));
    else if (isContent[i] && !isContent[i - 1]) pairs.push(run.text[i]);
  }
  return pairs.length ? pairs : [run.text];
}

/**
 * Adds the other words of each synonym group that the query names.
 * @param {Query} query
 * @param {string[][]} groups
 * @param {import("./pinyin.js").Pinyin} pinyin
 * @returns {import("./types.js").Rewrite[]}
 */
export function addSynonyms(query, groups, pinyin) {
  const named = groups
    .flatMap((group) => group.filter((word) => query.normalised.includes(word)).map((word) => ({ word, group })))
    .sort((a, b) => b.word.length - a.word.length);
  /** @type {import("./types.js").Rewrite[]} */
  const applied = [];
  let rest = query.normalised;
  for (const { word, group } of named) {
    if (!rest.includes(word)) continue; // inside a longer word that was taken already
    rest = rest.replaceAll(word, " ");
    const others = group.filter((other) => other !== word);
    for (const other of others) {
      for (const character of other) atLeast(query.units, character, SYNONYM_WEIGHT / other.length);
      for (let i = 1; i < other.length; i += 1) {
        for (const sound of soundsOf(other.slice(i - 1, i + 1), pinyin))
          atLeast(query.syllablePairs, sound, SYNONYM_WEIGHT);
      }
      query.highlights.push(other);
    }
    if (others.length) applied.push({ kind: "synonym", from: word, to: others[0] });
  }
  return applied;
}
