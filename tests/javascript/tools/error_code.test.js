import assert from "node:assert/strict";
import { test } from "node:test";
import { codeIn, findCodes } from "../../../theme/javascripts/tools/error-code/rules.js";

/** @param {string} code  @param {string} meaning */
const record = (code, meaning) => ({ code, meaning, what_to_do: "换一个插座", article: null, status: "已核实" });
const CODES = [
  record("L1001", "灯座没有电"),
  record("L1002", "灯泡松了"),
  record("L2001", "遥控器没电"),
  record("LX40001", "灯丝断了"),
];
/** @param {string} typed */
const found = (typed) => findCodes(CODES, typed).found.map(({ code }) => code);

test("a code is known however it was copied from the screen", () => {
  for (const typed of [
    "L1001",
    "l1001",
    " L 1001",
    "Ｌ１００１",
    "L-1001",
    "LlOO1",
    "l1oo1",
    "提示 L1001，灯座没有电",
    "屏幕上写着L1001",
  ]) {
    assert.equal(codeIn(typed), "L1001", typed);
    assert.deepEqual(findCodes(CODES, typed), { code: "L1001", exact: true, found: [CODES[0]] }, typed);
  }
  assert.equal(codeIn("lx40001"), "LX40001");
});

test("the beginning of a code lists all that begin so, with or without its letters", () => {
  assert.deepEqual(found("L10"), ["L1001", "L1002"]);
  assert.deepEqual(found("l"), ["L1001", "L1002", "L2001", "LX40001"]);
  assert.deepEqual(found("2001"), ["L2001"]);
  assert.equal(findCodes(CODES, "L10").exact, false);
});

test("words find the codes whose meaning says them", () => {
  assert.deepEqual(found("没电"), ["L2001"]);
  assert.deepEqual(found("灯 插座"), ["L1001", "L1002", "LX40001"]);
});

test("nothing typed lists everything, and an unknown code nothing", () => {
  assert.equal(found("").length, CODES.length);
  assert.deepEqual(found("L9999"), []);
  assert.deepEqual(found("停电通知"), []);
});
