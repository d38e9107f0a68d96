import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const THEME = new URL("../../theme/", import.meta.url);

test("the service worker keeps every module that a reader's page may need", () => {
  const worker = readFileSync(new URL("service-worker.js", THEME), "utf8");
  const kept = [...worker.matchAll(/"(javascripts\/[^"]+)"/g)].map(([, path]) => path).sort();
  const modules = readdirSync(new URL("javascripts/", THEME), { recursive: true })
    .map((path) => `javascripts/${path}`)
    .filter((path) => path.endsWith(".js") && !/\/(preview|types)\.js$/.test(path))
    .sort();
  assert.deepEqual(kept, modules);
});
