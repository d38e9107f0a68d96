import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { oneLine } from "../../theme/javascripts/search/lines.js";

const cases = JSON.parse(readFileSync(new URL("lines.json", import.meta.url), "utf8"));

test("lines of a text are told apart on one line, as in the service", () => {
  for (const { text, line } of cases) assert.equal(oneLine(text), line, JSON.stringify(text));
});

test("a text on one line stays as it is", () => {
  for (const { line } of cases) assert.equal(oneLine(line), line);
});
