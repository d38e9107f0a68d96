import assert from "node:assert/strict";
import { test } from "node:test";
import { articleCodes, createNormaliser, splitRuns } from "../../theme/javascripts/search/normalise.js";

const normalise = createNormaliser("錢後", "钱后");

test("width, case and script no longer differ", () => {
  assert.equal(normalise("ＡＰＰ付錢").text, "app付钱");
});

test("each character knows where it stood, also when one becomes two", () => {
  const { text, starts, ends } = normalise("㏒錢");
  assert.equal(text, "log钱");
  assert.deepEqual(starts, [0, 0, 0, 1]);
  assert.deepEqual(ends, [1, 1, 1, 2]);
});

test("a character outside the BMP keeps the offsets in step", () => {
  const { text, starts } = normalise("😀钱");
  assert.equal(text.length, starts.length);
  assert.equal(starts[text.indexOf("钱")], 2);
});

test("invisible characters disappear", () => {
  assert.equal(normalise("退\u200b款\ufeff").text, "退款");
});

test("Chinese, Latin and numbers with their hyphens come apart, punctuation separates", () => {
  assert.deepEqual(
    splitRuns("u钱包，400-000-0000吗").map((run) => run.text),
    ["u", "钱包", "400-000-0000", "吗"],
  );
});

test("an article code is found however it is written", () => {
  for (const typed of ["r102", "r-102", "r 102", "r_102", "r—102", "看r-102那篇"]) {
    assert.deepEqual(articleCodes(typed), ["R-102"], typed);
  }
  assert.deepEqual(articleCodes("r-1020"), []);
  assert.deepEqual(articleCodes("er102"), []);
});
