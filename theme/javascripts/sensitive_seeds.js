// @ts-check
// The words that restore a wallet; does exactly what search_service/records/secret_seeds.py does.
import { isOrdinary } from "./sensitive_ordinary.js";
import { RULES } from "./sensitive_rules.js";

/** @typedef {import("./sensitive_numbers.js").Find} Find */
/** @typedef {import("./sensitive_clauses.js").Word} Word */

const RUN_REACH = 38; // service: records.secret_seeds._RUN_REACH
const SEED_REACH = 280; // service: records.secret_seeds._SEED_REACH
const SEED_WORDS = 12; // service: records.secret_seeds._SEED_WORDS
const MNEMONIC = new RegExp(RULES.mnemonic);
const SEEDS = [new RegExp(RULES.seed_words, "g"), new RegExp(RULES.seed_signs, "g")];
const [SEED_RUN, SEED_RUN_BEFORE] = [new RegExp(RULES.seed_run), new RegExp(RULES.seed_run_before)];
const ENDS = new RegExp(RULES.clause.ends);

/** @param {string} text  @param {Word} word  @returns {Find[]} */
function seeds(text, { start, end }) {
  const first = Math.max(0, start - SEED_REACH);
  /** @type {Find[]} */
  const finds = [];
  for (const [place, piece] of /** @type {[number, string][]} */ ([
    [end, text.slice(end, end + SEED_REACH)],
    [first, text.slice(first, start)],
  ])) {
    for (const words of SEEDS)
      for (const { 0: found, index } of piece.matchAll(words)) {
        const letters = found.match(/[a-z]+/g) ?? [];
        if (letters.length && letters.length < SEED_WORDS && letters.every((one) => isOrdinary(one))) continue;
        finds.push({ kind: "secret", start: place + index, end: place + index + found.length });
      }
  }
  for (const [place, run] of /** @type {[number, RegExpExecArray | null][]} */ ([
    [end, SEED_RUN.exec(text.slice(end, end + RUN_REACH))],
    [first, SEED_RUN_BEFORE.exec(text.slice(first, start))],
  ])) {
    if (!run || ENDS.test(run[1])) continue;
    const from = place + run.index + run[0].indexOf(run[1]);
    finds.push({ kind: "secret", start: from, end: from + run[1].length });
  }
  return finds;
}

/** @param {string} others the folded text in which the words are covered  @param {Word[]} words  @returns {Find[]} */
export const secretSeeds = (others, words) =>
  words.flatMap((word) => (MNEMONIC.test(word.written) ? seeds(others, word) : []));
