import assert from "node:assert/strict";
import { test } from "node:test";
import { privateInHandover } from "../../theme/javascripts/sensitive_orders.js";

/** @param {string} digits  With the check digit of cards behind. */
function withCheckDigit(digits) {
  const sum = [...digits].reverse().reduce((all, one, place) => {
    const value = Number(one) * (place % 2 ? 1 : 2);
    return all + (value > 9 ? value - 9 : value);
  }, 0);
  return digits + String((10 - (sum % 10)) % 10);
}

/** @param {string} digits  Seventeen, with the check sign of identity cards behind. */
function identity(digits) {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  return digits + "10X98765432"[weights.reduce((all, weight, i) => all + weight * Number(digits[i]), 0) % 11];
}

let state = 7;
const digit = () => {
  state = (Math.imul(state, 1103515245) + 12345) >>> 0;
  return String((state >>> 16) % 10);
};
const digits = (/** @type {number} */ count) => Array.from({ length: count }, digit).join("");

test("numbers of orders and transactions of 16 to 28 digits may be handed over", () => {
  for (let length = 16; length <= 28; length += 1) {
    for (let turn = 0; turn < 40; turn += 1) {
      for (const start of [
        "2026",
        "1000",
        "7",
        "80",
        "0",
        ...(length > 19 ? ["4200", "62", "13800138000", "420000"] : []),
      ]) {
        // With a valid check digit too: only a card's own beginning makes it one.
        const number = withCheckDigit(start + digits(length - 1 - start.length));
        if (length === 18 && /^[1-9]\d{5}(18|19|20)/.test(number)) continue;
        for (const text of [number, `订单号${number}`, `交易单号：${number}，金额 25 元`, `微信支付 ${number}`]) {
          assert.equal(privateInHandover(text), null, text);
        }
      }
    }
  }
});

test("a number of a transaction with a date of birth's shape in it is no identity card", () => {
  for (let turn = 0; turn < 200; turn += 1) {
    const number = `42000020261124${digits(14)}`;
    assert.equal(privateInHandover(number), null, number);
  }
});

test("cards are found by issuer and check digit, however they are written", () => {
  for (const start of ["622202", "621700", "4367", "5187", "9558", "356", "601382"]) {
    const sixteen = withCheckDigit(start + digits(15 - start.length));
    const groups = sixteen.replace(/(.{4})(?=.)/g, "$1 ");
    const wide = [...sixteen].map((one) => String.fromCodePoint(0xff10 + Number(one))).join("");
    for (const text of [
      sixteen,
      groups,
      groups.replaceAll(" ", "-"),
      wide,
      `卡号${sixteen}，订单 202611241234567890`,
    ]) {
      assert.equal(privateInHandover(text), "银行卡号", text);
    }
  }
  const nineteen = withCheckDigit(`622202${digits(12)}`);
  assert.equal(privateInHandover(`订单号 ${nineteen}`), "银行卡号");
});

test("identity cards are found, however they are written", () => {
  for (let turn = 0; turn < 50; turn += 1) {
    const number = identity(`11010119900307${digits(3)}`);
    for (const text of [
      number,
      number.toLowerCase(),
      `${number.slice(0, 6)} ${number.slice(6, 14)} ${number.slice(14)}`,
    ]) {
      assert.equal(privateInHandover(`身份证 ${text}`), "身份证号", text);
    }
  }
});

test("passwords, codes and papers stay out; how to reach the customer does not", () => {
  for (const text of ["密码是 abc12345", "验证码 482913", "护照号 E12345678"]) {
    assert.notEqual(privateInHandover(text), null, text);
  }
  for (const text of [
    "13800138000",
    "打 138-0013-8000，下午",
    "lamp@example.com",
    "",
    "换了灯泡还不亮",
    "2026-11-24 14:03 付的，25.80 元",
    "工单 20261124001",
  ]) {
    assert.equal(privateInHandover(text), null, text);
  }
});
