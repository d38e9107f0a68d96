import assert from "node:assert/strict";
import { test } from "node:test";
import { createPinyin } from "../../theme/javascripts/search/pinyin.js";
import { pinyinTable } from "../../theme/javascripts/search/pinyin_table.js";
import { addSynonyms, coveredBy, readQuery } from "../../theme/javascripts/search/query.js";
import { SHOP } from "./shop.js";

const language = { pinyin: createPinyin(pinyinTable(SHOP.pinyin)), functionWords: SHOP.function_words };

test("a function word weighs less but is never dropped", () => {
  const { units } = readQuery("退款多久", language);
  assert.equal(units.get("退"), 1);
  assert.equal(units.get("久"), 0.5);
});

test("each distinct term is asked for once, with its greatest weight", () => {
  const { units } = readQuery("多久到多", language);
  assert.equal(units.get("多"), 1);
  assert.equal(units.size, 3);
});

test("pairs of sounds do not cross punctuation", () => {
  const { syllablePairs } = readQuery("退款，多久", language);
  assert.deepEqual([...syllablePairs.keys()], ["tui kuan", "duo jiu"]);
});

test("what is marked leaves the function words out", () => {
  assert.deepEqual(readQuery("退款多久到账", language).highlights, ["退款", "到账"]);
  assert.deepEqual(readQuery("怎么办", language).highlights, ["怎么办"]);
});

test("a synonym adds the other words, weaker and spread over their characters", () => {
  const query = readQuery("我的包裹", language);
  assert.deepEqual(addSynonyms(query, SHOP.synonyms, language.pinyin), [{ kind: "synonym", from: "包裹", to: "快件" }]);
  assert.equal(query.units.get("件"), 0.3);
});

test("of two synonyms inside each other only the longer one counts", () => {
  const query = readQuery("退款失败", language);
  const applied = addSynonyms(
    query,
    [
      ["退款", "返钱"],
      ["退款失败", "退不了"],
    ],
    language.pinyin,
  );
  assert.deepEqual(
    applied.map(({ from }) => from),
    ["退款失败"],
  );
});

test("a character is covered wherever a word lies over it", () => {
  assert.deepEqual(coveredBy("怎么怎么退", ["怎么"]), [true, true, true, true, false]);
});
