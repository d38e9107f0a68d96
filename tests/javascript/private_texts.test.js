import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { privateParts } from "../../theme/javascripts/sensitive.js";

const CASES = JSON.parse(readFileSync(new URL("private_texts.json", import.meta.url), "utf8"));

test("the browser finds exactly what the service finds", () => {
  const differing = [];
  for (const { text, finds } of CASES) {
    const here = privateParts(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]);
    if (JSON.stringify(here) !== JSON.stringify(finds)) differing.push({ text, here, finds });
  }
  assert.ok(CASES.length > 1000);
  assert.deepEqual(differing, []);
});
