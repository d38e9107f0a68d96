import assert from "node:assert/strict";
import { before, test } from "node:test";

/** Just enough of a document to see what is made. */
class Made {
  /** @param {string} name */
  constructor(name) {
    this.name = name;
    /** @type {(Made | string)[]} */
    this.children = [];
  }
  /** @param {...(Made | string)} children */
  append(...children) {
    this.children.push(...children);
  }
}

/** @type {typeof import("../../theme/javascripts/search/urgent_calls.js").urgentCalls} */
let urgentCalls;
before(async () => {
  globalThis.document = /** @type {any} */ ({ createElement: (/** @type {string} */ name) => new Made(name) });
  ({ urgentCalls } = await import("../../theme/javascripts/search/urgent_calls.js"));
});

test("each number to ring is a button that dials it, the most important first", () => {
  const call = [
    { name: "报警电话", value: "110", use: "钱已经转出" },
    { name: "客服电话", value: "400-123 4567", use: "冻结账户" },
  ];
  const [note] = /** @type {any[]} */ (urgentCalls({ situation: "灯不见了", call }));
  const [text, ...buttons] = note.children;
  assert.match(text, /^灯不见了：/);
  assert.deepEqual(
    buttons.map((/** @type {any} */ { href, children }) => [href, ...children]),
    [
      ["tel:110", "报警电话 110"],
      ["tel:4001234567", "客服电话 400-123 4567"],
    ],
  );
});

test("without trouble, or without anybody to ring, nothing is shown", () => {
  assert.deepEqual(urgentCalls(undefined), []);
  assert.deepEqual(urgentCalls({ situation: "灯不见了", call: [] }), []);
});
