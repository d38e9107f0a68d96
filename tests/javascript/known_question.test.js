import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createBrowserSearch } from "../../theme/javascripts/search/browser_search.js";
import { createKnownQuestions, factorOf } from "../../theme/javascripts/search/known_question.js";
import { SHOP } from "./shop.js";

// The service is held to the same cases: tests/unit/answering/test_known_question.py.
const CASES = JSON.parse(readFileSync(new URL("known_question.json", import.meta.url), "utf8"));

for (const { says, asked, phrasings, factor } of CASES) {
  test(`known questions add what they add in the service: ${says}`, () => {
    const terms = new Map(Object.entries(asked).map(([term, weight]) => [term, Number(weight)]));
    const mass = [...terms.values()].reduce((sum, weight) => sum + weight, 0);
    const read = phrasings.map((/** @type {{terms: string[], mass: number}} */ one) => ({
      terms: new Set(one.terms),
      mass: one.mass,
    }));
    assert.ok(Math.abs(factorOf(terms, mass, read) - factor) < 1e-8);
  });
}

/** @param {string} id  @param {number} score  @param {boolean} [named] */
const ranked = (id, score, named = false) => ({ article: { ...SHOP.articles[0], id }, score, named });
/** @type {Record<string, string[]>} */
const QUESTIONS = { near: ["怎么退运费"], far: ["退款多久到账"] };
const texts = ["退运费", "退款多久到账", "快递"];
const questionsOf = (/** @type {{id: string}} */ { id }) => QUESTIONS[id] ?? [];

test("an article that is known to answer nearly the question comes before one that shares more", () => {
  const reorder = createKnownQuestions(texts, ["怎么"]);
  const ids = reorder([ranked("far", 1.2), ranked("near", 1)], "运费怎么退", questionsOf).map(
    ({ article }) => article.id,
  );
  assert.deepEqual(ids, ["near", "far"]);
});

test("what was named stays first, and only the first six are compared", () => {
  const reorder = createKnownQuestions(texts, ["怎么"]);
  const others = Array.from({ length: 6 }, (_, at) => ranked(`other-${at}`, 2 - at / 10));
  const hits = reorder([ranked("far", 0.1, true), ...others, ranked("near", 1)], "退运费", questionsOf);
  assert.equal(hits[0].article.id, "far");
  assert.deepEqual([hits[7].article.id, hits[7].known], ["near", 1]);
});

test("a long text is compared with no question", () => {
  const reorder = createKnownQuestions(texts, []);
  const long = "一二三四五六七八九十春夏秋冬东南西北天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往退运费";
  assert.deepEqual(reorder([ranked("near", 1)], long, questionsOf)[0].known, 1);
});

test("what a question given to a section says leads to its article and is shown to nobody", () => {
  const [first, ...others] = SHOP.articles;
  const told = createBrowserSearch({ ...SHOP, articles: [{ ...first, wordings: ["喜马拉雅"] }, ...others] });
  const [hit] = told.search({ q: "喜马拉雅" }).hits;
  assert.equal(hit.article_id, first.id);
  assert.ok(!JSON.stringify(hit).includes("喜马拉雅"));
});
