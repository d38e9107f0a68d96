// @ts-check
// What must not stand on a card: it is found, named, and masked before anything is copied or printed.
import { privateParts } from "../../sensitive.js";

/**
 * @typedef {"card" | "identity" | "password" | "code"} SecretKind
 * @typedef {{text: string, kinds: SecretKind[]}} Masked
 */

const DOT = "●";
const INVISIBLE = "\\u200b-\\u200f\\u2060\\ufeff";
// Digits however they are written: full width, with spaces, dashes or nothing visible in between.
const DIGITS = new RegExp(
  `[\\d０-９](?:[ \\u00a0\\u3000${INVISIBLE}\\-–—.·]{0,3}[\\d０-９]){13,}[ \\-]?[xXｘＸ]?`,
  "g",
);
const LINKS = "[是为：:=＝\\s“”\"'「『（(]{0,6}";
const SECRETS = /** @type {[SecretKind, RegExp][]} */ ([
  [
    "password",
    new RegExp(`((?:密\\s*码|口令|pin|password|passwd|passcode|pwd|psw|mima)${LINKS})([!-'*-~]{4,32})`, "gi"),
  ],
  ["code", new RegExp(`((?:验证码|校验码|动态码|安全码|付款码|cvv2?|cvc2?)${LINKS})([0-9０-９a-zA-Z]{3,24})`, "gi")],
  [
    "code",
    /()([0-9０-９]{4,8})(?=\s*(?:是|为|就是|这个|（|\()\s*(?:我的|短信|登录|支付)?\s*(?:验证码|校验码|动态码))/g,
  ],
]);
const WORDS = { card: "银行卡号", identity: "身份证号", password: "密码", code: "验证码" };
const LAST_SHOWN = 4;
const SHORTEST_CARD = 15;

/**
 * Whether a piece of digits is one card or identity number, from its first digit to its last.
 * @param {string} piece
 * @returns {"card" | "identity" | null}
 */
function numberOf(piece) {
  const [found] = privateParts(piece);
  const length = (piece.match(/[\d０-９]/g) ?? []).length;
  if (found?.kind === "identity_card") return "identity";
  return found?.kind === "bank_card" && length >= SHORTEST_CARD ? "card" : null;
}

/** @param {SecretKind} kind */
export const secretName = (kind) => WORDS[kind];

/** Every character that is a digit, but for the last four. @param {string} run */
function ended(run) {
  let left = (run.match(/[\d０-９xXｘＸ]/g) ?? []).length;
  return run.replace(/[\d０-９xXｘＸ]/g, (character) => (left-- > LAST_SHOWN ? DOT : character));
}

/**
 * The private numbers in one run of digits: the run itself, or neighbouring groups of it.
 * @param {string} run
 * @returns {{start: number, end: number, kind: "card" | "identity"}[]}
 */
function numbersIn(run) {
  const whole = numberOf(run);
  if (whole === "card" || whole === "identity") return [{ start: 0, end: run.length, kind: whole }];
  const groups = [...run.matchAll(/[^ \u00a0\u3000]+/g)].map((group) => [group.index, group.index + group[0].length]);
  for (let first = 0; first < groups.length; first += 1) {
    for (let last = groups.length - 1; last >= first; last -= 1) {
      const [start, end] = [groups[first][0], groups[last][1]];
      const kind = numberOf(run.slice(start, end));
      if (kind === "card" || kind === "identity") {
        return [
          { start, end, kind },
          ...numbersIn(run.slice(end)).map((one) => ({ ...one, start: one.start + end, end: one.end + end })),
        ];
      }
    }
  }
  return [];
}

/**
 * A text with its secrets masked; of card and identity numbers the last four characters stay.
 * @param {string} text
 * @param {{isNoCard?: boolean}} [options]  isNoCard: the customer says that the long number is an order's.
 * @returns {Masked}
 */
export function masked(text, { isNoCard = false } = {}) {
  /** @type {Set<SecretKind>} */
  const kinds = new Set();
  let shown = text.replace(DIGITS, (run) => {
    let made = "";
    let from = 0;
    for (const { start, end, kind } of numbersIn(run)) {
      if (kind === "card" && isNoCard) continue;
      kinds.add(kind);
      made += run.slice(from, start) + ended(run.slice(start, end));
      from = end;
    }
    return made + run.slice(from);
  });
  for (const [kind, pattern] of SECRETS) {
    shown = shown.replace(pattern, (_, before) => {
      kinds.add(kind);
      return before + DOT.repeat(LAST_SHOWN);
    });
  }
  return { text: shown, kinds: [...kinds] };
}
