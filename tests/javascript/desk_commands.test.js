import assert from "node:assert/strict";
import { test } from "node:test";
import { COMMANDS, commandOf } from "../../search_service/desk/shell/agent/assets/commands.js";

/** @param {string} code  @param {Partial<KeyboardEvent>} [held] */
const press = (code, { key = "", ...held } = {}) => ({
  code,
  key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  isComposing: false,
  ...held,
});

test("every command has a key of its own, none of them a digit", () => {
  const codes = COMMANDS.map(({ code }) => code);
  assert.equal(new Set(codes).size, codes.length);
  assert.ok(codes.every((code) => /^Key[A-Z]$/.test(code)));
  for (const { code, key } of COMMANDS) assert.equal(code, `Key${key}`);
});

test("no key that browsers on Windows keep with Alt is used", () => {
  assert.deepEqual(
    COMMANDS.filter(({ key }) => "DEF".includes(key)),
    [],
  );
});

test("while something is typed, a bare key is never a command", () => {
  for (const code of [...COMMANDS.map((one) => one.code), "Digit1", "Numpad1"]) {
    assert.equal(commandOf(press(code), true), null);
  }
});

test("with Alt while typing, and bare while reading, a digit copies what is to be said", () => {
  assert.deepEqual(commandOf(press("Digit3", { altKey: true }), true), { id: "say", number: 3 });
  assert.deepEqual(commandOf(press("Digit3"), false), { id: "say", number: 3 });
  assert.deepEqual(commandOf(press("Numpad3"), false), { id: "say", number: 3 });
});

test("Alt and the number pad make characters on Windows, so they are left alone", () => {
  assert.equal(commandOf(press("Numpad3", { altKey: true }), true), null);
});

test("an input method at work, and keys of the browser, are left alone", () => {
  assert.equal(commandOf(press("Digit1", { altKey: true, isComposing: true }), true), null);
  assert.equal(commandOf(press("KeyL", { ctrlKey: true }), false), null);
  assert.equal(commandOf(press("KeyC", { metaKey: true }), false), null);
  assert.equal(commandOf(press("KeyX", { shiftKey: true }), false), null);
});

test("the table of keys is a question mark away", () => {
  assert.deepEqual(commandOf(press("Slash", { key: "?", shiftKey: true }), false), { id: "help" });
  assert.deepEqual(commandOf(press("Slash", { key: "/", altKey: true }), true), { id: "help" });
});
