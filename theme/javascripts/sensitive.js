// @ts-check
// What a reader should never hand over here: it is masked before a text is sent, kept or put into an
// address. Words and shapes come from search_service/records/privacy_rules.json, and the service
// finds exactly the same (privacy.py): both are held to tests/javascript/private_texts.json.
// Those without names are needed further on: named here they come at once (tests/javascript/module_depth.test.js).
import "./sensitive_clauses.js";
import { fold } from "./sensitive_folding.js";
import "./sensitive_length.js";
import { namedValues } from "./sensitive_named.js";
import { bankCards, digitRuns, identityCards, longNumbers, mobiles } from "./sensitive_numbers.js";
import "./sensitive_ordinary.js";
import { pastedTexts } from "./sensitive_pasted.js";
import { RULES } from "./sensitive_rules.js";
import "./sensitive_seeds.js";
import { unexplainedValues } from "./sensitive_unexplained.js";
import { secretValues } from "./sensitive_words.js";

/** @typedef {import("./sensitive_numbers.js").SensitiveKind} SensitiveKind */
/** @typedef {import("./sensitive_numbers.js").Find} Find */

/** More than this of a question is neither read nor searched for; it takes 2,000 characters. */
export const LONGEST_READ = 4_000;
const [LONGEST_LOCAL_PART, LONGEST_HOST, LONGEST_NAME] = [64, 320, 14];
const KINDS = /** @type {SensitiveKind[]} */ (Object.keys(RULES.names));
const UNIT = new RegExp(RULES.unit);
const NAME_BEFORE = new RegExp(RULES.name_before);
const [LOGIN, LOGIN_PAIR, ERROR_CODE, DEVICE] = [
  RULES.login_shape,
  RULES.login_pair,
  RULES.error_code,
  RULES.device,
].map((one) => new RegExp(one));
const STOPS = new Set(RULES.stop_words);
const ACCOUNT_WORDS = new RegExp(
  `()(${RULES.account_words})|(^|[^a-z])(${RULES.account_slang}|qq)(?=[^a-z]|(?:[a-z]{0,19}[-_])?[a-z]{0,19}\\d)`,
  "g",
);

/** @param {string} text  @param {string} source  @param {number} [group]  @returns {[number, number, string][]} */
function spans(text, source, group = 2) {
  return [...text.matchAll(new RegExp(source, "g"))].map((match) => {
    const start = match.index + (group === 2 ? match[1].length : 0);
    return [start, start + match[group].length, match[group]];
  });
}

/** @param {string} digits  @param {...("clock" | "full_date" | "date" | "amount" | "amount_before" | "decimal" | "network")} names */
function places(digits, ...names) {
  /** @type {Set<number>} */
  const found = new Set();
  for (const name of names) {
    for (const match of digits.matchAll(new RegExp(RULES[name], "g"))) {
      const start = match.index + match[0].indexOf(match[2], match[1].length);
      for (let place = start; place < start + match[2].length; place += 1) found.add(place);
    }
  }
  return found;
}

const EMAIL = {
  at: new RegExp(RULES.email.at, "g"),
  spoken_at: new RegExp(RULES.email.spoken_at),
  local: new RegExp(RULES.email.local),
  spoken_local: new RegExp(RULES.email.spoken_local),
  host: new RegExp(RULES.email.host.replaceAll("DOT", RULES.email.dot)),
  spoken_host: new RegExp(RULES.email.spoken_host.replaceAll("DOT", RULES.email.dot)),
};

/** @param {string} text  @returns {Find[]} */
function emails(text) {
  /** @type {Find[]} */
  const finds = [];
  for (const match of text.matchAll(EMAIL.at)) {
    let end = match.index;
    while (end && text[end - 1] === " " && match.index - end < 3) end -= 1;
    let start = end;
    const isSpoken = EMAIL.spoken_at.test(match[0]);
    const local = EMAIL[match[0] === "@" ? "local" : "spoken_local"];
    while (start && end - start < LONGEST_LOCAL_PART && local.test(text[start - 1])) start -= 1;
    while (start < end && "._%+-".includes(text[start])) start += 1;
    const before = NAME_BEFORE.exec(text.slice(Math.max(0, start - LONGEST_NAME), start))?.[1];
    if (before) start -= before.length + 1;
    const shape = isSpoken ? EMAIL.spoken_host : EMAIL.host;
    const behind = match.index + match[0].length;
    const found = shape.exec(text.slice(behind, behind + LONGEST_HOST));
    if (start < end && found) finds.push({ kind: "email", start, end: behind + found[0].length });
  }
  return finds;
}

/** @param {string} text  @param {Set<number>} leftAlone  @returns {Find[]} */
function accounts(text, leftAlone) {
  /** @type {Find[]} */
  const finds = [];
  for (const match of text.matchAll(ACCOUNT_WORDS)) {
    const word = match[2] ?? match[4];
    const from = match.index + match[0].length;
    const behind = text.slice(from, from + 40);
    const gap = new RegExp(RULES.account_link).exec(behind.slice(0, 12))?.[0] ?? "";
    const number = new RegExp(RULES.account_value).exec(behind.slice(gap.length))?.[0];
    if (!number) continue;
    const start = from + gap.length;
    const told = word.endsWith("号") || new RegExp(RULES.account_told).test(gap) || match[2] === undefined;
    const hasDigit = /[0-9]/.test(number);
    const isMarked = hasDigit || number.includes("_");
    if (
      (told || isMarked) &&
      !leftAlone.has(start) &&
      !/^(?:9[56]\d{3}|pay.*|[a-z]+pay)$/.test(number) &&
      !STOPS.has(number) &&
      !DEVICE.test(number) &&
      (isMarked || (match[4] !== "qq" && gap) || word.endsWith("号")) &&
      !UNIT.test(text.slice(start + number.length, start + number.length + 6))
    ) {
      finds.push({ kind: "account", start, end: start + number.length });
    }
  }
  for (const match of text.matchAll(new RegExp(RULES.account_before, "g"))) {
    const start = match.index + match[0].indexOf(match[1]);
    finds.push({ kind: "account", start, end: start + match[1].length });
  }
  for (const [name, source] of Object.entries({
    login_words: RULES.login_words,
    wxid: RULES.wxid,
    qq_digits: RULES.qq_digits,
  })) {
    for (const match of text.matchAll(new RegExp(source, "g"))) {
      const end = match.index + match[0].length;
      const start = end - match[2].length;
      if (leftAlone.has(start)) continue;
      const behind = text.slice(match.index + match[0].length).slice(0, 12);
      const isLogin = LOGIN.test(match[2]) || LOGIN_PAIR.test(behind);
      if (name === "login_words" && (!isLogin || ERROR_CODE.test(match[2]))) continue;
      finds.push({ kind: "account", start, end });
    }
  }
  return finds;
}

/** @param {import("./sensitive_folding.js").Folded} folded  @returns {Find[]} */
function allFinds(folded) {
  const { text, digits } = folded;
  // Lists of lists: a long text has more finds than a call may have arguments.
  const finds = [emails(text)];
  for (const run of digitRuns(digits, new Set())) finds.push(identityCards(run));
  const times = places(digits, "clock", "full_date");
  for (const run of digitRuns(digits, times)) finds.push(mobiles(run), bankCards(run, digits));
  const amounts = places(digits, "date", "amount", "amount_before", "decimal");
  const both = new Set([...times, ...amounts]);
  for (const run of digitRuns(digits, both)) finds.push(longNumbers(run, digits));
  for (const [start, end] of spans(digits, RULES.landline)) {
    if (!both.has(start) && !both.has(end - 1)) finds.push([{ kind: "landline", start, end }]);
  }
  for (const name of /** @type {const} */ (["hong_kong", "paper", "identity_end", "address"])) {
    const kind = name === "address" ? name : "paper";
    for (const [start, end, number] of spans(digits, RULES[name]))
      if (/[0-9]/.test(number)) finds.push([{ kind, start, end }]);
  }
  for (const [start, end] of spans(digits, RULES.plate, 0)) finds.push([{ kind: "plate", start, end }]);
  finds.push(
    accounts(digits, amounts),
    secretValues(folded, new Set([...times, ...places(digits, "amount", "network")])),
  );
  finds.push(unexplainedValues(folded, both), namedValues(folded, both));
  return finds.flat();
}

/** In the order of the text; overlapping finds become one, named for the first and longest. @param {Find[]} finds */
function withoutOverlaps(finds) {
  /** @type {Find[]} */
  const kept = [];
  for (const find of finds.sort(
    (a, b) => a.start - b.start || b.end - a.end || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind),
  )) {
    const last = kept[kept.length - 1];
    if (last && find.start < last.end) last.end = Math.max(last.end, find.end);
    else kept.push({ ...find });
  }
  return kept;
}

/**
 * What is private in a text, and where in it.
 * @param {string} text
 * @returns {Find[]} spans in UTF-16 units, in order
 */
export function privateParts(text) {
  const folded = fold(text);
  return inText(folded, allFinds(folded));
}

/**
 * What of a text is neither searched for nor put into an address: what is private, links and messages.
 * @param {string} text
 * @returns {Find[]} spans in UTF-16 units, in order
 */
export function withheldParts(text) {
  const folded = fold(text);
  return inText(folded, [...allFinds(folded), ...pastedTexts(folded)]);
}

/** @param {import("./sensitive_folding.js").Folded} folded  @param {Find[]} finds  @returns {Find[]} */
const inText = (folded, finds) =>
  withoutOverlaps(finds).map(({ kind, start, end }) => ({
    kind,
    start: folded.starts[start],
    end: folded.ends[end - 1],
  }));

/**
 * A text as the search may have it: without what is private in it, without links and messages.
 * @param {string} text
 * @returns {{text: string, kinds: SensitiveKind[]}}
 */
export function withoutPrivate(text) {
  const read = text.slice(0, LONGEST_READ);
  const parts = withheldParts(read);
  let [made, from] = ["", 0];
  for (const { start, end } of parts) {
    made += `${read.slice(from, start)} `;
    from = Math.max(from, end);
  }
  return { text: (made + read.slice(from)).trim(), kinds: [...new Set(parts.map(({ kind }) => kind))] };
}

/**
 * What private thing a finished text holds, if any; a long number may be an order's.
 * @param {string} text
 * @returns {Exclude<SensitiveKind, "long_number" | "link" | "message"> | null}
 */
export function findSensitive(text) {
  const found = privateParts(text).find(({ kind }) => kind !== "long_number");
  return /** @type {any} */ (found?.kind ?? null);
}

/**
 * The same for a text that is still being typed: the next key may make a long number a private one.
 * @param {string} text
 * @returns {SensitiveKind | null}
 */
export const findSensitiveWhileTyping = (text) => privateParts(text)[0]?.kind ?? null;

// Kinds that 验真 checks: what somebody was sent or is rung by.
export const CHECKED = new Set(["mobile", "landline", "long_number", "email", "account", "link", "message"]);

/** @param {SensitiveKind} kind */
export const nameOf = (kind) => RULES.names[kind];
