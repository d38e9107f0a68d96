import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { judgeText, readAndJudge } from "../../../theme/javascripts/tools/verify/judge.js";
import { createRegistry } from "../../../theme/javascripts/tools/verify/registry.js";
import { notShown } from "../../../theme/javascripts/tools/verify/words.js";
import { WALLET } from "./verify_wallet.js";

const TRAPS = JSON.parse(readFileSync(new URL("verify_traps.json", import.meta.url), "utf8"));
const registry = createRegistry(WALLET);
/** @param {string} text */
const verdicts = (text) => judgeText(text, registry).map(({ verdict }) => verdict);
/** @param {string} text */
const say = (text) =>
  JSON.stringify([text, judgeText(text, registry).map(({ item, verdict, reason }) => [item.text, verdict, reason])]);

for (const text of TRAPS.never_official) {
  test(`never official: ${JSON.stringify(text)}`, () => assert.ok(!verdicts(text).includes("official"), say(text)));
}

for (const text of TRAPS.found)
  test(`found: ${JSON.stringify(text)}`, () => assert.ok(verdicts(text).length, say(text)));

for (const [text, other] of TRAPS.said) {
  test(`said beside what is official: ${JSON.stringify(text)}`, () => {
    const { findings, remains } = readAndJudge(text, registry);
    const doubted = findings.filter(({ verdict }) => verdict !== "official").map(({ item }) => item.text);
    assert.ok(
      [...doubted, ...remains].some((one) => one.includes(other)),
      say(text),
    );
  });
}

for (const text of TRAPS.lookalike) {
  test(`a look-alike: ${JSON.stringify(text)}`, () => assert.ok(verdicts(text).includes("lookalike"), say(text)));
}

for (const text of TRAPS.official) {
  test(`a genuine writing: ${JSON.stringify(text)}`, () => {
    const found = verdicts(text);
    assert.ok(found.includes("official") && !found.includes("lookalike"), say(text));
  });
}

for (const text of TRAPS.never_fake) {
  test(`never called fake: ${JSON.stringify(text)}`, () => assert.ok(!verdicts(text).includes("lookalike"), say(text)));
}

test("with 95188 registered, the numbers of banks are theirs and no near misses", () => {
  const channels = [{ ...WALLET.channels[2], value: "95188" }];
  const other = createRegistry({ ...WALLET, channels });
  assert.equal(judgeText("95188", other)[0].verdict, "official");
  for (const text of ["95588", "95516", "95189", "12315", "10086"])
    assert.equal(judgeText(text, other)[0].verdict, "unknown", text);
  assert.match(judgeText("95588", other)[0].reason, /工商银行/);
});

test("a number of a registered row is listed as well-known no more", () => {
  const own = createRegistry({ ...WALLET, public_numbers: [{ name: "短号", value: "95312", checked: true }] });
  assert.equal(judgeText("95312", own)[0].verdict, "official");
});

test("the worst of many is shown, and what is not shown is counted", () => {
  const text = `${Array.from({ length: 40 }, (_, n) => `site${n}.test`).join(" ")} www.uqianbao.vip`;
  const reading = readAndJudge(text, registry);
  assert.equal(reading.findings.length, 30);
  assert.ok(reading.findings.some(({ verdict, item }) => verdict === "lookalike" && item.text === "www.uqianbao.vip"));
  assert.deepEqual(reading.hidden, Array(11).fill("unknown"));
  assert.match(notShown(reading), /还有 11 个没有列出：未登记 11 个/);
});

test("items, characters and remains that nobody judged are said", () => {
  const many = Array.from({ length: 400 }, (_, n) => `s${n}.test`).join(" ");
  assert.match(notShown(readAndJudge(many, registry)), /后面至少 100 个没有核对/);
  assert.match(notShown(readAndJudge(`${"www.same.test ".repeat(2500)}www.uqianbao.vip`, registry)), /没有核对/);
  assert.match(notShown(readAndJudge("a".repeat(100_010), registry)), /最后 10 个字没有核对/);
  assert.match(notShown(readAndJudge("电话 95312，订单号 20261124000199", registry)), /20261124000199/);
  assert.equal(notShown(readAndJudge("电话 95312", registry)), "");
});

test("a doubt is explained by what touches the piece", () => {
  const [{ verdict, reason }] = judgeText("www.uqianbao.cn官网", registry);
  assert.equal(verdict, "unknown");
  assert.match(reason, /紧挨着「官网」/);
});

test("www. is the same only in front of an own domain, and second levels give out names of their own", () => {
  const shop = createRegistry({ ...WALLET, channels: [{ ...WALLET.channels[3], value: "https://www.lamp.com.cn" }] });
  assert.equal(judgeText("lamp.com.cn", shop)[0].verdict, "official");
  for (const text of ["www.www.lamp.com.cn", "com.cn", "evil.com.cn", "www.com.cn"])
    assert.notEqual(judgeText(text, shop)[0].verdict, "official", text);
});

test("a well-known number is never official, and an unchecked one says so", () => {
  for (const checked of [true, false]) {
    const known = { name: "一家银行的客服电话", value: "95999", checked };
    const [found] = readAndJudge("95999", createRegistry({ ...WALLET, public_numbers: [known] })).findings;
    assert.equal(found.verdict, "unknown");
    assert.equal(found.reason.includes("出处还没有核对"), !checked);
    assert.match(found.reason, /不是登记的官方电话。要打，就拨你的卡上/);
  }
});
