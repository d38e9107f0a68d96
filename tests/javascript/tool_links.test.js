import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { createBrowserSearch } from "../../theme/javascripts/search/browser_search.js";
import { linkToSection, toolLink } from "../../theme/javascripts/search/tool_links.js";
import { SHOP } from "./shop.js";

const { today, words, cases } = JSON.parse(readFileSync(new URL("tool_links.json", import.meta.url), "utf8"));

test("what a text names opens the tool that works on it, and a question opens none", () => {
  for (const [text, tool, query] of cases) {
    const link = toolLink(text, today, words);
    assert.deepEqual(link && { tool: link.tool, query: link.query }, tool && { tool, query }, text);
  }
});

test("a tool that is asked for comes first, opens filled in and is a hit of its own kind", () => {
  /** @type {import("../../theme/javascripts/search/types.js").IndexedArticle} */
  const tool = {
    id: "G-105",
    url: "/tools/error-code/",
    title: "查代码",
    summary: "输入代码看意思。",
    category: "returns",
    tool: "error-code",
    questions: ["代码什么意思"],
    passages: [["全部", "L1001 没有电，等待退款。", "全部"]],
  };
  const { search } = createBrowserSearch({ ...SHOP, articles: [...SHOP.articles, tool] });
  const [first] = search({ q: "L1001 是什么" }).hits;
  assert.equal(first.kind, "tool");
  assert.equal(first.url, "/tools/error-code/?code=L1001");
  assert.deepEqual([first.anchor, first.heading], [null, "L1001"]);
  const plain = search({ q: "退款多久到账" }).hits[0];
  assert.equal(plain.kind, "article");
});

test("a tool that has sections opens at the one that was found", () => {
  assert.deepEqual(linkToSection("cards", "投诉材料", words.still_stuck), {
    tool: "cards",
    query: `?${new URLSearchParams({ card: "投诉材料" })}`,
  });
  for (const { tool, heading } of [
    { tool: "guide", heading: null },
    { tool: "guide", heading: "还没解决？" },
    { tool: "verify", heading: "付款失败" },
  ]) {
    assert.equal(linkToSection(tool, heading, words.still_stuck), null);
  }
});
