// What reading costs is counted in characters that are looked at, not in seconds: what every expression is run over,
// and what is cut out of the text.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readAndJudge } from "../../../theme/javascripts/tools/verify/judge.js";
import { createRegistry } from "../../../theme/javascripts/tools/verify/registry.js";
import { hostileTexts } from "../../fuzz/hostile.mjs";
import { WALLET } from "./verify_wallet.js";

const registry = createRegistry(WALLET);
// 114 were counted, for a text of nothing but @.
const MOST_PER_CHARACTER = 150;

/** @param {() => void} work  @returns {number} Characters. */
function counted(work) {
  const { exec } = RegExp.prototype;
  const { slice, indexOf } = String.prototype;
  let characters = 0;
  RegExp.prototype.exec = function (/** @type {string} */ text) {
    const before = this.global || this.sticky ? this.lastIndex : 0;
    const found = exec.call(this, text);
    const end = found ? found.index + found[0].length : text.length;
    characters += this.sticky && !found ? 1 : 1 + end - before;
    return found;
  };
  String.prototype.slice = function (/** @type {number | undefined} */ start, /** @type {number | undefined} */ end) {
    const cut = slice.call(this, start, end);
    characters += 1 + cut.length;
    return cut;
  };
  String.prototype.indexOf = function (/** @type {string} */ what, from = 0) {
    const at = indexOf.call(this, what, from);
    characters += 1 + (at < 0 ? this.length : at) - from;
    return at;
  };
  try {
    work();
  } finally {
    RegExp.prototype.exec = exec;
    String.prototype.slice = slice;
    String.prototype.indexOf = indexOf;
  }
  return characters;
}

/** @param {string} text */
const work = (text) => counted(() => void readAndJudge(text, registry));

test("the work for a hostile text grows with its length and no faster", () => {
  const slow = [];
  for (const { name, make } of hostileTexts(1, 60)) {
    const [half, whole] = [work(make(10_000)), work(make(20_000))];
    if (whole > 2.2 * half) slow.push(`${name}: ${half} for 10,000 characters, ${whole} for 20,000`);
  }
  assert.deepEqual(slow, []);
});

test("the longest text that is read costs a bounded number of looks for each character", () => {
  const slow = [];
  for (const { name, make } of hostileTexts(2, 6)) {
    const looks = work(make(100_000));
    if (looks > MOST_PER_CHARACTER * 100_000) slow.push(`${name}: ${looks}`);
  }
  assert.deepEqual(slow, []);
});
