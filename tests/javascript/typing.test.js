import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { watchTyping } from "../../theme/javascripts/search/typing.js";

/** A text field without a page: it holds a value and sends the events a browser sends. */
class Field extends EventTarget {
  value = "";
  /** @param {string} name @param {object} [properties] */
  send(name, properties = {}) {
    const event = Object.assign(new Event(name, { cancelable: true }), properties);
    this.dispatchEvent(event);
    return event;
  }
  /** @param {string} value @param {boolean} [isComposing] */
  type(value, isComposing = false) {
    this.value = value;
    this.send("input", { isComposing });
  }
}

function watched() {
  const field = new Field();
  /** @type {string[]} */
  const reported = [];
  const typing = watchTyping(/** @type {any} */ (field), (text) => reported.push(text));
  return { field, reported, typing };
}

test("quick typing is reported once, after the pause", async () => {
  const { field, reported } = watched();
  for (const text of ["t", "tu", "tui"]) field.type(text);
  assert.deepEqual(reported, []);
  await pause(150);
  assert.deepEqual(reported, ["tui"]);
});

test("nothing is reported while an input method composes, and exactly once when it is done", async () => {
  const { field, reported, typing } = watched();
  field.send("compositionstart");
  for (const text of ["t", "tui", "tui kuan"]) field.type(text, true);
  await pause(200);
  assert.deepEqual(reported, []);
  assert.equal(typing.composing, true);
  field.value = "退款";
  field.send("compositionend");
  field.type("退款"); // Firefox sends one more input event
  await pause(150);
  assert.deepEqual(reported, ["退款"]);
});

test("the Enter that commits a composition does not search, a later one does", async () => {
  const { field } = watched();
  field.send("compositionstart");
  assert.equal(field.send("keydown", { key: "Enter", isComposing: true }).defaultPrevented, true);
  field.send("compositionend");
  assert.equal(field.send("keydown", { key: "Enter" }).defaultPrevented, true);
  await pause(60);
  assert.equal(field.send("keydown", { key: "Enter" }).defaultPrevented, false);
});

test("a composition that never ends is reported after a long pause", async () => {
  const { field, reported } = watched();
  field.send("compositionstart");
  field.type("refund", true);
  await pause(1600);
  assert.deepEqual(reported, ["refund"]);
});

test("text set by the page is not reported", async () => {
  const { field, reported, typing } = watched();
  typing.set("退款");
  field.send("input");
  await pause(120);
  assert.deepEqual(reported, []);
});
