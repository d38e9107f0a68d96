import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { withoutPrivate } from "../../theme/javascripts/sensitive.js";

const CASES = JSON.parse(readFileSync(new URL("withheld.json", import.meta.url), "utf8"));

test("links and messages are withheld from the search as in the service, and the rest is searched", () => {
  for (const { text, rest } of CASES) assert.equal(withoutPrivate(text).text, rest, text);
});
