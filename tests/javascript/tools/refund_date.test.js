import assert from "node:assert/strict";
import { test } from "node:test";
import { calendarFile, escaped, folded } from "../../../theme/javascripts/tools/refund-date/reminder.js";
import {
  arrival,
  dayOf,
  isDate,
  skippedDays,
  workingDayAfter,
} from "../../../theme/javascripts/tools/refund-date/rules.js";
import { shownDate, sourceText, spanParts, unknownText } from "../../../theme/javascripts/tools/refund-date/words.js";

/** @param {string} first  @param {number} count */
const days = (first, count) =>
  Array.from({ length: count }, (_, i) =>
    new Date(Date.parse(`${first}T00:00Z`) + i * 86_400_000).toISOString().slice(0, 10),
  );
// 2028 is a leap year. 2026 has the Spring Festival as announced: nine days, two worked Saturdays around it.
const CALENDAR = {
  library: "灯铺的老黄历",
  version: "1",
  source: "巷子口的告示",
  years: {
    2025: { holidays: { 元旦: ["2025-01-01"] }, worked_weekends: [] },
    2026: {
      holidays: { 元旦: days("2026-01-01", 3), 春节: days("2026-02-15", 9) },
      worked_weekends: ["2026-01-04", "2026-02-14", "2026-02-28"],
    },
    2027: { holidays: { 元旦: ["2027-01-01"] }, worked_weekends: [] },
    2028: { holidays: { 元旦: ["2028-01-01"] }, worked_weekends: [] },
  },
};
/** @param {string} date  @param {number} count  @param {boolean} banksWork */
const after = (date, count, banksWork = true) => workingDayAfter(CALENDAR, date, count, banksWork);
/** @param {string} date */
const known = (date) => ({ date, unknownYear: null });
/** @param {number} year */
const unknown = (year) => ({ date: null, unknownYear: year });

test("day 0 is the day itself, be it a working day, a Sunday, a holiday or of an unknown year", () => {
  for (const date of ["2026-03-04", "2026-03-08", "2026-02-17", "2031-05-05"])
    assert.deepEqual(after(date, 0), known(date));
});

test("counting begins on the day after and leaves weekends out", () => {
  assert.deepEqual(after("2026-03-06", 1), known("2026-03-09"));
  assert.deepEqual(after("2026-03-06", 5), known("2026-03-13"));
  assert.deepEqual(after("2026-03-07", 1), known("2026-03-09"));
});

test("the Spring Festival of 2026 is left out, and its worked Saturdays count where banks work", () => {
  assert.deepEqual(after("2026-02-13", 1), known("2026-02-14"));
  assert.deepEqual(after("2026-02-13", 2), known("2026-02-24"));
  assert.deepEqual(after("2026-02-13", 6), known("2026-02-28"));
});

test("where banks do not work on exchanged weekends these are as any weekend", () => {
  assert.deepEqual(after("2026-02-13", 1, false), known("2026-02-24"));
  assert.deepEqual(after("2026-02-13", 5, false), known("2026-03-02"));
});

test("a leap day is a day, and only in a leap year", () => {
  assert.deepEqual(after("2028-02-28", 1), known("2028-02-29"));
  assert.deepEqual(after("2028-02-28", 2), known("2028-03-01"));
  assert.deepEqual(after("2027-02-26", 1), known("2027-03-01"));
  assert.equal(isDate("2028-02-29"), true);
  assert.equal(isDate("2027-02-29"), false);
});

test("a count goes over the end of a year", () => {
  assert.deepEqual(after("2025-12-31", 1), known("2026-01-04"));
  assert.deepEqual(after("2025-12-31", 1, false), known("2026-01-05"));
  assert.deepEqual(after("2026-12-31", 1), known("2027-01-04"));
});

test("the last day of the last known year is reached, the next is not guessed", () => {
  assert.deepEqual(after("2028-12-28", 1), known("2028-12-29"));
  assert.deepEqual(after("2028-12-29", 1), unknown(2029));
  assert.deepEqual(after("2029-06-01", 1), unknown(2029));
  assert.deepEqual(after("2024-12-31", 1), unknown(2024));
});

test("one end may be known and the other not", () => {
  const [only] = arrival(CALENDAR, "2028-12-28", [1, 3], true);
  assert.deepEqual([only.earliest, only.latest], [known("2028-12-29"), unknown(2029)]);
  assert.deepEqual(spanParts(only, "2028-12-28"), ["最早 12月29日（周五），", "最晚算不出"]);
});

test("both readings are given when it is unknown whether banks work, and only if they differ", () => {
  const both = arrival(CALENDAR, "2026-02-13", [1, 5], null);
  assert.deepEqual(
    both.map(({ banksWork, latest }) => [banksWork, latest.date]),
    [
      [true, "2026-02-27"],
      [false, "2026-03-02"],
    ],
  );
  assert.deepEqual(
    arrival(CALENDAR, "2026-03-06", [1, 3], null).map(({ banksWork }) => banksWork),
    [null],
  );
  assert.deepEqual(
    arrival(CALENDAR, "2026-02-13", [1, 5], false).map(({ banksWork }) => banksWork),
    [false],
  );
});

test("a day is what the calendar says of it", () => {
  assert.deepEqual(
    ["2026-02-17", "2026-02-14", "2026-02-07", "2026-02-09", "2030-01-01"].map((date) => dayOf(CALENDAR, date).kind),
    ["holiday", "exchanged", "weekend", "work", "unknown"],
  );
});

test("what is left out is counted by its name", () => {
  assert.deepEqual(skippedDays(CALENDAR, "2026-02-13", "2026-02-28", true), [["春节", 9]]);
  assert.deepEqual(skippedDays(CALENDAR, "2026-02-13", "2026-03-02", false), [
    ["调休上班的周末", 2],
    ["春节", 9],
    ["周末", 1],
  ]);
  assert.deepEqual(skippedDays(CALENDAR, "2026-03-09", "2026-03-10", true), []);
});

test("no text that is not a date is one", () => {
  for (const text of ["", "2026-2-3", "2026-13-01", "2026-02-30", "0000-00-00", "明天", "2026-01-01T00:00"])
    assert.equal(isDate(text), false, text);
});

test("years before and after the calendar are told apart, and other years are named with a date", () => {
  assert.match(unknownText(2029, CALENDAR), /^2029 年的放假安排还没有公布/);
  assert.match(unknownText(2020, CALENDAR), /^没有收录 2020 年/);
  assert.equal(shownDate("2027-01-04", "2026-12-31"), "2027年1月4日（周一）");
  assert.equal(sourceText(null, null), "出处：官方未公布。");
});

const EVENT = {
  uid: "refund-debit-2028-02-28@lamp",
  date: "2028-02-29",
  title: "看灯, 到了没",
  text: "一\n二; 三\\",
  made: new Date("2026-11-24T13:05:06.789Z"),
};

test("a reminder is an all-day event whose end is the day after, with an id that stays", () => {
  const lines = calendarFile(EVENT).split("\r\n");
  assert.ok(lines.includes("DTSTART;VALUE=DATE:20280229"));
  assert.ok(lines.includes("DTEND;VALUE=DATE:20280301"));
  assert.ok(lines.includes("DTSTAMP:20261124T130506Z"));
  assert.equal(lines[0], "BEGIN:VCALENDAR");
  assert.equal(lines.at(-1), "");
  const uid = (/** @type {typeof EVENT} */ event) => calendarFile(event).match(/UID:.*/)?.[0];
  assert.equal(uid({ ...EVENT, made: new Date(), text: "别的" }), uid(EVENT));
});

test("text is escaped, and no bare line break is left", () => {
  assert.equal(escaped("a,b;c\\d\ne\r\nf"), "a\\,b\\;c\\\\d\\ne\\nf");
  assert.match(calendarFile(EVENT), /SUMMARY:看灯\\, 到了没\r\n/);
  assert.equal(calendarFile(EVENT).replaceAll("\r\n", "").includes("\n"), false);
});

test("long lines are folded at 75 bytes, between characters, and unfold to what they were", () => {
  const line = `DESCRIPTION:${"退款😀a".repeat(60)}`;
  const made = folded(line);
  for (const one of made.split("\r\n")) assert.ok(Buffer.byteLength(one) <= 75, one);
  assert.equal(made.includes("\ufffd"), false);
  assert.equal(made.replaceAll("\r\n ", ""), line);
  assert.equal(folded("a".repeat(75)), "a".repeat(75));
  assert.equal(folded("a".repeat(76)), `${"a".repeat(75)}\r\n a`);
});
