// @ts-check
// What was found, as rows and a line on how it was read.
import { oneLine } from "../../javascripts/search/lines.js";
import { CHECKED, nameOf, withoutPrivate } from "../../javascripts/sensitive.js";
import { hitRow, namedRow } from "./results.js";

/** @typedef {import("./types.js").Named} Named */

/** @param {import("./types.js").Found} found  @param {string} withheld  Names of what was not sent. */
export const answerOf = (found, withheld) => ({
  list: found.hits.map(hitRow),
  note: `${withheld ? `${withheld}没有发送。` : ""}${foundText(found)}`,
  doubtful: found.total > 0 && !found.confident,
});

/** Before anything is typed: this call's articles, then the internal ones. @param {Named[]} pins @param {Named[]} internal */
export function startRows(pins, internal) {
  const pinned = new Set(pins.map(({ id }) => id));
  const list = [...pins, ...internal.filter(({ id }) => !pinned.has(id))].map(namedRow);
  return { list, note: pins.length ? "本次通话和内部文章" : "内部文章", doubtful: false };
}

/** What of a text may leave the device, and the names of what may not.  @param {string} text */
export function sendable(text) {
  const { text: rest, kinds } = withoutPrivate(oneLine(text));
  return { rest, withheld: kinds.map(nameOf).join("、"), checks: kinds.some((kind) => CHECKED.has(kind)) };
}

/** Why a text is neither searched for nor sent: nothing of it is left.  @param {string} text */
export function refusedText(text) {
  const { rest, withheld, checks } = sendable(text);
  if (!withheld || /[\p{L}\p{N}]/u.test(rest)) return null;
  return `里面好像有${withheld}，没有发送。请再写上遇到的问题${checks ? "；要核对真假，打「验真」" : ""}。`;
}

/** @param {import("./types.js").Found} found */
function foundText(found) {
  if (!found.total) return "没有找到。换一个说法，或报编号。";
  const read = found.applied.filter(({ kind }) => kind !== "synonym").map(({ to }) => `「${to}」`);
  const as = read.length ? `，按${read.join("")}查` : "";
  const sure = found.confident ? "，很确定" : "，不太确定：先问清楚再念";
  return `${stated(found.conditions)}${found.total} 篇${as}${sure}`;
}

/** @param {import("./types.js").Found["conditions"]} conditions */
function stated(conditions) {
  if (!conditions) return "";
  const said = conditions.said.join("、");
  return conditions.met ? `${said}：` : `没有文章满足（${said}），不带条件查：`;
}
