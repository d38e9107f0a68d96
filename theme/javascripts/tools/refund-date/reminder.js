// @ts-check
// A reminder for the calendar of the device: one all-day event as RFC 5545 wants it.
import { addDays } from "../china_time.js";

const LONGEST_LINE_BYTES = 75;
const CR_LF = "\r\n";
const bytes = new TextEncoder();

/** RFC 5545, 3.3.11. @param {string} text */
export const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");

/**
 * RFC 5545, 3.1: a long line goes on behind a line break and a space; no character is cut in two.
 * @param {string} line
 */
export function folded(line) {
  const lines = [""];
  let length = 0;
  for (const character of line) {
    const size = bytes.encode(character).length;
    if (length + size > LONGEST_LINE_BYTES) {
      lines.push("");
      length = 1; // the space in front
    }
    lines[lines.length - 1] += character;
    length += size;
  }
  return lines.join(`${CR_LF} `);
}

/** @param {string} date */
const plain = (date) => date.replaceAll("-", "");

/**
 * @param {{uid: string, date: string, title: string, text: string, made: Date}} event
 *   The same `uid` for the same refund, so that a second download replaces the first.
 * @returns {string}
 */
export function calendarFile({ uid, date, title, text, made }) {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//help-centre//refund-date//ZH",
    "CALSCALE:GREGORIAN",
    "BEGIN:VEVENT",
    `UID:${uid}`,
    `DTSTAMP:${made.toISOString().replace(/[-:]|\.\d{3}/g, "")}`,
    `DTSTART;VALUE=DATE:${plain(date)}`,
    `DTEND;VALUE=DATE:${plain(addDays(date, 1))}`,
    `SUMMARY:${escaped(title)}`,
    `DESCRIPTION:${escaped(text)}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escaped(title)}`,
    "TRIGGER:PT9H", // nine in the morning of that day
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
  ];
  return lines.map((line) => folded(line) + CR_LF).join("");
}
