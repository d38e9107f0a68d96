import assert from "node:assert/strict";
import { test } from "node:test";
import { fuzz } from "../../fuzz/verify.mjs";

// `make fuzz` does the same with 100,000 cases.
const { falseOfficial, calledFake, genuine, lost, changed } = fuzz(20261128, 4000);

test("no changed official writing is called official", () => {
  assert.ok(changed > 2500);
  assert.deepEqual(falseOfficial, []);
});

test("of genuine writings, at most one in two hundred is called fake", () => {
  assert.ok(calledFake.length <= genuine / 200, JSON.stringify(calledFake));
});

test("an imitation among many harmless addresses is said", () => assert.deepEqual(lost, []));
