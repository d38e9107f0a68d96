import assert from "node:assert/strict";
import { test } from "node:test";
import { commonCharacters, pinyinTable } from "../../theme/javascripts/search/pinyin_table.js";

test("the common characters are the 3,755 of GB 2312's first level", () => {
  const characters = commonCharacters();
  assert.equal(characters.length, 3755);
  assert.ok(characters.startsWith("啊阿埃挨哎唉哀"));
  assert.ok(characters.endsWith("坐座"));
  assert.match(characters, /^[\u4e00-\u9fff]+$/);
});

test("counts say how many common characters are read alike, one after the other", () => {
  assert.deepEqual(pinyinTable({ common: "a2ai3", others: {} }), { a: "啊阿", ai: "埃挨哎" });
});

test("rarer characters stand with the common ones of their sound", () => {
  assert.deepEqual(pinyinTable({ common: "a2", others: { a: "錒", bei: "唄" } }), { a: "錒啊阿", bei: "唄" });
});
