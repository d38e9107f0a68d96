import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { canBeVerified, isOffered } from "../../theme/javascripts/search/verify_offer.js";

const [, ...lines] = readFileSync(new URL("../relevance/blind/front_door.tsv", import.meta.url), "utf8")
  .trim()
  .split("\n");
const rows = lines.map((line) => line.split("\t"));

// Of the sealed half nobody reads a text, so no failure names one.
for (const half of ["fresh", "sealed"]) {
  test(`who puts in a number, a link or a message is offered 验真 (${half})`, () => {
    const asked = rows.filter(([, expected, , own]) => own === half && expected === "verify");
    assert.ok(asked.length > 8);
    assert.ok(asked.filter(([text]) => !isOffered(text)).length <= 1);
  });
}

test("a hotline alone, or one that a message names, is offered as well, and other numbers are not", () => {
  for (const text of ["12345", "10086", "400 123 4567", "如非本人操作请致电4008008888"])
    assert.ok(isOffered(text), text);
  for (const text of ["1", "2026", "1003", "3000", "退款多久到账"]) assert.ok(!isOffered(text), text);
});

test("what is handed to 验真 at once is offered as well", () => {
  for (const [text] of rows) if (canBeVerified(text)) assert.ok(isOffered(text));
});
