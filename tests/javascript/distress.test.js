import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createBrowserSearch } from "../../theme/javascripts/search/browser_search.js";
import { besideDanger, toldSituation } from "../../theme/javascripts/search/distress.js";
import { SHOP } from "./shop.js";

const { situations, cases, beside } = JSON.parse(readFileSync(new URL("distress.json", import.meta.url), "utf8"));

test("a text tells of a situation when one word of each group is there and none that excludes it", () => {
  for (const [text, told] of cases) assert.equal(toldSituation(text, situations)?.situation ?? null, told, text);
});

test("what counts always is told of beside anything else", () => {
  const numbersOf = (/** @type {{call: string[]}} */ told) => told.call.map((value) => ({ name: "", value, use: "" }));
  for (const [text, found, told, call] of beside) {
    const one = situations.find((/** @type {{situation: string}} */ { situation }) => situation === found);
    const urgent = one && { situation: one.situation, call: numbersOf(one) };
    const both = besideDanger(urgent, text, situations, numbersOf);
    assert.equal(both?.situation ?? null, told, text);
    assert.deepEqual(both?.call.map(({ value }) => value) ?? [], call, text);
  }
});

test("who only asks is told of nothing but what counts always", () => {
  const told = situations.map((/** @type {import("../../theme/javascripts/search/types.js").Situation} */ one) => one);
  assert.equal(toldSituation("灯不见了怎么防", told, ["怎么防"]), undefined);
  assert.equal(toldSituation("烫伤了怎么防", told, ["怎么防"])?.situation, "有人受伤");
});

test("pinyin tells of a situation as its words do", () => {
  const told = [{ situation: "急事", articles: [], call: [], words: [["钱没了"], ["今天", "卡"]], unless: ["退款"] }];
  /** @type {Record<string, string[]>} */
  const sounds = {
    钱: ["qian"],
    没: ["mei", "mo"],
    了: ["le", "liao"],
    今: ["jin"],
    天: ["tian"],
    退: ["tui"],
    款: ["kuan"],
    卡: ["ka"],
  };
  const of = (/** @type {string} */ character) => sounds[character] ?? [];
  for (const [text, is] of [
    ["jintian qian mei le", true],
    ["jin tian qianmeile", true],
    ["jintian qian mei le tuikuan", false],
    ["qian mei le", false],
    ["qian mei le kafei", false],
    ["jintian qianbao mei le", false],
  ]) {
    assert.equal(Boolean(toldSituation(String(text), told, [], of)), is, String(text));
  }
});

const [first, second] = SHOP.articles;
const URGENT = { situation: "急事", articles: [second.id], call: ["hotline", "police"], words: [["急"]], unless: [] };
const POLICE = { name: "报警电话", value: "110", use: "急事" };

test("the article for a situation comes first, and for sure", () => {
  const { search } = createBrowserSearch({ ...SHOP, situations: [URGENT] });
  const found = search({ q: `急！${first.title}` });
  assert.equal(found.hits[0].article_id, second.id);
  assert.equal(found.confidence, "high");
});

test("trouble comes with the numbers that may be shown, and an ordinary question with none", () => {
  const { search } = createBrowserSearch({ ...SHOP, situations: [URGENT], numbers: { police: POLICE } });
  assert.deepEqual(search({ q: "急！" }).urgent, { situation: "急事", call: [POLICE] });
  assert.equal("urgent" in search({ q: first.title }), false);
});

test("a question that an article asks itself is answered by that article", () => {
  const asked = { ...first, questions: [...first.questions, "急急急"] };
  const { search } = createBrowserSearch({ ...SHOP, articles: [asked, second], situations: [URGENT] });
  assert.equal(search({ q: "急急急" }).hits[0].article_id, first.id);
});
