import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createBrowserSearch } from "../../theme/javascripts/search/browser_search.js";
import { rivalFinder } from "../../theme/javascripts/search/rivals.js";
import { SHOP } from "./shop.js";

const { rivals, ours, cases } = JSON.parse(readFileSync(new URL("rivals.json", import.meta.url), "utf8"));

test("a question is about others where it names one of them and neither us nor only a place", () => {
  const isOfRivals = rivalFinder(rivals, ours);
  for (const [text, about] of cases) assert.equal(isOfRivals(text, text), about, text);
});

test("a name of others that was put right is one too", () => {
  assert.equal(rivalFinder(rivals, ours)("lianbei怎么关", "亮呗怎么关"), true);
});

test("what others do is found, but never for sure", () => {
  const { search } = createBrowserSearch({ ...SHOP, rivals: ["退款"] });
  const [article] = SHOP.articles;
  assert.equal(createBrowserSearch(SHOP).search({ q: article.title }).confidence, "high");
  const found = search({ q: article.title });
  assert.equal(found.confidence, "low");
  assert.equal(found.hits[0].article_id, article.id);
});

test("a section without an anchor of its own is reached by its heading", () => {
  const [article, ...others] = SHOP.articles;
  /** @type {import("../../theme/javascripts/search/types.js").IndexedPassage[]} */
  const passages = [...article.passages, ["退到储蓄卡", "储蓄卡五天。"]];
  const { search } = createBrowserSearch({ ...SHOP, articles: [{ ...article, passages }, ...others] });
  assert.equal(search({ q: "退到储蓄卡" }).hits[0].anchor, "退到储蓄卡");
});
