import assert from "node:assert/strict";
import { test } from "node:test";
import { addDays, chinaTime, dateText, weekdayName } from "../../../theme/javascripts/tools/china_time.js";
import { openOn, stateAt } from "../../../theme/javascripts/tools/hours/rules.js";

/** @typedef {import("../../../theme/javascripts/tools/hours/rules.js").Hours} Hours */
/** @param {number} hours  @param {number} minutes */
const at = (hours, minutes = 0) => hours * 60 + minutes;
const WORKDAYS = [0, 1, 2, 3, 4];
// An invented counter: workdays 9–12 and 13–18, busy 10–11, closed over a feast, short on its eve.
/** @type {Hours} */
const COUNTER = {
  open: [
    { days: WORKDAYS, time: [at(9), at(12)] },
    { days: WORKDAYS, time: [at(13), at(18)] },
  ],
  busy: [{ days: WORKDAYS, time: [at(10), at(11)] }],
  special: [
    { name: "灯节", first: "2026-02-16", last: "2026-02-22", time: null },
    { name: "灯节前夕", first: "2026-02-13", last: "2026-02-13", time: [at(10), at(12)] },
  ],
};
/** @type {Hours} */
const ALWAYS = { open: [{ days: [0, 1, 2, 3, 4, 5, 6], time: [0, at(24)] }], busy: null, special: [] };

test("the clock is Beijing's wherever the device is", () => {
  assert.deepEqual(chinaTime(new Date("2026-12-31T16:05:00Z")), { date: "2027-01-01", minutes: at(0, 5) });
  assert.deepEqual(chinaTime(new Date("2026-12-31T15:59:59Z")), { date: "2026-12-31", minutes: at(23, 59) });
});

test("days are counted over month ends, year ends and leap days", () => {
  assert.equal(addDays("2028-02-28", 1), "2028-02-29");
  assert.equal(addDays("2026-12-31", 1), "2027-01-01");
  assert.equal(addDays("2027-01-01", -1), "2026-12-31");
  assert.equal(weekdayName("2026-02-17"), "周二");
  assert.equal(dateText("2026-02-07"), "2月7日（周六）");
});

test("hours that nobody has given are unknown, not closed", () => {
  assert.equal(stateAt(null, { date: "2026-03-02", minutes: at(10) }).kind, "unknown");
});

test("open until the end of the span, which is itself closed", () => {
  const monday = "2026-03-02";
  assert.deepEqual(stateAt(COUNTER, { date: monday, minutes: at(9) }), {
    kind: "open",
    until: { date: monday, minutes: at(12) },
    special: null,
  });
  assert.deepEqual(stateAt(COUNTER, { date: monday, minutes: at(12) }), {
    kind: "closed",
    until: { date: monday, minutes: at(13) },
    special: null,
  });
});

test("busy says when it gets calmer", () => {
  const { kind, until } = stateAt(COUNTER, { date: "2026-03-02", minutes: at(10, 30) });
  assert.equal(kind, "busy");
  assert.deepEqual(until, { date: "2026-03-02", minutes: at(11) });
});

test("after the last span of a week the next opening is on Monday", () => {
  const { kind, until } = stateAt(COUNTER, { date: "2026-03-06", minutes: at(18) });
  assert.equal(kind, "closed");
  assert.deepEqual(until, { date: "2026-03-09", minutes: at(9) });
});

test("special days take the place of the week, and peaks are not claimed for them", () => {
  assert.deepEqual(openOn(COUNTER, "2026-02-13"), [[at(10), at(12)]]);
  assert.equal(stateAt(COUNTER, { date: "2026-02-13", minutes: at(10, 30) }).kind, "open");
  assert.deepEqual(stateAt(COUNTER, { date: "2026-02-17", minutes: at(10) }), {
    kind: "closed",
    until: { date: "2026-02-23", minutes: at(9) },
    special: "灯节",
  });
});

test("a day without end does not close at midnight", () => {
  assert.deepEqual(stateAt(ALWAYS, { date: "2026-03-02", minutes: at(23, 59) }), {
    kind: "open",
    until: null,
    special: null,
  });
});

test("a night that was cut at midnight is one opening", () => {
  /** @type {Hours} */
  const night = {
    open: [
      { days: [4], time: [at(22), at(24)] },
      { days: [5], time: [0, at(2)] },
    ],
    busy: null,
    special: [],
  };
  assert.deepEqual(stateAt(night, { date: "2026-03-06", minutes: at(23) }).until, {
    date: "2026-03-07",
    minutes: at(2),
  });
  const untilMidnight = { ...night, open: night.open.slice(0, 1) };
  assert.deepEqual(stateAt(untilMidnight, { date: "2026-03-06", minutes: at(23) }).until, {
    date: "2026-03-06",
    minutes: at(24),
  });
});

test("hours that never come again do not make it look for ever", () => {
  /** @type {Hours} */
  const once = { open: [], busy: null, special: [] };
  assert.deepEqual(stateAt(once, { date: "2026-03-02", minutes: 0 }), { kind: "closed", until: null, special: null });
});
