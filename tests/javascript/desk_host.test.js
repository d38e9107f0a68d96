import assert from "node:assert/strict";
import { test } from "node:test";
import { readMessage } from "../../search_service/desk/shell/agent/assets/host.js";

test("a case has a number and a text, and is cut to what may be asked", () => {
  assert.deepEqual(readMessage({ to: "kb-desk", type: "hello" }), { type: "hello" });
  assert.deepEqual(readMessage({ to: "kb-desk", type: "case", id: " 8812 ", text: "灯不亮" }), {
    type: "case",
    id: "8812",
    text: "灯不亮",
  });
  const long = readMessage({ to: "kb-desk", type: "case", id: "1", text: "灯".repeat(9000) });
  assert.deepEqual(long, { type: "case", id: "1", text: "灯".repeat(2000) });
});

test("whatever else comes is no message", () => {
  const none = [
    null,
    "case",
    5,
    [],
    {},
    { type: "case", id: "1", text: "灯" },
    { to: "kb-desk", type: "clear" },
    { to: "kb-desk", type: "case", id: 1, text: "灯" },
    { to: "kb-desk", type: "case", id: " ", text: "灯" },
    { to: "kb-desk", type: "case", id: "1".repeat(65), text: "灯" },
    { to: "kb-desk", type: "case", id: "1", text: { toString: () => "灯" } },
  ];
  for (const one of none) assert.equal(readMessage(one), null);
});
