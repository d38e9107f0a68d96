import assert from "node:assert/strict";
import { test } from "node:test";
import { createPinyin } from "../../theme/javascripts/search/pinyin.js";
import { pinyinTable } from "../../theme/javascripts/search/pinyin_table.js";
import { correctHomophones, createWording } from "../../theme/javascripts/search/rewriting.js";
import { pairsOf, initialGrams, initialsOf, termsOf } from "../../theme/javascripts/search/terms.js";
import { SHOP } from "./shop.js";

const pinyin = createPinyin(pinyinTable(SHOP.pinyin));
const texts = ["退款多久到账", "登录账号", "退款", "退宽"];
const pairs = new Set(texts.slice(0, 2).flatMap(pairsOf));
const known = {
  pinyin,
  functionWords: SHOP.function_words,
  isPairKnown: (/** @type {string} */ pair) => pairs.has(pair),
  isSyllablePairKnown: () => true,
  vocabulary: () => createWording(texts, pinyin),
};

test("sounds are read as their commonest wording", () => {
  assert.equal(createWording(texts, pinyin).read(["tui", "kuan"]), "退款");
  assert.equal(createWording(texts, pinyin).read(["kuan", "tui"]), null);
});

test("initials are read as a wording", () => {
  assert.equal(createWording(texts, pinyin).abbreviated("dlzh"), "登录账号");
});

test("an unknown pair is replaced by the known one that sounds the same", () => {
  assert.deepEqual(correctHomophones("推款多久", known), {
    text: "退款多久",
    applied: [{ kind: "homophone", from: "推款", to: "退款" }],
  });
});

test("a known pair stays as it is", () => {
  assert.deepEqual(correctHomophones("登录账号", known), { text: "登录账号", applied: [] });
});

test("a character that makes a known pair with its other neighbour is not changed", () => {
  const reading = createPinyin({ ren: "人认", ke: "客可", fu: "服" });
  const index = { ...known, pinyin: reading, vocabulary: () => createWording(["认可"], reading) };
  assert.equal(correctHomophones("人客", { ...index, isPairKnown: () => false }).text, "认可");
  assert.equal(correctHomophones("人客服", { ...index, isPairKnown: (pair) => pair === "客服" }).text, "人客服");
});

test("terms never cross punctuation", () => {
  assert.deepEqual(termsOf("退，款", pinyin).syllablePairs, []);
  assert.deepEqual(pairsOf("退，款多"), ["款多"]);
});

test("initials come in twos and threes", () => {
  assert.deepEqual(initialGrams("tkd"), ["tk", "tkd", "kd"]);
  assert.deepEqual(initialsOf("退款，多", pinyin), ["tk"]);
});
