import assert from "node:assert/strict";
import { test } from "node:test";
import { Bm25Field } from "../../theme/javascripts/search/bm25.js";

const field = new Bm25Field();
for (const text of ["退款", "退货", "退退款货货货"]) field.add([...text]);

/** @param {Map<string, number>} weights */
const scores = (weights) => {
  const out = new Float64Array(3);
  field.addScores(weights, 1, out);
  return [...out];
};

test("the score is Lucene's BM25", () => {
  // 款 stands in 2 of 3 documents; document 0 has 2 terms, the average is 10 / 3.
  const idf = Math.log(1 + (3 - 2 + 0.5) / (2 + 0.5));
  const norm = 2 * (1 - 0.75 + (0.75 * 2) / (10 / 3));
  const [first] = scores(new Map([["款", 1]]));
  assert.ok(Math.abs(first - (idf * 3) / (1 + norm)) < 1e-12);
});

test("a document without the term gets nothing", () => {
  assert.equal(scores(new Map([["款", 1]]))[1], 0);
});

test("a rarer term weighs more than one that every document has", () => {
  assert.ok(scores(new Map([["款", 1]]))[0] > scores(new Map([["退", 1]]))[0]);
});

test("the weight of a query term scales its score", () => {
  assert.equal(scores(new Map([["款", 0.5]]))[0], scores(new Map([["款", 1]]))[0] / 2);
});
