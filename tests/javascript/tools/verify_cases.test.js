import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { confusion, matrixTable } from "../../../benchmarks/verify_matrix.mjs";
import { REGISTRY } from "./verify_registry.js";

const CASES = JSON.parse(readFileSync(new URL("verify_cases.json", import.meta.url), "utf8"));
const REPORT = new URL("../../../docs/benchmarks/verify.md", import.meta.url);

test("there are forty cases of each kind, all different", () => {
  assert.deepEqual(
    Object.values(CASES).map((texts) => new Set(texts).size),
    [40, 40, 40],
  );
});

test("no look-alike and nothing unknown is ever called official", () => {
  const { lookalike, unknown } = confusion(CASES, REGISTRY);
  assert.equal(lookalike.official, 0);
  assert.equal(unknown.official, 0);
});

test("the report shows the matrix of the code as it is", () => {
  assert.ok(readFileSync(REPORT, "utf8").includes(matrixTable(confusion(CASES, REGISTRY))));
});

test("while nothing is confirmed, nothing at all is called official", () => {
  const channels = REGISTRY.channels.map((entry) => ({ ...entry, verified: false, verified_on: null }));
  const rows = Object.values(confusion(CASES, { ...REGISTRY, channels }));
  assert.equal(
    rows.reduce((sum, row) => sum + row.official, 0),
    0,
  );
});
