import assert from "node:assert/strict";
import { test } from "node:test";
import { excerpt, findMarks, toSpans } from "../../theme/javascripts/search/excerpt.js";
import { createNormaliser } from "../../theme/javascripts/search/normalise.js";

const normalise = createNormaliser("錢", "钱");
/** @param {import("../../theme/javascripts/search/types.js").Span[]} spans */
const written = (spans) => spans.map(({ text, marked }) => (marked ? `[${text}]` : text)).join("");

test("marks lie on the text as it was written", () => {
  const text = "Ａpp 退錢";
  assert.equal(written(toSpans(text, findMarks(normalise(text), ["app", "退钱"]))), "[Ａpp] [退錢]");
});

test("overlapping and touching marks become one", () => {
  const text = "退款多久";
  assert.equal(written(toSpans(text, findMarks(normalise(text), ["退款", "款多"]))), "[退款多]久");
});

test("the excerpt shows the marked part of a long text and says where it was cut", () => {
  const text = `${"前".repeat(300)}退款${"后".repeat(300)}`;
  const cut = written(excerpt(text, findMarks(normalise(text), ["退款"])));
  assert.match(cut, /^…前+\[退款\]后+…$/);
  assert.ok(cut.length < 100);
});

test("a short text is shown whole", () => {
  assert.equal(written(excerpt("退款三天", [])), "退款三天");
});

test("a character of two units is never cut in half", () => {
  const text = `${"😀".repeat(200)}退款`;
  for (const { text: piece } of excerpt(text, findMarks(normalise(text), ["退款"]))) assert.ok(piece.isWellFormed());
});
