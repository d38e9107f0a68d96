// @ts-check
// Passwords of a few Chinese characters, and the words that restore a wallet; does exactly what
// search_service/records/secret_phrases.py does.
import { isOrdinary, uncommon } from "./sensitive_ordinary.js";
import { RULES } from "./sensitive_rules.js";

/** @typedef {import("./sensitive_numbers.js").Find} Find */
/** @typedef {{start: number, end: number, written: string}} Word */

const PHRASE_REACH = 38; // service: records.secret_phrases._PHRASE_REACH
const CONTEXT = 14; // service: records.secret_phrases._CONTEXT
const SEED_REACH = 280; // service: records.secret_phrases._SEED_REACH
const SHORTEST = 2; // service: records.secret_phrases._SHORTEST
const SHORT = 4; // service: records.secret_phrases._SHORT
const LEAD_TOLD = 4; // service: records.secret_phrases._LEAD
const LEAD_UNTOLD = 2; // service: records.secret_phrases._LEAD_UNTOLD
const WITHIN = 4; // service: records.secret_phrases._WITHIN
const TAIL = 2; // service: records.secret_phrases._TAIL
const SEED_WORDS = 12; // service: records.secret_phrases._SEED_WORDS
const COVER = "\u25a1";

/** @param {string} name  @param {string} [flags] */
const pattern = (name, flags = "") => new RegExp(/** @type {any} */ (RULES)[name], flags);
const LINK_PART = new RegExp(RULES.link_after.replace(/\$$/, ""));
const [LINK, WORD, SHOWN] = ["link_after", "phrase_word", "phrase_shown"].map((name) => pattern(name));
const TOLD = pattern("phrase_told", "g");
const [QUOTED, RUN, PARTED, INNER] = ["quoted", "phrase_run", "phrase_parted", "phrase_inner"].map((name) =>
  pattern(name),
);
const [LEAD, PHRASE_LEAD, MADE, CATEGORY] = ["phrase_before_lead", "phrase_lead", "phrase_made", "phrase_category"].map(
  (name) => pattern(name),
);
const BEFORE = ["phrase_before", "phrase_before_bare", "phrase_before_used"].map((name) => ({
  found: pattern(name),
  end: pattern(`${name}_end`),
}));
const MNEMONIC = pattern("mnemonic");
const SEEDS = [pattern("seed_words", "g"), pattern("seed_signs", "g")];
const [SEED_RUN, SEED_RUN_BEFORE] = [pattern("seed_run"), pattern("seed_run_before")];

/** @param {number} start  @param {number} end  @returns {Find} */
const secret = (start, end) => ({ kind: "secret", start, end });

/**
 * How many of the characters may be a password, or 0.
 * @param {string} lead what stands in front: its last character may begin a word (系 in 系统)
 * @param {string} run
 * @param {boolean} told
 * @param {boolean} followed by letters or digits
 */
function telling(lead, run, told, followed) {
  if (told && MADE.test(run)) return 0;
  const places = uncommon(lead + run, !told)
    .map((place) => place - lead.length)
    .filter((place) => place >= 0);
  const first = places[0] ?? run.length;
  if (first > (told ? LEAD_TOLD : LEAD_UNTOLD) || INNER.test(run.slice(0, first))) return 0;
  let [count, last] = [0, first];
  for (const place of places) {
    if (place - last > WITHIN) break;
    [last, count] = [place, count + 1];
  }
  // 密码马到成功 begins with what no question does; 密码是爱你1314 goes on.
  const enough =
    (first <= (told ? LEAD_UNTOLD : 0) && run.length + Number(told) > SHORTEST) || (told && followed) ? 1 : SHORTEST;
  if (count < enough) return 0;
  const tail = INNER.exec(run.slice(last + 1))?.index ?? run.length;
  return Math.min(last + 1 + Math.min(tail, TAIL), run.length);
}

/** @param {string} after  @param {number} place  @param {boolean} shown  @returns {Find[]} */
function behind(after, place, shown) {
  const gap = LINK_PART.exec(after)?.[0] ?? "";
  const found = RUN.exec(after.slice(gap.length))?.[0];
  if (!found) return [];
  const end = gap.length + found.length;
  // 密码明明是月亮姐姐: the last that tells in front of what is uncommon.
  const tellings = [...after.slice(0, gap.length + (uncommon(found)[0] ?? 0)).matchAll(TOLD)];
  const last = tellings[tellings.length - 1];
  let told = shown && gap !== "";
  let start = gap.length;
  if (last && !INNER.test(after.slice(gap.length, last.index))) {
    told = true;
    start = Math.max(start, last.index + last[0].length);
  }
  if (!told && PARTED.test(gap)) return [];
  const lead = PHRASE_LEAD.exec(after.slice(0, start))?.[0] ?? "";
  const length = telling(lead, after.slice(start, end), told, /^[a-z0-9]/.test(after.slice(end)));
  if (!length) return [];
  // 我的 in front may belong to it.
  const begin = told && last ? tellings[0].index + tellings[0][0].length : gap.length - gap.trimStart().length;
  return [secret(place + begin, place + start + length)];
}

/** @param {string} text  @param {Word} word  @returns {Find[]} */
function before(text, { start, end }) {
  const first = Math.max(0, start - PHRASE_REACH);
  return BEFORE.flatMap((rule) => {
    const found = rule.found.exec(text.slice(first, start));
    if (!found || !rule.end.test(text.slice(end, end + 1))) return [];
    const run = found[1];
    const rest = run.slice(LEAD.exec(run)?.[0].length ?? 0);
    const from = first + found.index + found[0].indexOf(run);
    if (CATEGORY.test(run)) return [];
    const places = uncommon(rest);
    return places.length >= SHORTEST || (places.length && rest.length > SHORTEST && rest.length <= SHORT)
      ? [secret(from, from + run.length)]
      : [];
  });
}

/** @param {string} text  @param {Word} word  @returns {Find[]} */
function seeds(text, { start, end }) {
  const first = Math.max(0, start - SEED_REACH);
  const finds = [];
  for (const [place, piece] of /** @type {[number, string][]} */ ([
    [end, text.slice(end, end + SEED_REACH)],
    [first, text.slice(first, start)],
  ])) {
    for (const words of SEEDS)
      for (const { 0: found, index } of piece.matchAll(words)) {
        const letters = found.match(/[a-z]+/g) ?? [];
        if (letters.length && letters.length < SEED_WORDS && letters.every((one) => isOrdinary(one))) continue;
        finds.push(secret(place + index, place + index + found.length));
      }
  }
  for (const [place, run] of /** @type {[number, RegExpExecArray | null][]} */ ([
    [end, SEED_RUN.exec(text.slice(end, end + PHRASE_REACH))],
    [first, SEED_RUN_BEFORE.exec(text.slice(first, start))],
  ])) {
    if (!run || INNER.test(run[1])) continue;
    const from = place + run.index + run[0].indexOf(run[1]);
    finds.push(secret(from, from + run[1].length));
  }
  return finds;
}

/** @param {string} text  @param {Word[]} words  @returns {Find[]} */
export function secretPhrases(text, words) {
  let [others, from] = ["", 0];
  for (const { start, end } of words) {
    others += text.slice(from, start) + COVER.repeat(end - start);
    from = end;
  }
  others += text.slice(from);
  return words.flatMap((word) => {
    const { start, end, written } = word;
    /** @type {Find[]} */
    const finds = [];
    const quoted = QUOTED.exec(text.slice(end, end + PHRASE_REACH));
    if (quoted && uncommon(quoted[1]).length && LINK.test(text.slice(end, end + quoted.index)))
      finds.push(secret(end + quoted.index + 1, end + quoted.index + 1 + quoted[1].length));
    if (WORD.test(written)) {
      const told = SHOWN.test(others.slice(Math.max(0, start - CONTEXT), start));
      finds.push(...behind(others.slice(end, end + PHRASE_REACH), end, told), ...before(others, word));
    }
    if (MNEMONIC.test(written)) finds.push(...seeds(others, word));
    return finds;
  });
}
