import assert from "node:assert/strict";
import { test } from "node:test";
import { follow, pathOf, pathText } from "../../../theme/javascripts/tools/guide/rules.js";

const TREE = {
  key: "lamp-dark",
  title: "灯不亮",
  when: "按了没反应",
  start: "plugged",
  questions: {
    plugged: {
      ask: "插头插好了吗？",
      hint: null,
      answers: [
        { say: "没有", go: "plug-in" },
        { say: "插好了", go: "bulb" },
      ],
    },
    bulb: {
      ask: "灯丝断了吗？",
      hint: null,
      answers: [
        { say: "断了", go: "new-bulb" },
        { say: "没断", go: "ask-shop" },
      ],
    },
  },
  outcomes: {
    "plug-in": { title: "插上", do: "插紧。", article: "L-101" },
    "new-bulb": { title: "换灯泡", do: "换。", article: "L-102" },
    "ask-shop": { title: "拿去铺子", do: "拿来。", article: "L-101" },
  },
};

test("without answers the first question is asked", () => {
  const { question, outcome, said, isCut } = follow(TREE, []);
  assert.equal(question?.ask, "插头插好了吗？");
  assert.deepEqual([outcome, said, isCut], [null, [], false]);
});

test("answers lead to an outcome, and what was said is remembered in order", () => {
  const { question, outcome, said } = follow(TREE, ["bulb", "ask-shop"]);
  assert.equal(question, null);
  assert.equal(outcome?.title, "拿去铺子");
  assert.deepEqual(said, [
    { ask: "插头插好了吗？", say: "插好了" },
    { ask: "灯丝断了吗？", say: "没断" },
  ]);
});

test("a link to a step that is gone leads as far as it can be followed, and says so", () => {
  for (const path of [
    ["bulb", "gone"],
    ["bulb", "plug-in"],
  ]) {
    const position = follow(TREE, path);
    assert.equal(position.question?.ask, "灯丝断了吗？");
    assert.deepEqual([position.path, position.isCut], [["bulb"], true]);
  }
  assert.equal(follow(TREE, ["plug-in", "bulb"]).outcome?.title, "插上");
});

test("names that every object has are no answers", () => {
  for (const name of ["constructor", "__proto__", "toString"]) assert.equal(follow(TREE, [name]).isCut, true);
});

test("a path is written and read back", () => {
  assert.deepEqual(pathOf(pathText(["bulb", "new-bulb"])), ["bulb", "new-bulb"]);
  assert.deepEqual(pathOf(""), []);
  assert.deepEqual(pathOf("..bulb.."), ["bulb"]);
});
