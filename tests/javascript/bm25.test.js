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
  const norm = 2 * (1 - 0.9 + (0.9 * 2) / (10 / 3));
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

test("a long text costs more than as many wordings, and pairs may count more in it", () => {
  const both = new Bm25Field(2);
  both.add([..."退款到账"], 4);
  both.add([..."退款到账"], 0);
  both.add([..."退"], 1);
  const out = new Float64Array(3);
  both.addScores(new Map([["款", 1]]), 1, out);
  // The documents have 4, 4 and 1 terms, 3 on the mean; 5 / 3 of them in headlines.
  const least = 1 - (0.75 * (5 / 3) + 0.9 * (4 / 3)) / 3;
  const idf = Math.log(1 + (3 - 2 + 0.5) / (2 + 0.5));
  const of = (/** @type {number} */ counted) => (idf * 3) / (1 + 2 * (least + counted / 3));
  assert.ok(Math.abs(out[0] - of(0.75 * 4)) < 1e-12);
  assert.ok(Math.abs(out[1] - 2 * of(0.9 * 4)) < 1e-12);
});
