import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOf } from "../../search_service/desk/shell/agent/assets/days.js";
import { handoverChoices } from "../../search_service/desk/shell/agent/assets/handover_choice.js";

/** @param {string} id @param {string} name @returns {any} */
const form = (id, name) => ({ article: { id, title: name }, form: { to: { name, unverified: false }, fields: [] } });
const FORMS = [form("N-103", "卖灯组"), form("N-104", "修灯组"), form("N-105", "客诉组"), form("N-106", "电工")];
/** @param {string | null} handover @param {string[]} escalate @returns {any} */
const article = (handover, escalate = []) => ({
  id: "L-101",
  handover,
  scripts: { escalate: escalate.map((name) => ({ when: "不亮", to: { name } })) },
});
/** @param {import("../../search_service/desk/shell/agent/assets/handover_choice.js").Choice[]} choices */
const shown = (choices) => choices.map(({ handover, why }) => [handover.article.id, why]);

test("the team comes from the article, then the pinned ones, then the escalation, then by choice", () => {
  const pins = /** @type {any[]} */ ([{ id: "L-102", handover: "N-106" }]);
  assert.deepEqual(shown(handoverChoices(article("N-104", ["客诉组", "修灯组"]), pins, FORMS)), [
    ["N-104", "这篇 L-101"],
    ["N-106", "钉住的 L-102"],
    ["N-105", "升级：不亮"],
    ["N-103", ""],
  ]);
});

test("nobody takes over only for being the first there is", () => {
  assert.ok(handoverChoices(article(null), [], FORMS).every(({ why }) => why === ""));
  assert.equal(handoverChoices(article("N-999"), [], FORMS)[0].why, "");
  assert.equal(handoverChoices(article(null, ["电工"]), [], FORMS)[0].handover.article.id, "N-106");
  assert.deepEqual(handoverChoices(null, [], []), []);
});

test("a day is read as it is typed", () => {
  for (const typed of ["20261124", "2026-11-24", "2026/11/24", "2026.11.24", "2026年11月24日", " ２０２６１１２４ "]) {
    assert.deepEqual(dayOf(typed, "2026-11-24"), { day: "2026-11-24", wrong: null });
  }
  assert.equal(dayOf("2026-3-5", "2026-11-24").day, "2026-03-05");
});

test("what is no day, or has no version yet, is said with what may be typed", () => {
  assert.match(dayOf("昨天", "2026-11-24").wrong ?? "", /20261124/);
  assert.match(dayOf("", "2026-11-24").wrong ?? "", /20261124/);
  assert.match(dayOf("20260230", "2026-11-24").wrong ?? "", /没有 2026-02-30 这一天/);
  assert.match(dayOf("20261125", "2026-11-24").wrong ?? "", /最晚是今天 2026-11-24/);
});
