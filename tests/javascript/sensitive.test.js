import assert from "node:assert/strict";
import { test } from "node:test";
import {
  findSensitive,
  findSensitiveWhileTyping,
  LONGEST_READ,
  withoutPrivate,
} from "../../theme/javascripts/sensitive.js";

// Well-known test numbers: a card of the payment networks' documentation, an identity number whose
// check character fits an invented person.
const CARD = "4111111111111111";
const IDENTITY = "11010519491231002X";

test("a mobile number is found however it is written", () => {
  for (const text of [
    "13800138000",
    "我的手机是13800138000收不到验证码",
    "138 0013 8000",
    "138-0013-8000",
    "+86 13800138000",
    "１３８００１３８０００",
    "138\u200b0013\u200b8000",
  ]) {
    assert.equal(findSensitive(text), "mobile", text);
  }
});

test("a bank card number passes Luhn's check", () => {
  assert.equal(findSensitive(`卡号 ${CARD} 退款没到`), "bank_card");
  assert.equal(findSensitive("4111 1111 1111 1111"), "bank_card");
  assert.equal(findSensitive("4111111111111112"), null);
});

test("an identity number has a right check character, in either case", () => {
  assert.equal(findSensitive(IDENTITY), "identity_card");
  assert.equal(findSensitive(`身份证${IDENTITY.toLowerCase()}`), "identity_card");
  assert.equal(findSensitive("110105194912310021"), null);
});

test("everyday questions are no secrets, not even while they are typed", () => {
  for (const text of [
    "退款多久到账",
    "R-102",
    "96110 是什么电话",
    "2026-11-22 的退款",
    "转了 5000 元",
    "400-000-0000",
    "",
  ]) {
    assert.equal(findSensitive(text), null, text);
    assert.equal(findSensitiveWhileTyping(text), null, text);
  }
});

test("a long number counts while it is typed, because the next key may complete it", () => {
  for (let length = 7; length < 11; length += 1) {
    assert.equal(findSensitiveWhileTyping("13800138000".slice(0, length)), "long_number");
  }
  assert.equal(findSensitiveWhileTyping("13800138000"), "mobile");
  assert.equal(findSensitiveWhileTyping(CARD.slice(0, 15)), "long_number");
  assert.equal(findSensitiveWhileTyping(IDENTITY.slice(0, 17)), "long_number");
  assert.equal(findSensitiveWhileTyping("13800"), null);
});

test("six digits that nothing explains may be a code or a password", () => {
  for (const text of ["138001", "这个208816是干嘛用的", "支付的时候按808019它说错"]) {
    assert.equal(findSensitive(text), "secret", text);
  }
  for (const text of ["100000能提吗", "账单202601导出失败", "错误码 SYS-100208", "208816元没到账"]) {
    assert.equal(findSensitive(text), null, text);
  }
});

test("of a question that is far too long nothing is searched for that was not read", () => {
  const { text } = withoutPrivate(`${"退款".repeat(LONGEST_READ / 2)}我的密码是小龙虾`);

  assert.equal(text, "退款".repeat(LONGEST_READ / 2));
});
