// @ts-check
// Typed text to a tool and what it is opened with. The rules are those of search_service/asking/tool_links.py,
// and both are held to the same cases (tests/javascript/tool_links.json).

import { DIGIT, digitsOf, inFigures, SPOKEN } from "./codes.js";

/**
 * `query` follows the address of the tool's page; `name` is what the place is called that a key in it
 * stands for.
 * @typedef {{tool: string, query: string, name?: string}} ToolLink
 */

// Tools that open at one of the sections of their page, and the parameter that names it.
/** @type {Record<string, string>} */
const SECTION_PARAMETERS = { guide: "tree", cards: "card" };
// In pinyin the letters before an amount are a syllable: bei pian le 3000.
const ERROR_CODE = new RegExp(
  `(?:^|[^a-z0-9 ]|(?:^|[^a-z]) |[^a-z0-9](?=[a-z]{1,4}${DIGIT}|[a-z][ -]))` +
    `([a-z]{1,4})[ -]{0,3}(\\d{4,6}|[${SPOKEN}]{4,6})(?![a-z]|${DIGIT})`,
);
const FULL_DATE = /(20\d\d)[-/.年](\d{1,2})[-/.月](\d{1,2})/;
const MONTH_AND_DAY = /(?:^|\D)(\d{1,2})月(\d{1,2})[号日]?/;
const DAYS_AGO = { 今天: 0, 昨天: 1, 前天: 2 };
const ADDRESS = /(?:https?:\/\/|[a-z0-9._+-]+@)?(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#][\x21-\x7e]*)?/;
// What is counted is no number that rings or writes: 5000元, 24小时, 2026年.
const NUMBER =
  /(?:^|[^a-z0-9-])(\+?\d[\d -]{1,18}\d)(?![a-z0-9]|[.:%]\d|\s?(?:[元块万年月次笔%]|个(?!人)|天(?!天)|人(?!工)))/;
const MOBILE = /^(?:\+|00)?(?:86)?1[3-9]\d{9}$/;
// A number that nothing else is asked about: mobile, 95…, 400…, landline. What the articles name
// (110, 96110, 12363) is looked for in them.
const TELEPHONE = /^(?:(?:\+|00)?(?:86)?(?:1[3-9]\d{9}|0\d{9,11})|9(?:5\d{3,6}|6(?!110)\d{3,6})|[48]00\d{7})$/;
const FEWEST_DIGITS = 3; // service: asking.tool_links._FEWEST_DIGITS
// A day without a year is the last such day, unless that was longer ago than anybody waits.
const LONGEST_WAIT_DAYS = 180; // service: asking.tool_links._LONGEST_WAIT.days
const MILLISECONDS_OF_A_DAY = 86_400_000;

/** The date in China, such as "2026-11-24". */
export const chinaToday = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(new Date());

/** @param {number} year  @param {number} month  @param {number} day  @returns {string | null} null for the 30th of February */
function dateOf(year, month, day) {
  const made = new Date(Date.UTC(year, month - 1, day));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day ? made.toISOString().slice(0, 10) : null;
}

/** @param {string} from  @param {string} to */
const daysBetween = (from, to) => (Date.parse(to) - Date.parse(from)) / MILLISECONDS_OF_A_DAY;

/** @param {string} text  @param {string} today */
function dayIn(text, today) {
  for (const [word, days] of Object.entries(DAYS_AGO)) {
    if (text.includes(word))
      return new Date(Date.parse(today) - days * MILLISECONDS_OF_A_DAY).toISOString().slice(0, 10);
  }
  const full = FULL_DATE.exec(text);
  if (full) return dateOf(Number(full[1]), Number(full[2]), Number(full[3]));
  const short = MONTH_AND_DAY.exec(text);
  if (!short) return null;
  const [month, day] = [Number(short[1]), Number(short[2])];
  const year = Number(today.slice(0, 4));
  const thisYear = dateOf(year, month, day);
  if (!thisYear) return null;
  const last = thisYear <= today ? thisYear : dateOf(year - 1, month, day);
  if (!last) return null;
  return daysBetween(last, today) <= LONGEST_WAIT_DAYS ? last : dateOf(Number(last.slice(0, 4)) + 1, month, day);
}

/** @param {string} tool  @param {Record<string, string>} [parameters] @returns {ToolLink} */
function linkTo(tool, parameters = {}) {
  const query = new URLSearchParams(parameters).toString();
  return { tool, query: query && `?${query}` };
}

/** @param {string} text  @param {readonly string[]} words */
const says = (text, words) => words.some((word) => text.includes(word));

/** @param {string} number */
const withoutJoints = (number) => number.replace(/[ -]/g, "");

/** @param {string} text  @param {import("./types.js").ToolWords} words */
function verify(text, words) {
  const address = ADDRESS.exec(text)?.[0];
  const alone = address === text || TELEPHONE.test(withoutJoints(text));
  if (!alone && !says(text, words.doubt)) return null;
  if (address) return linkTo("verify", { text: address });
  const number = NUMBER.exec(text.replace(new RegExp(FULL_DATE, "g"), " "))?.[1].trim();
  if (!number || number.replace(/\D/g, "").length < FEWEST_DIGITS) return null;
  // Somebody's own number has no place in an address, which is kept and sent on.
  return MOBILE.test(withoutJoints(number)) ? linkTo("verify") : linkTo("verify", { text: number });
}

/** @param {string} text  @param {string} today  @param {import("./types.js").ToolWords} words */
function refundDate(text, today, words) {
  const day = says(text, words.refund) && says(text, words.arrival) ? dayIn(text, today) : null;
  if (!day) return null;
  const method = Object.entries(words.refund_methods).find(([word]) => text.includes(word))?.[1];
  return linkTo("refund-date", method ? { date: day, method } : { date: day });
}

/** Who types a tool's name wants the tool.  @param {string} text  @param {import("./types.js").ToolWords} words */
function named(text, words) {
  const name = text.replace(/^自助/, "").replace(/工具$/, "");
  const found = words.names.find(({ says: names }) => names.includes(name));
  if (!found) return null;
  if (!found.open) return linkTo(found.tool);
  return { ...linkTo(found.tool, { [SECTION_PARAMETERS[found.tool]]: found.open }), name };
}

/**
 * A tool opened at a section of its page; null when it cannot be, or every page has it.
 * @param {string} tool
 * @param {string | null} heading
 * @param {string} stillStuck  The section that every article has.
 */
export function linkToSection(tool, heading, stillStuck) {
  const parameter = SECTION_PARAMETERS[tool];
  return parameter && heading && heading !== stillStuck ? linkTo(tool, { [parameter]: heading }) : null;
}

/** @param {string} text */
function errorCode(text) {
  const found = ERROR_CODE.exec(inFigures(text));
  return found ? linkTo("error-code", { code: `${found[1]}${digitsOf(found[2])}`.toUpperCase() }) : null;
}

/**
 * The tool that a normalised text asks for by naming what it works on; null for a question.
 * @param {string} normalised
 * @param {string} today
 * @param {import("./types.js").ToolWords} words  `content/words/tools.yml`.
 * @returns {ToolLink | null}
 */
export const toolLink = (normalised, today, words) =>
  named(normalised, words) ??
  verify(normalised, words) ??
  refundDate(normalised, today, words) ??
  errorCode(normalised);
