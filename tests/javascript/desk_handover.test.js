import assert from "node:assert/strict";
import { test } from "node:test";
import { handoverText } from "../../search_service/desk/shell/agent/assets/handover.js";

test("a hand-over says what was filled in, what was not, and what was looked up", () => {
  const text = handoverText({
    team: "修灯组",
    articles: [
      { id: "L-101", title: "灯不亮怎么办" },
      { id: "N-101", title: "修灯怎么转交" },
    ],
    fields: [
      { name: "灯号", value: " 七号 " },
      { name: "情况", value: "  " },
    ],
  });
  assert.equal(text, "【转交】修灯组\n灯号：七号\n情况：（未填）\n参考：L-101 灯不亮怎么办；N-101 修灯怎么转交");
});
