// The pieces of a page that the browser chooses without the service: the service chooses the same
// (tests/unit/answering/test_offline_answers.py).
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createBrowserSearch } from "../../theme/javascripts/search/browser_search.js";
import { choose } from "../../theme/javascripts/search/unit_choice.js";
import { SHOP } from "./shop.js";

const { pages, cases } = JSON.parse(readFileSync(new URL("offline_answers.json", import.meta.url), "utf8"));
const { reading, plain } = createBrowserSearch(SHOP);

for (const { question, article, answer } of cases) {
  test(`「${question}」 is answered by the piece that the service chooses`, () => {
    const [{ unit }] = choose(reading(question), pages[article], plain);
    assert.ok(unit.text.includes(answer), unit.text);
  });
}

test("a piece that only leads elsewhere does not answer", () => {
  const unit = { kind: "paragraph", label: "", lead: "", heading: "" };
  const units = [
    { ...unit, text: "换灯泡看怎么换灯泡。", pointer: 0.6 },
    { ...unit, text: "灯泡逆时针拧下来。", pointer: 0 },
  ];
  const [best] = choose(reading("灯泡怎么换"), { title: "灯不亮", questions: [], units }, plain);
  assert.equal(best.unit, units[1]);
});

test("the first paragraph answers what asks for no more than the page is on", () => {
  const unit = { label: "", lead: "", heading: "", pointer: 0 };
  const units = [
    { ...unit, kind: "box", text: "先换一个插座试试。" },
    { ...unit, kind: "paragraph", text: "灯坏了没有，看灯丝黑不黑。" },
  ];
  const answering = (/** @type {string} */ q) =>
    choose(reading(q), { title: "灯不亮怎么办", questions: ["灯坏了", "按开关没反应"], units }, plain)[0].unit.kind;
  assert.equal(answering("灯坏了不亮没反应"), "box");
  assert.equal(answering("灯丝黑了"), "paragraph");
});

test("who asks how long gets the piece with a time", () => {
  const unit = { kind: "row", label: "", lead: "", heading: "", pointer: 0 };
  const units = [
    { ...unit, text: "电池 店里有" },
    { ...unit, text: "电池 等 3 个工作日" },
  ];
  const [best] = choose(reading("电池要等几天"), { title: "灯不亮", questions: [], units }, plain);
  assert.equal(best.unit, units[1]);
});
