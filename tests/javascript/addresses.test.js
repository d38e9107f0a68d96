import assert from "node:assert/strict";
import { test } from "node:test";
import { readState } from "../../theme/javascripts/search/search_page.js";
import { pageUrl, resultsUrl, SEARCH_ENDPOINT } from "../../theme/javascripts/search/site.js";

const root = new URL("../../", SEARCH_ENDPOINT).href.replace(/api\/$/, "");

test("a hit leads to its section on this site", () => {
  assert.equal(pageUrl("/refunds/how-long/", "工作日"), `${root}refunds/how-long/#${encodeURIComponent("工作日")}`);
});

test("no path leads to another site or runs a script", () => {
  for (const path of [
    "//evil.example/",
    "https://evil.example/",
    "javascript:alert(1)",
    "\\\\evil.example",
    "/\\evil.example",
  ]) {
    assert.ok(pageUrl(path).startsWith(root), `${path} → ${pageUrl(path)}`);
  }
});

test("the address of a results page reads back as the state it was made from", () => {
  const state = { q: "退款 & 到账?", category: "refunds", page: 3, literal: true };
  assert.deepEqual(readState(new URL(resultsUrl(state)).search), state);
});

test("a broken address is the first page of nothing", () => {
  for (const search of ["", "?page=-1", "?page=x", "?page=1e9&literal=maybe"]) {
    assert.deepEqual(readState(search), { q: "", category: "", page: 1, literal: false });
  }
});
