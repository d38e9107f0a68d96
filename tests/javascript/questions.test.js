// A text of several questions without the service: split as the service does
// (tests/unit/asking/test_long_texts.py), each answered, nothing refused.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createBrowserSearch } from "../../theme/javascripts/search/browser_search.js";
import { answerEach, clauses, pieces } from "../../theme/javascripts/search/several_questions.js";
import { SHOP } from "./shop.js";

const cases = JSON.parse(readFileSync(new URL("questions.json", import.meta.url), "utf8"));
const search = createBrowserSearch(SHOP);
/** @param {string} q @param {object} [others] */
const found = (q, others = {}) => answerEach(search, async (response) => response, { q, ...others });
/** @param {import("../../theme/javascripts/search/types.js").SearchResponse} response */
const codes = ({ hits }) => hits.map(({ article_id }) => article_id);

for (const { text, parts } of cases.clauses) {
  test(`「${text}」 asks what the service says it asks`, () => {
    assert.deepEqual(clauses(text, cases.joins), parts);
  });
}

for (const { text, parts } of cases.pieces) {
  test(`「${text.slice(0, 12)}…」 is cut where the service cuts it`, () => {
    assert.deepEqual(pieces(text), parts);
  });
}

test("the article of each question is among the first", async () => {
  const response = await found("退款多久到账，还有包裹迟到怎么办");
  assert.deepEqual(codes(response).slice(0, 2).sort(), ["D-101", "R-101"]);
  assert.equal(response.total, response.hits.length);
});

test("a text of one question is answered as it always was", async () => {
  assert.deepEqual(await found("退款多久到账"), search.search({ q: "退款多久到账" }));
  assert.deepEqual(await found("退款，包裹"), search.search({ q: "退款，包裹" }));
});

test("a message of 2,000 characters is answered by its questions", async () => {
  const text = "您好，我买的东西到现在也没有收到，打了很多次电话都没有人接。包裹迟到怎么办？退款多久到账？谢谢。"
    .repeat(50)
    .slice(0, 2000);
  const response = await found(text);
  assert.deepEqual(codes(response).slice(0, 2).sort(), ["D-101", "R-101"]);
  assert.equal(response.query.text, text);
  const second = await found(text, { limit: 1, offset: 1 });
  assert.deepEqual(codes(second), [codes(response)[1]]);
  assert.ok((await found(text, { category: "delivery" })).hits.every(({ category }) => category === "delivery"));
});

test("what is long and asks nothing is not refused either", async () => {
  for (const text of ["啊".repeat(2000), "a1 ".repeat(600), "灯。".repeat(900)]) {
    const response = await found(text);
    assert.ok(Array.isArray(response.hits));
    assert.ok(Array.isArray(search.nearest(text, 3)));
  }
});
