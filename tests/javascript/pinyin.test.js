import assert from "node:assert/strict";
import { test } from "node:test";
import { createPinyin } from "../../theme/javascripts/search/pinyin.js";

const pinyin = createPinyin({
  tui: "退推",
  kuan: "款",
  xi: "西",
  an: "安",
  xian: "先",
  hang: "行",
  xing: "行",
  a: "啊",
  e: "饿",
});

test("a character with two readings has both", () => {
  assert.deepEqual(pinyin.of("行"), ["hang", "xing"]);
  assert.deepEqual(pinyin.of("u"), []);
});

test("letters are read as whole syllables, the fewest first", () => {
  assert.deepEqual(pinyin.split("tuikuan"), [["tui", "kuan"]]);
  assert.deepEqual(pinyin.split("xian"), [["xian"], ["xi", "an"]]);
});

test("letters still being typed are read as far as they go", () => {
  assert.deepEqual(pinyin.split("tuik"), [["tui"]]);
});

test("letters that are no pinyin have no reading", () => {
  assert.deepEqual(pinyin.split("http"), []);
  assert.deepEqual(pinyin.split("ae"), []);
  assert.deepEqual(pinyin.split("toString"), []);
});
