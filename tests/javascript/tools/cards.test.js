import assert from "node:assert/strict";
import { test } from "node:test";
import { masked } from "../../../theme/javascripts/tools/cards/masking.js";
import { cardText, digitsText, emptyFields } from "../../../theme/javascripts/tools/cards/text.js";

// Numbers of the test series of the card schemes; the identity number is the standard's own example.
const CARD = "4111111111111111";

test("a full card number is masked but for its end, however it is written", () => {
  const written = {
    [CARD]: "●●●●●●●●●●●●1111",
    "4111 1111 1111 1111": "●●●● ●●●● ●●●● 1111",
    "4111-1111-1111-1111": "●●●●-●●●●-●●●●-1111",
    "４１１１１１１１１１１１１１１１": "●●●●●●●●●●●●１１１１",
    "4111\u200b111111111111": "●●●●\u200b●●●●●●●●1111",
    "卡号是6222021234567890128，快查": "卡号是●●●●●●●●●●●●●●●0128，快查",
    "付了 20 4111 1111 1111 1111": "付了 20 ●●●● ●●●● ●●●● 1111",
  };
  for (const [typed, shown] of Object.entries(written)) {
    assert.deepEqual(masked(typed), { text: shown, kinds: ["card"] }, typed);
  }
});

test("two card numbers behind one another are both masked", () => {
  assert.equal(masked(`${CARD} 5555555555554444`).text, "●●●●●●●●●●●●1111 ●●●●●●●●●●●●4444");
});

test("an identity number is masked, with X and x", () => {
  assert.deepEqual(masked("身份证 11010519491231002X"), { text: "身份证 ●●●●●●●●●●●●●●002X", kinds: ["identity"] });
  assert.deepEqual(masked("11010519491231002x").kinds, ["identity"]);
});

test("a number that the customer says is an order's stays, but an identity number never does", () => {
  assert.deepEqual(masked(CARD, { isNoCard: true }), { text: CARD, kinds: [] });
  assert.deepEqual(masked("11010519491231002X", { isNoCard: true }).kinds, ["identity"]);
});

test("passwords and codes are masked where they are named", () => {
  const written = {
    密码是abc12345: ["密码是●●●●", "password"],
    "支付密码：654321": ["支付密码：●●●●", "password"],
    "密 码 = hunter22!": ["密 码 = ●●●●", "password"],
    "Password: s3cret": ["Password: ●●●●", "password"],
    "pwd=hunter2": ["pwd=●●●●", "password"],
    "PWD：a1b2c3": ["PWD：●●●●", "password"],
    "passwd = lamp99": ["passwd = ●●●●", "password"],
    "验证码 1234": ["验证码 ●●●●", "code"],
    "验证码是「８８６６２２」": ["验证码是「●●●●」", "code"],
    "我说了 480213 是验证码": ["我说了 ●●●● 是验证码", "code"],
    "安全码：123": ["安全码：●●●●", "code"],
    "CVV 123": ["CVV ●●●●", "code"],
  };
  for (const [typed, [shown, kind]] of Object.entries(written)) {
    assert.deepEqual(masked(typed), { text: shown, kinds: [kind] }, typed);
  }
});

test("what a card is made for is left alone", () => {
  for (const text of [
    "2026-11-24 21:03",
    "2026112422001450581400012345", // an order number of 28 digits
    "1234",
    "E1003",
    "提示验证码错误",
    "收不到验证码",
    "密码输错了，被锁住了",
    "忘了密码，点了找回",
    "35.80 元",
    "12363",
    "Wi-Fi，中国某某",
  ]) {
    assert.deepEqual(masked(text), { text, kinds: [] }, text);
  }
});

/**
 * @param {string} key
 * @param {string} name
 * @param {import("../../../theme/javascripts/tools/cards/text.js").Field["kind"]} kind
 */
const field = (key, name, kind = "line") => ({
  key,
  name,
  kind,
  where: "灯座底下",
  example: null,
  is_long_number: false,
  last_digits: null,
});
const CARD_OF_LAMP = {
  key: "fault",
  title: "坏灯卡",
  when: "去铺子之前",
  article: "L-101",
  fields: [field("lamp", "灯的名字"), field("at", "买灯的时间", "time"), field("dark", "哪里不亮", "long")],
};
/** @param {Record<string, string>} values  @param {string[]} noCards */
const filled = (values, noCards = []) => ({ values: new Map(Object.entries(values)), noCards: new Set(noCards) });

test("a card says what is filled in, in its order, and nothing else", () => {
  const values = filled({ dark: "左边\n右边", lamp: " 萤火 ", at: "2026-03-01T09:05", other: "别的卡" });
  assert.equal(
    cardText(CARD_OF_LAMP, values),
    "【坏灯卡】\n灯的名字：萤火\n买灯的时间：2026-03-01 09:05\n哪里不亮：\n左边\n右边\n",
  );
});

test("an empty card is no text, and blanks are not filled in", () => {
  const blank = filled({ lamp: "  " });
  assert.equal(cardText(CARD_OF_LAMP, blank), "");
  assert.equal(emptyFields(CARD_OF_LAMP, blank).length, 3);
});

test("the text of a card is masked in every field", () => {
  const text = cardText(CARD_OF_LAMP, filled({ lamp: CARD, dark: "密码：abc123" }));
  assert.equal(text.includes(CARD), false);
  assert.equal(text.includes("abc123"), false);
});

const ENDED = { ...field("phone", "手机号后四位"), last_digits: 4 };
const CARD_OF_END = { ...CARD_OF_LAMP, fields: [ENDED] };

test("of a number only the last four digits stand on the card, however it is written", () => {
  for (const typed of ["0000", "123450000", "1234 5000 0", "１２３４５００００", "尾号0000"]) {
    assert.equal(cardText(CARD_OF_END, filled({ phone: typed })), "【坏灯卡】\n手机号后四位：0000\n", typed);
  }
  assert.equal(cardText(CARD_OF_END, filled({ phone: "不记得" })), "【坏灯卡】\n手机号后四位：不记得\n");
});

test("more or fewer digits than four are spoken of; four, or none, are not", () => {
  assert.equal(digitsText(ENDED, "0000"), "");
  assert.equal(digitsText(ENDED, ""), "");
  assert.match(digitsText(ENDED, "123450000"), /只留这 4 位/);
  assert.match(digitsText(ENDED, "12"), /要 4 位数字/);
  assert.equal(digitsText(field("lamp", "灯的名字"), "12"), "");
});
