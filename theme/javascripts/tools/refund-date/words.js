// @ts-check
// What the estimator says.
import { dateText } from "../china_time.js";

/**
 * @typedef {import("./rules.js").Calendar} Calendar
 * @typedef {import("./rules.js").End} End
 * @typedef {import("./rules.js").Reading} Reading
 *
 * @typedef {object} Method
 * @property {string} key
 * @property {string} name
 * @property {number} earliest_working_days
 * @property {number} latest_working_days
 * @property {string | null} note
 * @property {string | null} source
 * @property {string | null} checked_on
 * @property {string | null} valid_until
 * @property {string} status
 *
 * @typedef {{banks_work_on_exchanged_weekends: boolean | null, note: string, source: string | null, checked_on: string | null, status: string}} Rule
 */

/** @param {{earliest_working_days: number, latest_working_days: number}} method */
export const daysText = ({ earliest_working_days: first, latest_working_days: last }) =>
  first === last ? `${first} 个工作日` : `${first}–${last} 个工作日`;

/** A date with its year, unless that is this year. @param {string} date  @param {string} today */
export const shownDate = (date, today) =>
  date.slice(0, 4) === today.slice(0, 4) ? dateText(date) : `${date.slice(0, 4)}年${dateText(date)}`;

/** Why a year is missing. @param {number} year  @param {Calendar} calendar */
export const unknownText = (year, { years }) =>
  year > Math.max(...Object.keys(years).map(Number))
    ? `${year} 年的放假安排还没有公布，或还没有收录，算不出准确日期。`
    : `没有收录 ${year} 年的放假安排，算不出准确日期。`;

/** Up to which day the holidays are known. @param {Calendar} calendar */
export const knownText = ({ years }) => `放假安排收录到 ${Math.max(...Object.keys(years).map(Number))}年12月31日。`;

/**
 * The span of days in parts that each stay on one line.
 * @param {Reading} reading
 * @param {string} today
 * @returns {string[]}
 */
export function spanParts({ earliest, latest }, today) {
  if (!earliest.date) return ["算不出准确日期"];
  const first = shownDate(earliest.date, today);
  if (!latest.date) return [`最早 ${first}，`, "最晚算不出"];
  return earliest.date === latest.date ? [first] : [first, ` 到 ${shownDate(latest.date, today)}`];
}

/** @param {boolean | null} banksWork */
export const readingText = (banksWork) =>
  ({ true: "如果银行在调休上班的周末办理", false: "如果银行在调休上班的周末不办理", null: "" })[String(banksWork)];

/** @param {[string, number][]} skipped */
export const skippedText = (skipped) =>
  skipped.length
    ? `不算的有：${skipped.map(([name, days]) => `${name} ${days} 天`).join("、")}。`
    : "中间没有要跳过的日子。";

/** @param {Rule} rule  @param {boolean} isSame  Both readings give the same dates. */
export function ruleText({ banks_work_on_exchanged_weekends: works, note }, isSame) {
  if (works === null) return `${note}${isSame ? "这次两种算法结果一样。" : "所以两种都算。"}`;
  return works ? "调休上班的周末算工作日。" : "调休上班的周末不算工作日。";
}

/** @param {string | null} source  @param {string | null} checkedOn */
export function sourceText(source, checkedOn) {
  if (!source) return "出处：官方未公布。";
  return `出处：${source}${checkedOn ? `（${checkedOn} 核对）` : "（还没核对）"}。`;
}
