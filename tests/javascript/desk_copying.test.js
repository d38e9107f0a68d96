import assert from "node:assert/strict";
import { test } from "node:test";
import { handOutCopy, scriptCopy } from "../../search_service/desk/shell/agent/assets/copying.js";

const say = [{ when: "开场", text: "我先看看您的灯。", unverified: false }];
const scripts = { say, ask: [], verify: [], never_say: [], escalate: [], draft: false };
const hand_out = { link: "https://lamps.example/a/", sms: "看这里", spoken: "L 幺零幺" };
/** @param {object} [article] @param {object | null} [old] @returns {any} */
const drawn = (article = {}, old = null) => ({
  text: "灯",
  article: { id: "L-101", status: "已复核", flags: [], scripts, hand_out, ...article },
  old,
});

test("what was copied is named with its article", () => {
  assert.deepEqual(scriptCopy(drawn(), 1), {
    text: "我先看看您的灯。",
    said: "已复制 L-101 话术 1：开场",
    caution: false,
  });
});

test("what is stale, a draft or not confirmed says so when it is copied", () => {
  const line = { ...say[0], unverified: true };
  for (const [article, words] of /** @type {[object, string[]][]} */ ([
    [{ status: "过期" }, ["文章过期"]],
    [{ status: "草稿" }, ["文章还是草稿"]],
    [{ scripts: { ...scripts, draft: true } }, ["话术还是草稿"]],
    [{ flags: [{}] }, ["有人标记这篇有误"]],
    [{ status: "草稿", scripts: { ...scripts, say: [line], draft: true } }, ["文章还是草稿", "话术还是草稿", "待核实"]],
  ])) {
    const made = scriptCopy(drawn(article), 1);
    assert.equal(made.text, "我先看看您的灯。");
    assert.ok(made.caution);
    for (const word of words) assert.ok(made.said.includes(word), made.said);
  }
  assert.match(handOutCopy(drawn({ status: "过期" }), "link", false).said, /L-101 链接.*过期/);
});

test("where there is nothing to copy the clipboard is emptied, and it is said", () => {
  for (const made of [
    scriptCopy(drawn({ scripts: null }), 1),
    scriptCopy(drawn(), 2),
    handOutCopy(drawn({ hand_out: null }), "link", false),
  ]) {
    assert.equal(made.text, "");
    assert.match(made.said, /L-101.*没有复制，剪贴板已清空/);
    assert.ok(made.caution);
  }
});

test("in an old version only the words of that day are copied, or nothing", () => {
  const then = { ...scripts, say: [{ ...say[0], text: "当时的话。" }] };
  const made = scriptCopy(drawn({}, { as_of: "2026-03-01", scripts: then }), 1);
  assert.equal(made.text, "当时的话。");
  assert.match(made.said, /2026-03-01 的旧话术/);
  assert.equal(scriptCopy(drawn({}, { as_of: "2026-03-01", scripts: null }), 1).text, "");
  assert.equal(handOutCopy(drawn({}, { as_of: "2026-03-01", scripts: then }), "link", false).text, "");
});

test("where there are no words the reason for it is said", () => {
  const { text, said } = scriptCopy(drawn({ scripts: null, without_scripts: "发网址" }), 1);
  assert.equal(text, "");
  assert.match(said, /L-101 没有话术（发网址）/);
});
