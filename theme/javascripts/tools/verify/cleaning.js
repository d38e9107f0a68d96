// @ts-check
// Pasted text to plain text, remembering where each character stood.

// What no reader sees, but IDNA does or does not drop: the URL parser gets the text as it was pasted.
const INVISIBLE = /[\p{Default_Ignorable_Code_Point}\u202a-\u202e\u2066-\u2069]|\u20e3/u;
// Punctuation of a Chinese sentence, and signs that end a host in half width only.
const SENTENCE = /[，；：！？（）／＼＃]/u;
const DASH = /[\u2010-\u2015\u2212\ufe58\ufe63\uff0d]/u;

/**
 * Half width instead of full width and ornamental characters, and nothing invisible.
 * @param {string} text
 * @returns {{plain: string, at: number[]}} `at[i]` is where the i-th unit of `plain` begins in `text`;
 *   one more says where the text ends.
 */
export function clean(text) {
  /** @type {Map<string, string>} */
  const made = new Map();
  /** @type {number[]} */
  const at = [];
  let plain = "";
  let kept = 0;
  for (let place = 0; place < text.length; ) {
    const code = text.charCodeAt(place);
    if (code <= 0x7f || (code >= 0x4e00 && code <= 0x9fff)) {
      at.push(place);
      place += 1;
      continue;
    }
    const character = String.fromCodePoint(text.codePointAt(place) ?? code);
    let read = made.get(character);
    if (read === undefined) {
      read = readAs(character);
      made.set(character, read);
    }
    plain += text.slice(kept, place) + read;
    for (let unit = 0; unit < read.length; unit += 1) at.push(place);
    place += character.length;
    kept = place;
  }
  at.push(text.length);
  return { plain: plain + text.slice(kept), at };
}

/** @param {string} character */
function readAs(character) {
  if (INVISIBLE.test(character)) return "";
  if (SENTENCE.test(character)) return character;
  if (DASH.test(character)) return "-";
  const made = character.normalize("NFKC");
  // A sign such as ¨ stands for a blank and a mark, but parts nothing.
  return made.length > 1 && made.includes(" ") ? character : made;
}

const NUMERALS = new Map(
  Object.entries({ 〇: 0, 零: 0, 一: 1, 幺: 1, 壹: 1, 二: 2, 贰: 2, 三: 3, 叁: 3, 四: 4, 肆: 4 })
    .concat(Object.entries({ 五: 5, 伍: 5, 六: 6, 陆: 6, 七: 7, 柒: 7, 八: 8, 捌: 8, 九: 9, 玖: 9 }))
    .map(([character, digit]) => [character, String(digit)]),
);
const NUMERAL_RUN = new RegExp(
  `[${[...NUMERALS.keys()].join("")}\\d][${[...NUMERALS.keys()].join("")}\\d -]{3,}`,
  "gu",
);

/**
 * Numbers spelled in Chinese as digits, one for one; 十 and 百 are no way to write a phone number.
 * @param {string} plain
 */
export const withDigits = (plain) =>
  plain.replace(NUMERAL_RUN, (run, /** @type {number} */ at) => {
    // 95312一直占线: a single numeral that a word begins with.
    const begins = /[\d -][^\d -]$/u.test(run) && /\p{Script=Han}/u.test(plain[at + run.length] ?? "");
    const spelled = begins ? run.slice(0, -1) : run;
    return [...spelled].map((character) => NUMERALS.get(character) ?? character).join("") + run.slice(spelled.length);
  });
