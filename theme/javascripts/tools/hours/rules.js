// @ts-check
// Whether a channel is answered at a moment of Beijing time, from the hours the operator has given.
import { addDays, weekday } from "../china_time.js";

/**
 * @typedef {import("../china_time.js").Moment} Moment
 * @typedef {[number, number]} Span  Beginning and end in minutes after midnight; the end is no part of it.
 * @typedef {{days: number[], time: Span}} WeeklySpan
 * @typedef {{name: string, first: string, last: string, time: Span | null}} SpecialDays
 * @typedef {{open: WeeklySpan[], busy: WeeklySpan[] | null, special: SpecialDays[]}} Hours
 *
 * @typedef {object} State
 * @property {"unknown" | "open" | "busy" | "closed"} kind
 * @property {Moment | null} until  When that ends; null when it does not end within the days looked at.
 * @property {string | null} special  Name of the exceptional days, if it is one of them.
 */

const DAYS_LOOKED_AT = 31;
const END_OF_DAY = 24 * 60;

/** @param {Hours} hours  @param {string} date */
const specialOn = ({ special }, date) => special.find(({ first, last }) => first <= date && date <= last);

/** @param {WeeklySpan[]} spans  @param {string} date */
const weeklyOn = (spans, date) => spans.filter(({ days }) => days.includes(weekday(date))).map(({ time }) => time);

/**
 * When it is open on a date, in order.
 * @param {Hours} hours
 * @param {string} date
 * @returns {Span[]}
 */
export function openOn(hours, date) {
  const special = specialOn(hours, date);
  const spans = special ? [special.time].filter((span) => span !== null) : weeklyOn(hours.open, date);
  return spans.sort(([a], [b]) => a - b);
}

/** @param {Span[]} spans  @param {number} minutes */
const around = (spans, minutes) => spans.find(([start, end]) => start <= minutes && minutes < end);

/**
 * The end of the opening at a moment, past midnight when the next day begins open.
 * @param {Hours} hours
 * @param {Moment} moment
 * @returns {Moment | null}
 */
function closesAt(hours, { date, minutes }) {
  for (let ahead = 0; ahead < DAYS_LOOKED_AT; ahead += 1) {
    const day = addDays(date, ahead);
    const spans = openOn(hours, day);
    let end = ahead ? 0 : minutes;
    for (let span = around(spans, end); span; span = around(spans, end)) end = span[1];
    if (end < END_OF_DAY)
      return end || !ahead ? { date: day, minutes: end } : { date: addDays(day, -1), minutes: END_OF_DAY };
  }
  return null;
}

/**
 * The next opening after a moment at which it is closed.
 * @param {Hours} hours
 * @param {Moment} moment
 * @returns {Moment | null}
 */
function opensAt(hours, { date, minutes }) {
  for (let ahead = 0; ahead < DAYS_LOOKED_AT; ahead += 1) {
    const day = addDays(date, ahead);
    const next = openOn(hours, day).find(([start]) => ahead || start > minutes);
    if (next) return { date: day, minutes: next[0] };
  }
  return null;
}

/**
 * @param {Hours | null} hours  null: the operator has not said.
 * @param {Moment} moment
 * @returns {State}
 */
export function stateAt(hours, moment) {
  if (!hours) return { kind: "unknown", until: null, special: null };
  const special = specialOn(hours, moment.date)?.name ?? null;
  if (!around(openOn(hours, moment.date), moment.minutes)) {
    return { kind: "closed", until: opensAt(hours, moment), special };
  }
  const busy = special ? undefined : around(weeklyOn(hours.busy ?? [], moment.date), moment.minutes);
  if (busy) return { kind: "busy", until: { date: moment.date, minutes: busy[1] }, special };
  return { kind: "open", until: closesAt(hours, moment), special };
}
