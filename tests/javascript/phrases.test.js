import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { englishReplacer, plainSpeaker, spokenReplacer } from "../../theme/javascripts/search/phrases.js";

const shared = JSON.parse(readFileSync(new URL("phrases.json", import.meta.url), "utf8"));
const pairs = (/** @type {{from: string, to: string}[]} */ done) => done.map(({ from, to }) => [from, to]);
// Which phrases may be pinyin is worked out when the index is written.
const BESIDE = ["name", "can", "the"];

test("spoken phrases become plain words, the longest first", () => {
  const replace = spokenReplacer(shared.spoken);
  for (const [text, expected, done] of shared.spoken_cases) {
    const found = replace(text);
    assert.deepEqual([found.text, pairs(found.done)], [expected, done], text);
  }
});

test("English is replaced between word borders, and only where the text is English", () => {
  const entries = Object.entries(shared.english);
  const replace = englishReplacer({
    surely: Object.fromEntries(entries.filter(([phrase]) => !BESIDE.includes(phrase))),
    beside: Object.fromEntries(entries.filter(([phrase]) => BESIDE.includes(phrase))),
  });
  for (const [text, expected, done] of shared.english_cases) {
    const found = replace(text, (run) => shared.known.includes(run));
    assert.deepEqual([found.text, pairs(found.done)], [expected, done], text);
  }
});

test("empty tables replace nothing", () => {
  assert.equal(spokenReplacer({})("灯").text, "灯");
  assert.equal(englishReplacer({ surely: {}, beside: {} })("lamp", () => false).text, "lamp");
});

test("greetings and our own name are left out while something remains", () => {
  const plain = plainSpeaker(shared.polite, shared.ours, shared.functions);
  for (const [text, expected] of shared.plain_cases) assert.equal(plain(text), expected, text);
});
