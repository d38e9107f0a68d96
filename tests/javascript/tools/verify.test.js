import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { clean, withDigits } from "../../../theme/javascripts/tools/verify/cleaning.js";
import { findItems } from "../../../theme/javascripts/tools/verify/finding.js";
import { judgeText } from "../../../theme/javascripts/tools/verify/judge.js";
import { editDistance, foreignLetters, isNear, skeleton } from "../../../theme/javascripts/tools/verify/lookalikes.js";
import { isPhone } from "../../../theme/javascripts/tools/verify/phone_shape.js";
import { readableHost } from "../../../theme/javascripts/tools/verify/punycode.js";
import { createRegistry, ownName, registryState } from "../../../theme/javascripts/tools/verify/registry.js";
import { CALL_BACK, registryNote, summary, VERDICTS } from "../../../theme/javascripts/tools/verify/words.js";
import { REGISTRY } from "./verify_registry.js";

const registry = createRegistry(REGISTRY);
/** @param {string} text */
const kinds = (text) => findItems(text, registry.brands).map(({ kind, text: found }) => `${kind} ${found}`);
/** @param {string} text */
const only = (text) => {
  const findings = judgeText(text, registry);
  assert.equal(findings.length, 1, text);
  return findings[0];
};

test("full width, ornaments and invisible characters are read through, and their places are known", () => {
  const { plain, at } = clean("ａ\u200b①𝐛");
  assert.equal(plain, "a1b");
  assert.deepEqual(at, [0, 2, 3, 5]);
});

test("numbers spelled in Chinese are digits, one for one; a single numeral in a sentence stays", () => {
  assert.equal(withDigits("四零零-零零零-幺二三四"), "400-000-1234");
  assert.equal(withDigits("一个人等了三天"), "一个人等了三天");
});

test("a message is taken apart in its order, each thing once", () => {
  const text =
    "【萤火灯铺】您2026-11-24的订单20261124000199退款588.00元，尾号1234。点 https://s.test/Ab3x 或s.test/Ab3x，" +
    "电话400-000-1235（9:00至18:00），邮箱service@yinghuodeng.test，公众号：萤火灯铺。验证码334455";
  assert.deepEqual(kinds(text), [
    "url https://s.test/Ab3x",
    "url s.test/Ab3x",
    "phone 400-000-1235",
    "email service@yinghuodeng.test",
    "account 萤火灯铺",
  ]);
});

test("the sentence around an address is no part of it", () => {
  assert.deepEqual(kinds("请打开www.lamp.test/a?b=1领取，过期无效"), ["url www.lamp.test/a?b=1"]);
  assert.deepEqual(kinds("请打开https://www.lamp.test。谢谢"), ["url https://www.lamp.test"]);
  assert.deepEqual(kinds("去www.lamp.test查看详情"), ["url www.lamp.test"]);
  assert.deepEqual(kinds("请登录萤火灯.com领取"), ["url 萤火灯.com"]);
});

test("versions, sums, dates and codes are no phone numbers", () => {
  for (const text of [
    "升级到 8.0.1 版",
    "共 1234567 元",
    "2026-11-24 到期",
    "验证码：123456，勿告诉他人",
    "订单号 4001234567，已发货",
  ]) {
    assert.deepEqual(kinds(text), [], text);
  }
  assert.ok(isPhone("62345678", "电话：", ""));
  assert.ok(!isPhone("62345678", "编码 ", " 已发出"));
});

test("letters of other scripts have the skeleton of what they look like", () => {
  assert.equal(skeleton("раураl"), skeleton("paypal"));
  assert.equal(skeleton("LΑMP"), skeleton("lamp"));
  assert.equal(skeleton("rnodern"), skeleton("modem"));
  assert.deepEqual(foreignLetters("lаmp"), ["а"]);
  assert.deepEqual(foreignLetters("lamp灯"), []);
});

test("a swap of neighbours is one step, and short names must be nearer than long ones", () => {
  assert.equal(editDistance("lamp", "lmap"), 1);
  assert.equal(editDistance("", "abc"), 3);
  assert.equal(editDistance("kitten", "sitting"), 3);
  assert.ok(isNear("95001", "95000"));
  assert.ok(!isNear("95011", "95000"));
  assert.ok(isNear("4000001243", "4000001234"));
  assert.ok(!isNear("lamp", "lamp"));
});

test("punycode is read as the browser wrote it", () => {
  for (const host of ["萤火灯.example", "lаmp.example", "bücher.example", "a.例子.test", "灯1灯2灯3.test"]) {
    assert.equal(readableHost(new URL(`https://${host}`).hostname), host);
  }
  assert.equal(readableHost("xn--!!!.test"), "xn--!!!.test");
  assert.equal(readableHost("lamp.test"), "lamp.test");
});

test("the own name of a host is what its owner chose", () => {
  assert.equal(ownName("www.lamp.com.cn"), "lamp");
  assert.equal(ownName("pay.lamp.example"), "lamp");
  assert.equal(ownName("lamp"), "lamp");
});

test("an address is judged by the host it leads to, not by what it shows", () => {
  const cases = {
    "https://www.yinghuodeng.example@evil.test/": /evil\.test/,
    "https://evil.test\\@www.yinghuodeng.example/": /路径/,
    "https://www.yinghuodeng.example%2eevil.test/": /evil\.test/,
    "https://www.yinghuodeng.example.evil.test/": /evil\.test/,
    "https://evil.test/?to=www.yinghuodeng.example": /evil\.test/,
  };
  for (const [text, reason] of Object.entries(cases)) {
    const { verdict, reason: said } = only(text);
    assert.equal(verdict, "lookalike", text);
    assert.match(said, reason);
  }
});

test("a name below a registered domain is not registered by that", () => {
  const { verdict, reason } = only("https://new.yinghuodeng.example/");
  assert.equal(verdict, "unknown");
  assert.match(reason, /没有登记/);
});

test("what was added to a number, or passes for a digit, is said", () => {
  assert.match(only("0086-400-000-1234").reason, /前面多了 0086/);
  assert.match(only("+86 400 000 1234").reason, /前面多了 \+86/);
  assert.match(only("400-000-12345").reason, /后面多了 5/);
  assert.match(only("4OO-OOO-1234").reason, /字母冒充数字/);
});

test("a public hotline is a kind of its own, and no company's", () => {
  const { verdict, reason } = only("96110");
  assert.equal(verdict, "public");
  assert.match(reason, /不属于任何一家公司/);
  assert.equal(only("+8696110").verdict, "lookalike");
});

test("the kind of a number and a short link are explained without calling them anything", () => {
  assert.match(only("400-888-6666").reason, /400 号码：谁都能申请/);
  assert.match(only("+852 2345 6789").reason, /境外号码/);
  assert.match(only("https://s.test/Ab3x").reason, /短链接/);
  assert.equal(only("https://s.test/Ab3x").verdict, "unknown");
});

test("an account differs by case, a space or something invisible", () => {
  assert.equal(only("公众号：萤火灯铺").verdict, "official");
  for (const name of ["萤火灯 铺", "萤火灯\u200b铺", "萤火灯铺官方"])
    assert.equal(only(name).verdict, "lookalike", name);
});

test("a sentence is no account", () => {
  assert.deepEqual(judgeText("客服让我转账", registry), []);
  assert.deepEqual(judgeText("  ", registry), []);
});

test("a row that nobody has confirmed is an example, and resembling it is still said", () => {
  const channels = REGISTRY.channels.map((entry) => ({ ...entry, verified: false, verified_on: null }));
  const examples = createRegistry({ ...REGISTRY, channels });
  const [match] = judgeText("400-000-1234", examples);
  assert.equal(match.verdict, "example");
  assert.match(match.reason, /尚未核实/);
  const [near] = judgeText("400-000-1235", examples);
  assert.equal(near.verdict, "lookalike");
  assert.match(near.reason, /示例，尚未核实/);
});

test("a registry grows stale, and one without a date is stale at once", () => {
  assert.deepEqual(registryState(REGISTRY, "2027-01-30").stale, []);
  assert.equal(registryState(REGISTRY, "2027-01-31").stale.length, REGISTRY.channels.length);
  const undated = { ...REGISTRY, channels: [{ ...REGISTRY.channels[0], verified_on: null }] };
  assert.equal(registryState(undated, "2026-11-02").stale.length, 1);
  assert.match(registryNote(registryState(undated, "2026-11-02"), 90), /客服电话的核实已超过 90 天/);
  assert.match(registryNote({ verified: 0, stale: [] }, 90), /还没有核实/);
});

test("nothing the tool says promises safety, and it always tells to call back", () => {
  assert.match(CALL_BACK, /挂断后，自行回拨官网电话/);
  assert.ok(!JSON.stringify(VERDICTS).includes("安全"));
  const folder = new URL("../../../theme/javascripts/tools/verify/", import.meta.url);
  for (const file of readdirSync(folder))
    assert.ok(!readFileSync(new URL(file, folder), "utf8").includes("安全"), file);
});

test("the summary counts each verdict, the worst first", () => {
  const findings = judgeText("400-000-1234 和 95001 和 96110", registry);
  assert.equal(summary(findings), "找到 3 个：未登记 1 个；公共热线 1 个；已登记官方 1 个。");
});

test("a hostile text is read in no time worth measuring", () => {
  const texts = [
    "a.".repeat(1000),
    "1-".repeat(1000),
    "微信".repeat(1000),
    `https://${"a@".repeat(900)}`,
    "０".repeat(2000),
    "零".repeat(2000),
  ];
  for (const text of texts) assert.ok(judgeText(text, registry).length <= 30);
});
