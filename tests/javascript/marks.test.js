import assert from "node:assert/strict";
import { test } from "node:test";
import { findWords } from "../../theme/javascripts/article/marks.js";

/** @param {string} text @param {string[]} words */
const found = (text, words) => findWords(text, words).map(({ start, end }) => text.slice(start, end));

test("every occurrence is found, in order", () => {
  assert.deepEqual(found("退款成功，退款单号", ["退款"]), ["退款", "退款"]);
});

test("overlapping and touching words are one mark", () => {
  assert.deepEqual(found("退款多久到账", ["退款", "款多", "多久"]), ["退款多久"]);
});

test("letters match in either case; nothing is a pattern", () => {
  assert.deepEqual(found("打开 App（不是 app）", ["APP"]), ["App", "app"]);
  assert.deepEqual(found("a.c abc", ["a.c", ""]), ["a.c"]);
});
