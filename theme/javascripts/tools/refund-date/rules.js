// @ts-check
// When a refund arrives, in working days. The calendar is data (content/data/calendar.yml); a year that
// it does not have is said to be unknown and never guessed.
import { addDays, weekday } from "../china_time.js";

/**
 * @typedef {{holidays: Record<string, string[]>, worked_weekends: string[]}} CalendarYear
 * @typedef {{library: string, version: string, source: string, years: Record<string, CalendarYear>}} Calendar
 *
 * @typedef {object} Day
 * @property {"work" | "weekend" | "holiday" | "exchanged" | "unknown"} kind  exchanged: a weekend worked by 调休.
 * @property {string} name  What the day is called when it is counted as skipped.
 *
 * @typedef {object} End  One end of the span of days.
 * @property {string | null} date  null: cannot be computed.
 * @property {number | null} unknownYear  The year without data, when it cannot.
 *
 * @typedef {object} Reading
 * @property {boolean | null} banksWork  Whether 调休 weekends count; null when that makes no difference.
 * @property {End} earliest
 * @property {End} latest
 */

const SATURDAY = 5; // service: content.data.refund_dates._SATURDAY

/**
 * @param {Calendar} calendar
 * @param {string} date
 * @returns {Day}
 */
export function dayOf({ years }, date) {
  const year = years[date.slice(0, 4)];
  if (!year) return { kind: "unknown", name: "" };
  const festival = Object.entries(year.holidays).find(([, days]) => days.includes(date));
  if (festival) return { kind: "holiday", name: festival[0] };
  if (year.worked_weekends.includes(date)) return { kind: "exchanged", name: "调休上班的周末" };
  return weekday(date) >= SATURDAY ? { kind: "weekend", name: "周末" } : { kind: "work", name: "" };
}

/** @param {Day} day  @param {boolean} banksWork */
const counts = ({ kind }, banksWork) => kind === "work" || (kind === "exchanged" && banksWork);

/**
 * The working day that is `count` after a date; 0 is the date itself, whatever day that is.
 * @param {Calendar} calendar
 * @param {string} date
 * @param {number} count
 * @param {boolean} banksWork
 * @returns {End}
 */
export function workingDayAfter(calendar, date, count, banksWork) {
  let day = date;
  for (let left = count; left > 0; ) {
    // A count must know each day it passes, the first included: is the year of the refund known at all?
    if (dayOf(calendar, day).kind === "unknown") return { date: null, unknownYear: Number(day.slice(0, 4)) };
    day = addDays(day, 1);
    if (counts(dayOf(calendar, day), banksWork)) left -= 1;
  }
  return { date: day, unknownYear: null };
}

/**
 * @param {Calendar} calendar
 * @param {string} confirmed  The date on which the refund was agreed.
 * @param {[number, number]} workingDays  Fewest and most.
 * @param {boolean | null} banksWork  Whether 调休 weekends count; null: not known, so both are computed.
 * @returns {Reading[]} one, or two when it is not known and makes a difference
 */
export function arrival(calendar, confirmed, [fewest, most], banksWork) {
  const readings = (banksWork === null ? [true, false] : [banksWork]).map((works) => ({
    banksWork: /** @type {boolean | null} */ (works),
    earliest: workingDayAfter(calendar, confirmed, fewest, works),
    latest: workingDayAfter(calendar, confirmed, most, works),
  }));
  const [first, second] = readings;
  const same = second && first.earliest.date === second.earliest.date && first.latest.date === second.latest.date;
  return same ? [{ ...first, banksWork: null }] : readings;
}

/**
 * How many days of which kind are not counted from the day after `confirmed` to `last`.
 * @param {Calendar} calendar
 * @param {string} confirmed
 * @param {string} last
 * @param {boolean} banksWork
 * @returns {[string, number][]}
 */
export function skippedDays(calendar, confirmed, last, banksWork) {
  /** @type {Map<string, number>} */
  const skipped = new Map();
  for (let date = addDays(confirmed, 1); date <= last; date = addDays(date, 1)) {
    const day = dayOf(calendar, date);
    if (!counts(day, banksWork)) skipped.set(day.name, (skipped.get(day.name) ?? 0) + 1);
  }
  return [...skipped];
}

/** Whether a text is a date that exists. @param {string} text */
export function isDate(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}
