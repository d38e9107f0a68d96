// @ts-check
// A text as the rules of what is private read it; does exactly what search_service/records/folding.py does.
import { RULES } from "./sensitive_rules.js";

/** @typedef {{text: string, digits: string, starts: number[], ends: number[]}} Folded */

// Only two signs stand for more (U+FDFA for eighteen): a text of them would be eighteen times as long.
const LONGEST_FORM = 6; // service: records.folding.LONGEST_FORM
// Letters with a mark (mì mǎ, contraseña) are read without it.
const ACCENTED = /[\u00c0-\u024f\u1e00-\u1eff]/;
const OUTSIDE = "\u25a1";
const DROPPED = /^[\p{Cf}\p{Cs}\p{Cn}\p{Co}\p{M}]$/u;
const SPACE = /^[\p{Cc}\p{Z}]$/u;

/** @type {Map<string, string>} */
const KNOWN = new Map();
for (const zero of RULES.zeros) for (let n = 0; n < 10; n += 1) KNOWN.set(String.fromCodePoint(zero + n), String(n));
for (const one of RULES.ones) for (let n = 0; n < 9; n += 1) KNOWN.set(String.fromCodePoint(one + n), String(n + 1));
for (const zero of RULES.zero_signs) KNOWN.set(zero, "0");
[...RULES.traditional].forEach((old, i) => KNOWN.set(old, RULES.simplified[i]));
const NUMERALS = new Map([...RULES.numerals].map((numeral, i) => [numeral, RULES.numeral_values[i]]));
const [SPOKEN_SIGN, SPOKEN_GAP] = [RULES.spoken_sign, RULES.spoken_gap].map((one) => new RegExp(one, "g"));

/** @param {string} character */
function formOf(character) {
  let made = "";
  const form = ACCENTED.test(character) ? "NFKD" : "NFKC";
  for (const one of KNOWN.get(character) ?? character.normalize(form).toLowerCase()) {
    if (DROPPED.test(one)) continue;
    if (SPACE.test(one)) made += " ";
    else made += /** @type {number} */ (one.codePointAt(0)) > 0xffff ? OUTSIDE : (KNOWN.get(one) ?? one);
  }
  return made.slice(0, LONGEST_FORM);
}

/** A text with signs in the place of what is said for them. @param {RegExp} shape  @param {string} sign  @param {string} text */
const spoken = (shape, sign, text) => text.replace(shape, (_, before, said) => before + sign.repeat(said.length));

/** @type {Map<string, string>} */
const forms = new Map();

/** @param {string} text  @returns {Folded} `digits` has Chinese numerals as digits, and spaces for what is said between digits; both are equally long. */
export function fold(text) {
  /** @type {string[]} */
  const parts = [];
  /** @type {number[]} */
  const starts = [];
  /** @type {number[]} */
  const ends = [];
  let position = 0;
  for (const character of text) {
    let form = forms.get(character);
    if (form === undefined) {
      form = formOf(character);
      forms.set(character, form);
    }
    parts.push(form);
    for (let i = 0; i < form.length; i += 1) {
      starts.push(position);
      ends.push(position + character.length);
    }
    position += character.length;
  }
  const folded = spoken(SPOKEN_SIGN, "_", parts.join(""));
  const digits = spoken(SPOKEN_GAP, " ", [...folded].map((one) => NUMERALS.get(one) ?? one).join(""));
  return { text: folded, digits, starts, ends };
}
