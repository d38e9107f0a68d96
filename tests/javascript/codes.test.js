import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { articleCodes } from "../../theme/javascripts/search/codes.js";

const { cases } = JSON.parse(readFileSync(new URL("codes.json", import.meta.url), "utf8"));

test("a code is read however it is typed or spoken", () => {
  for (const [text, codes] of cases) assert.deepEqual(articleCodes(text), codes, text);
});
