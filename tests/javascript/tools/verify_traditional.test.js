import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { RULES } from "../../../theme/javascripts/sensitive_rules.js";
import { simplified } from "../../../theme/javascripts/tools/verify/traditional.js";

const FOLDER = new URL("../../../theme/javascripts/tools/verify/", import.meta.url);
const WORDS = ["account_names.js", "beside_number.js", "host_text.js", "told_changes.js"]
  .flatMap((name) => readFileSync(new URL(name, FOLDER), "utf8").split("\n"))
  .filter((line) => !line.trim().startsWith("//"))
  .join("\n");
const READ = [...RULES.simplified];

test("every character of the words is read in its traditional form, as the guard of what is private reads it", () => {
  for (const [i, written] of [...RULES.traditional].entries()) {
    const known = simplified(written);
    assert.ok(known === READ[i] || (known === written && !WORDS.includes(READ[i])), `${written} ${READ[i]}`);
  }
});

test("each character stands for one", () => {
  for (const text of [RULES.traditional, "請問95312", "𠮷野家", ""]) assert.equal(simplified(text).length, text.length);
});
