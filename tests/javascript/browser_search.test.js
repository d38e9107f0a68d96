import assert from "node:assert/strict";
import { test } from "node:test";
import { createBrowserSearch } from "../../theme/javascripts/search/browser_search.js";
import { QueryRejected } from "../../theme/javascripts/search/errors.js";
import { SHOP } from "./shop.js";

const { search, nearest } = createBrowserSearch(SHOP);
/** @param {string} q  @param {object} [more] */
const ids = (q, more = {}) => search({ q, ...more }).hits.map((hit) => hit.article_id);

for (const [kind, q, expected] of [
  ["a title", "退款多久到账", "R-101"],
  ["a question in the customer's words", "快递怎么还没来", "D-101"],
  ["a homophone typo", "推款多久", "R-101"],
  ["full pinyin", "tuikuan", "R-101"],
  ["pinyin with spaces or apostrophes", "tui'kuan duo jiu", "R-101"],
  ["half-typed pinyin", "tuikuand", "R-101"],
  ["initials", "tkdj", "R-101"],
  ["traditional characters", "退貨", "R-102"],
  ["a synonym", "快件", "D-101"],
  ["full width", "ＡＰＰ", "D-101"],
  ["an article code", "d101", "D-101"],
]) {
  test(`${kind} finds the right article first: ${q}`, () => assert.equal(ids(q)[0], expected));
}

test("a rewriting is told, from what to what", () => {
  assert.deepEqual(search({ q: "登路账号" }).applied, [{ kind: "homophone", from: "登路", to: "登录" }]);
  assert.deepEqual(search({ q: "tuikuan" }).applied, [{ kind: "pinyin", from: "tuikuan", to: "退款" }]);
  assert.equal(search({ q: "退貨" }).applied[0].kind, "traditional");
});

test("English and dialect are read as plain Chinese, and told", () => {
  const english = { surely: { 退款: "refund" }, beside: { "": "the" } };
  const speaking = createBrowserSearch({ ...SHOP, english, spoken: { 怎么退: "咋退", "": "卧槽" } });
  assert.equal(speaking.search({ q: "the Refund" }).hits[0].article_id, "R-101");
  assert.deepEqual(speaking.search({ q: "the Refund" }).applied[0], {
    kind: "english",
    from: "the refund",
    to: "退款",
  });
  assert.equal(speaking.search({ q: "咋退货" }).hits[0].article_id, "R-102");
  assert.equal(speaking.search({ q: "卧槽" }).query.normalised, "卧槽");
});

test("a literal search rewrites nothing", () => {
  const response = search({ q: "tuikuan", literal: true });
  assert.deepEqual(response.applied, []);
  assert.deepEqual(response.hits, []);
  assert.equal(response.query.literal, true);
});

test("the hit leads to the passage that answers", () => {
  const [hit] = search({ q: "信用卡发卡银行" }).hits;
  assert.equal(hit.anchor, "银行卡");
  assert.equal(hit.heading, "退到银行卡");
});

test("the hit leads to the top when the title matches best", () => {
  assert.equal(search({ q: "退款多久到账" }).hits[0].anchor, null);
});

test("matches are marked in title and snippet", () => {
  const [hit] = search({ q: "推款" }).hits;
  assert.deepEqual(hit.title_spans, [
    { text: "退款", marked: true },
    { text: "多久到账", marked: false },
  ]);
  assert.ok(hit.snippet.some((span) => span.marked));
});

test("nothing is found for what no article knows", () => {
  assert.equal(search({ q: "zzzz" }).total, 0);
  assert.equal(search({ q: "魑魅魍魉" }).total, 0);
});

test("a category narrows the hits but not the counts", () => {
  const all = search({ q: "退款物流" });
  const some = search({ q: "退款物流", category: "delivery" });
  assert.deepEqual(some.categories, all.categories);
  assert.deepEqual(
    some.hits.map((hit) => hit.category),
    ["delivery"],
  );
  assert.equal(some.total, all.categories.find(({ id }) => id === "delivery")?.count);
});

test("pages follow each other without gap or repetition", () => {
  const all = ids("退款物流");
  assert.ok(all.length > 1);
  assert.deepEqual(
    all.flatMap((_, i) => ids("退款物流", { offset: i, limit: 1 })),
    all,
  );
});

test("a query that is too long or empty is rejected in words for the reader", () => {
  assert.throws(() => search({ q: "退".repeat(65) }), QueryRejected);
  assert.throws(() => search({ q: "，。！" }), /请输入/);
});

test("hostile input is only text", () => {
  for (const q of [
    "__proto__",
    "constructor",
    "toString",
    "(.*)*a",
    "\\d",
    "<img src=x onerror=alert(1)>",
    "退\ud800款",
  ]) {
    assert.ok(search({ q }).total >= 0, q);
  }
});

test("what has no hit still has articles that come close, and nonsense has none", () => {
  assert.equal(search({ q: "果就" }).total, 0);
  assert.deepEqual(
    nearest("果就", 3).map(({ article_id }) => article_id),
    ["D-101", "R-101"],
  );
  assert.ok(nearest("退", 1).length <= 1);
  assert.deepEqual(nearest("ψωξ", 3), []);
});
