import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createPinyin } from "../../theme/javascripts/search/pinyin.js";
import { addLatin, correctHomophones, createWording } from "../../theme/javascripts/search/rewriting.js";
import { pairsOf } from "../../theme/javascripts/search/terms.js";

// The service reads the same cases: tests/unit/asking/test_same_sounds.py.
const shared = JSON.parse(readFileSync(new URL("sounds.json", import.meta.url), "utf8"));
const pinyin = createPinyin(shared.readings);
const pairs = new Set(shared.texts.flatMap(pairsOf));
const syllablePairs = new Set(
  [...pairs].flatMap(([first, second]) =>
    pinyin.of(first).flatMap((one) => pinyin.of(second).map((other) => `${one} ${other}`)),
  ),
);
const known = {
  pinyin,
  functionWords: [],
  isLatinKnown: () => false,
  isPairKnown: (/** @type {string} */ pair) => pairs.has(pair),
  isSyllablePairKnown: (/** @type {string} */ pair) => syllablePairs.has(pair),
  wording: () => createWording(shared.texts, pinyin),
  vocabulary: () => createWording(shared.texts, pinyin),
};

for (const { letters, meant } of shared.typed) {
  test(`${letters} sounds like ${meant ?? "nothing"}`, () => {
    const query = {
      normalised: letters,
      syllables: new Map(),
      syllablePairs: new Map(),
      initials: new Map(),
      highlights: [],
    };
    const applied = addLatin(/** @type {any} */ (query), known).filter(({ kind }) => kind === "pinyin");
    assert.equal(applied[0]?.to ?? null, meant);
  });
}

for (const { text, meant } of shared.written) {
  test(`${text} is read as ${meant}`, () => {
    assert.equal(correctHomophones(text, known).text, meant);
  });
}
