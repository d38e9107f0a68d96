import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createNormaliser, splitRuns } from "../../theme/javascripts/search/normalise.js";

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

test("texts come to the same form as in the service", () => {
  const { traditional, simplified, cases } = JSON.parse(
    readFileSync(new URL("normalise.json", import.meta.url), "utf8"),
  );
  const same = createNormaliser(traditional, simplified);
  for (const [text, form] of cases) assert.equal(same(text).text, form, JSON.stringify(text));
});
