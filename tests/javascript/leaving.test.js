import assert from "node:assert/strict";
import { test } from "node:test";
import { leftOf } from "../../theme/javascripts/article/leaving.js";

const SEEN = { seconds: 12.6, contact: false, helpful: null };

test("what is sent names the question, the article and the time, and nobody", () => {
  const followed = { q: "灯不亮", path: "/lamps/does-not-light/" };
  assert.deepEqual(leftOf(followed, "/lamps/does-not-light/", "L-101", SEEN), {
    q: "灯不亮",
    article_id: "L-101",
    seconds: 13,
    contact: false,
    helpful: null,
  });
});

test("nothing is sent of a page that something else led to", () => {
  const elsewhere = { q: "灯不亮", path: "/lamps/change-bulb/" };
  assert.equal(leftOf(elsewhere, "/lamps/does-not-light/", "L-101", SEEN), null);
  assert.equal(leftOf(null, "/lamps/does-not-light/", "L-101", SEEN), null);
  assert.equal(leftOf({ q: "", path: "/a/" }, "/a/", "L-101", SEEN), null);
});
