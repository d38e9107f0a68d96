import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { clearRecent, keepRecent, recentSearches } from "../../theme/javascripts/search/recent.js";
import { emptyStorage } from "./kept_on_device.js";

beforeEach(emptyStorage);

test("the newest search comes first, each once, no more than six", () => {
  for (const text of ["一", "二", "三", "四", "五", "六", "七", "三"]) keepRecent(text);
  assert.deepEqual(recentSearches(), ["三", "七", "六", "五", "四", "二"]);
});

test("a private number is never kept", () => {
  keepRecent("13800138000");
  keepRecent("");
  assert.deepEqual(recentSearches(), []);
});

test("cleared is gone", () => {
  keepRecent("退款");
  clearRecent();
  assert.deepEqual(recentSearches(), []);
});

test("what another version or a stranger wrote is no reason to fail", () => {
  for (const kept of ["{", "null", '"退款"', "[1, null, {}]"]) {
    localStorage.setItem("kb-recent", kept);
    assert.deepEqual(recentSearches(), []);
  }
});

test("without storage there are simply no recent searches", () => {
  Object.assign(globalThis, { localStorage: undefined });
  keepRecent("退款");
  assert.deepEqual(recentSearches(), []);
});
