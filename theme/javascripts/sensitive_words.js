// @ts-check
// Codes and passwords beside a word for them; does exactly what search_service/records/secret_values.py does.
import { secretClauses, secretElsewhere } from "./sensitive_clauses.js";
import { digitRuns } from "./sensitive_numbers.js";
import { isOrdinary, strangeness } from "./sensitive_ordinary.js";
import { RULES } from "./sensitive_rules.js";
import { secretSeeds } from "./sensitive_seeds.js";

/** @typedef {import("./sensitive_numbers.js").Find} Find */
/** @typedef {import("./sensitive_clauses.js").Word} Word */

const MOST_SECRETS = 300; // service: records.secret_values._MOST_SECRETS
const DISTANCE = 20; // service: records.secret_values._DISTANCE
const [SHORTEST_CODE, SHORTEST_NEAR, SHORTEST_WEAK] = [3, 4, 6];
const CONTEXT = 14; // service: records.secret_values._CONTEXT
const CARD_NEAR = 24; // service: records.secret_values._CARD_NEAR
const LONG_WORD = 4; // service: records.secret_values._LONG_WORD
const UNIT_LENGTH = 6; // service: records.secret_values._UNIT_LENGTH
const LONG_TOKEN = 10; // service: records.secret_values._LONG_TOKEN
const MOST_PASSWORD_WORDS = 6; // service: records.secret_values._MOST_PASSWORD_WORDS
const EDGES = "\"'()[]{}<>,;:=!?.~";
const RULE = Object.fromEntries(
  [
    "link_after",
    "link_before",
    "told",
    "told_before",
    "unit",
    "short_service",
    "before_harmless",
    "card_check",
    "domain_shape",
    "measure",
    "code_shape",
    "device",
    "brand",
    "carrier",
    "rung",
    "small_unit",
    "own_code",
    "own_code_said",
    "own_code_ours",
    "service_number",
    "error_unit",
    "told_in_chinese",
    "phrase_told_end",
    "phrase_told_end_latin",
    "in_token",
    "error_code",
    "error_code_lead",
    "needs",
    "refused",
    "card_near",
    "told_letters",
    "told_in_english",
  ].map((name) => [name, new RegExp(/** @type {any} */ (RULES)[name])]),
);
const PASSWORD = new RegExp(RULES.clause.password_word);
const PART_TOLD = new RegExp(RULES.part_told, "g");
const TOLD_LATIN = new RegExp(RULES.clause.told_latin);
const COVER = "\u25a0";
const syllable = (/** @type {string} */ one) => `[${/** @type {Record<string, string>} */ (RULES.syllables)[one]}]`;
const sounded = RULES.sounded.map((word) => word.split(" ").map(syllable).join(RULES.joint));
const latin = [...RULES.secret_pinyin, ...RULES.secret_latin].join("|");
const SECRET_WORDS = new RegExp(
  `()(${[...RULES.secret_han, ...sounded, ...RULES.secret_pinyin].join("|")})` +
    `|(^|[^a-z])(${latin})(?![a-z])|(^|[^a-z])(${latin})(?=shi|is)` +
    "|(^|[^a-z])(pwd|password|passwd|pass(?!port)|mima|mm(?!export)|zfmm|dlmm)(?=[a-z][!-~]{0,14}[0-9])" +
    "|(^|[^a-z])(pwd|password|passwd|mima|mm(?!export)|zfmm|dlmm)(?=[a-z]{4,24}(?![a-z]))",
  "g",
);
/** @param {RegExp} pattern  @param {string} searched  @param {string} text  @param {number} most  @returns {Word[]} */
function wordsIn(pattern, searched, text, most = Number.POSITIVE_INFINITY) {
  const found = [];
  for (const match of searched.matchAll(pattern)) {
    const word = match[2] ?? match[4] ?? match[6] ?? match[8] ?? match[10];
    const end = match.index + match[0].length;
    const start = end - word.length;
    const written = text.slice(start, end);
    // The mm of Wx!2021mm and the pass of ok2023pass are parts of a token.
    const inToken =
      /^[a-z0-9]/.test(written) &&
      /[0-9!@#$%^&*+~]/.test(text[start - 1] ?? "") &&
      ((written === "mm" && /[0-9]/.test(text[start - 1])) ||
        RULE.in_token.test(text.slice(Math.max(0, start - CONTEXT), start)));
    if (!inToken) found.push({ start, end, written });
    if (found.length === most) break;
  }
  return found;
}

/** @param {Word[]} words  @param {number} start  @param {number} end */
function beside(words, start, end) {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle].start < start) low = middle + 1;
    else high = middle;
  }
  const near = [];
  if (low && start - words[low - 1].end <= DISTANCE) near.push(words[low - 1]);
  if (low < words.length && words[low].start - end <= DISTANCE) near.push(words[low]);
  return near;
}

/** Whether ordinary words that end with one that tells stand between: 密码明明就是, pw i made is. @param {string} gap */
const isToldFartherOff = (gap) =>
  RULE.phrase_told_end.test(gap)
    ? !strangeness(gap).some(Boolean)
    : RULE.phrase_told_end_latin.test(gap) &&
      (gap.match(/[a-z]+/g) ?? []).every((word) => word.length < LONG_WORD || isOrdinary(word));

/** @param {string} digits  @param {number} start  @param {number} end  @param {Word} word */
function links(digits, start, end, word) {
  const first = word.end <= start;
  const gap = first ? digits.slice(word.end, start) : digits.slice(end, word.start);
  const linked = RULE[first ? "link_after" : "link_before"].test(gap) || (first && isToldFartherOff(gap));
  return { first, linked, told: linked && RULE[first ? "told" : "told_before"].test(gap) };
}

/** Whether digits belong to a token, which is judged as one, to an amount or an error code. @param {string} digits  @param {number} start  @param {number} end  @param {string} values */
function isPartOrCount(digits, start, end, values) {
  if (/[a-z0-9]/.test(digits[start - 1] ?? "") || /[a-z0-9]/.test(digits[end] ?? "")) return true;
  const behind = digits.slice(end, end + UNIT_LENGTH);
  // Nobody waits for 722064 秒.
  if (RULE.unit.test(behind) && !(values.length >= SHORTEST_WEAK && RULE.small_unit.test(behind))) return true;
  return values.length < SHORTEST_WEAK && RULE.error_code_lead.test(digits.slice(Math.max(0, start - 2), start));
}

/** @param {string} digits  @param {number} start  @param {number} end  @param {string} values  @param {Word} word */
function isCode(digits, start, end, values, word) {
  if (values.length < SHORTEST_CODE || isPartOrCount(digits, start, end, values)) return false;
  const { linked, told, first } = links(digits, start, end, word);
  const isShort = values.length < SHORTEST_WEAK;
  const before = digits.slice(Math.max(0, start - CONTEXT), start);
  if (RULE.rung.test(before) && RULE.short_service.test(values)) return false;
  if (told || (linked && first && (PASSWORD.test(word.written) || !RULE.carrier.test(values)))) return true;
  if (RULE.short_service.test(values) || RULE.service_number.test(values)) return false;
  const behind = digits.slice(end, end + UNIT_LENGTH);
  if (RULE.before_harmless.test(before) && !RULE.refused.test(behind)) return false;
  if (isShort && (RULE.needs.test(behind) || RULE.error_unit.test(behind))) return false;
  return values.length >= SHORTEST_NEAR || RULE.card_check.test(word.written);
}

/** Whether linked letters are no ordinary ones in a value's place. @param {string} digits  @param {number} start  @param {number} end  @param {string} token  @param {Word} word  @param {boolean} told */
function areLettersTold(digits, start, end, token, word, told) {
  const first = word.end <= start;
  const gap = first ? digits.slice(word.end, start) : digits.slice(end, word.start);
  if (TOLD_LATIN.test(token)) return false;
  // 密码是always: nobody asks like that.
  if (first && RULE.told_in_chinese.test(gap)) return /[a-z]{3,}/.test(token);
  const password = PASSWORD.test(word.written);
  if (/[a-z][!#$%^&*+=<>|~][a-z]/.test(token)) return told || (first && password);
  if (token.length < SHORTEST_NEAR && (gap || !first || /^[a-z0-9]/.test(word.written))) return false;
  // 密码jiandan: who writes 密码 does not ask in pinyin.
  const english = first && (!/^[a-z0-9]/.test(word.written) || RULE.told_in_english.test(gap));
  const ends = end === digits.length;
  if (!/[a-z]{3,}/.test(token)) return false;
  if ((token.match(/[a-z]+/g) ?? []).every((letters) => isOrdinary(letters, ends, english))) return false;
  if (first && !/^[a-z0-9]/.test(word.written)) return true;
  return first ? told || password || token.length >= LONG_TOKEN : RULE.told_letters.test(gap);
}

/** Where a password of several words ends: correct horse battery, winter to spring. @param {string} digits  @param {number} end */
function endOfWords(digits, end) {
  const next = /(?: (?:to|or|and))? ([a-z]{3,20})(?![a-z0-9])/y;
  next.lastIndex = end;
  let last = end;
  for (let count = 0; count < MOST_PASSWORD_WORDS; count += 1) {
    const following = next.exec(digits);
    if (!following || isOrdinary(following[1])) break;
    last = next.lastIndex;
  }
  return last;
}

/** @param {string} digits  @param {number} start  @param {number} end  @param {string} token  @param {Word} word */
function isPassword(digits, start, end, token, word) {
  const { linked, told, first } = links(digits, start, end, word);
  if (RULE.domain_shape.test(token) || RULE.measure.test(token)) return false;
  if (!/[0-9]/.test(token)) return linked && areLettersTold(digits, start, end, token, word, told);
  if (!/[a-z]/.test(token)) {
    const isLong = !/^\d+$/.test(token) && token.replace(/^%+|%+$/g, "").length > SHORTEST_NEAR;
    return linked && isLong && !RULE.before_harmless.test(digits.slice(Math.max(0, start - CONTEXT), start));
  }
  if (!told && RULE.brand.test(digits.slice(Math.max(0, start - CONTEXT), start))) return false;
  if (!told && RULE.own_code.test(token)) {
    // 密码E1003 is what the screen says; 密码E1003登不上 is none.
    const isSaid = RULE.own_code_said.test(digits.slice(end, end + UNIT_LENGTH));
    if (!linked || !first || (isSaid && RULE.own_code_ours.test(token))) return false;
  }
  if (!first && RULE.error_code.test(token)) return false;
  if (linked && (first || told)) return true;
  if ([RULE.device, RULE.own_code, RULE.error_code].some((shape) => shape.test(token))) return false;
  return PASSWORD.test(word.written) || !RULE.code_shape.test(token);
}

/** @param {string} digits  @param {Word[]} words  @param {Set<number>} leftAlone  @returns {Find[]} */
function values(digits, words, leftAlone) {
  /** @type {Find[]} */
  const finds = [];
  for (const run of digitRuns(digits, leftAlone, RULES.secret_sign)) {
    const [start, end] = [run.places[0], run.places[run.places.length - 1] + 1];
    if (beside(words, start, end).some((word) => isCode(digits, start, end, run.values, word))) {
      finds.push({ kind: "secret", start, end });
    }
  }
  for (const match of digits.matchAll(/[!-~]+/g)) {
    let [start, end] = [match.index, match.index + match[0].length];
    while (start < end && EDGES.includes(digits[start])) start += 1;
    while (start < end && EDGES.includes(digits[end - 1])) end -= 1;
    if (leftAlone.has(match.index)) continue;
    if (end - start < 3 || end - start > 256) continue;
    const token = digits.slice(start, end);
    if (beside(words, start, end).some((word) => isPassword(digits, start, end, token, word))) {
      finds.push({ kind: "secret", start, end: /^[a-z]+$/.test(token) ? endOfWords(digits, end) : end });
    }
  }
  return finds;
}

/** Some letters or digits of a password: 最后两位是k7, 开头62. @param {string} text  @returns {Find[]} */
function partsTold(text) {
  /** @type {Find[]} */
  const finds = [];
  for (const match of text.matchAll(PART_TOLD)) {
    const end = match.index + match[0].length;
    if (TOLD_LATIN.test(match[2]) || RULE.unit.test(text.slice(end, end + UNIT_LENGTH))) continue;
    if (!RULE.short_service.test(match[2])) finds.push({ kind: "secret", start: end - match[2].length, end });
  }
  return finds;
}

/** The text with words covered. @param {string} text  @param {Word[]} words  @param {string} cover */
function without(text, words, cover) {
  let [made, from] = ["", 0];
  for (const { start, end } of words) {
    made += text.slice(from, start) + cover.repeat(end - start);
    from = end;
  }
  return made + text.slice(from);
}

const isLatin = (/** @type {Word} */ { written }) => /^[a-z0-9]/.test(written);

/** @param {import("./sensitive_folding.js").Folded} folded  @param {Set<number>} leftAlone  @returns {Find[]} */
export function secretValues({ text, digits }, leftAlone) {
  /** @type {Find[][]} */
  const finds = [];
  const all = wordsIn(SECRET_WORDS, digits, text, MOST_SECRETS + 1);
  const words = all.slice(0, MOST_SECRETS);
  // Nobody writes so: what follows is withheld unread.
  if (all.length > MOST_SECRETS) finds.push([{ kind: "secret", start: all[MOST_SECRETS].start, end: text.length }]);
  if (words.length) {
    let covered = without(digits, words, "词");
    // 450279四个数字 has six digits.
    for (const { 0: count, index } of text.matchAll(new RegExp(RULES.count, "g")))
      covered = `${covered.slice(0, index)}${"词".repeat(count.length)}${covered.slice(index + count.length)}`;
    // 密码是password: letters may be the value.
    const chinese = words.filter((word) => !isLatin(word));
    const others = without(text, chinese, COVER);
    finds.push(
      values(covered, words, leftAlone),
      partsTold(text),
      secretClauses(others, words),
      secretElsewhere(others, words),
      secretSeeds(others, words),
    );
  }
  // Keys, gestures, codes that are named in a way of their own.
  const shapes = [RULES.key, RULES.shape, RULES.spelled].flatMap((rule) => [...text.matchAll(new RegExp(rule, "g"))]);
  for (const match of shapes) {
    const end = match.index + match[0].length;
    finds.push([{ kind: "secret", start: end - match[2].length, end }]);
  }
  for (const match of digits.matchAll(new RegExp(RULES.expiry, "g"))) {
    const end = match.index + match[0].length;
    const start = end - match[2].length;
    if (RULE.card_near.test(text.slice(Math.max(0, start - 2 * CARD_NEAR), end + CARD_NEAR)))
      finds.push([{ kind: "secret", start, end }]);
  }
  const block = new RegExp(RULES.private_key_block).exec(text);
  if (block) finds.push([{ kind: "secret", start: block.index, end: text.length }]);
  return finds.flat();
}
