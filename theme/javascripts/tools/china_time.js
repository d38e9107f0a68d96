// @ts-check
// Beijing time, whatever zone the device is in. A date is text such as "2026-02-17"; days of the week
// count from 0 (周一); a time of day is minutes after midnight.

/** @typedef {{date: string, minutes: number}} Moment */

const WEEKDAYS = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
const MILLISECONDS_OF_A_DAY = 86_400_000;
const clock = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Asia/Shanghai",
  hourCycle: "h23",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
});

/**
 * @param {Date} instant
 * @returns {Moment}
 */
export function chinaTime(instant) {
  const parts = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, value]));
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    minutes: Number(parts.hour) * 60 + Number(parts.minute),
  };
}

/** @param {string} date  @param {number} days */
export const addDays = (date, days) =>
  new Date(Date.parse(`${date}T00:00Z`) + days * MILLISECONDS_OF_A_DAY).toISOString().slice(0, 10);

/** @param {string} date */
export const weekday = (date) => (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7;

/** @param {string} date */
export const weekdayName = (date) => WEEKDAYS[weekday(date)];

/** @param {number} minutes  24:00 is the end of a day. */
export const timeText = (minutes) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

/** @param {string} date  "2026-02-07" as 2月7日（周六） */
export function dateText(date) {
  const [, month, day] = date.split("-").map(Number);
  return `${month}月${day}日（${weekdayName(date)}）`;
}
