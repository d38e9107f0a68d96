// @ts-check
// A browser learns what a module imports only when the module has come, so each step of a chain of
// imports costs a reader on a slow network one more way there and back.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path/posix";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../../theme/javascripts", import.meta.url));
const MOST_STEPS = 2;
const MODULES = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".js"));

/** @param {string} name  @param {RegExp} imports */
const named = (name, imports) =>
  [...readFileSync(join(FOLDER, name), "utf8").matchAll(imports)].map(([, path]) => normalize(join(name, "..", path)));
/** @param {string} name */
const imported = (name) => named(name, /^(?:import|export)\b(?:[^;"(]*\bfrom)?\s*"(\.[^"]+\.js)"/gm);
// What pages load: named in a page, loaded when it is first used, or a tool.
const LOADED = new Set([
  "main.js",
  ...MODULES.flatMap((name) => named(name, /^[^/*]*\bimport\("(\.[^"]+\.js)"\)(?!\.[A-Z])/gm)),
  ...MODULES.filter((name) => name.endsWith("/view.js")),
]);

/** All that a module needs, itself included. @param {string} entry */
function needed(entry) {
  const known = new Set([entry]);
  for (const name of known) for (const one of imported(name)) known.add(one);
  return known;
}

/** How many ways there and back behind a module all that it needs has come. @param {string} entry */
function steps(entry) {
  const known = new Set([entry]);
  let [count, last] = [0, [entry]];
  for (;;) {
    last = [...new Set(last.flatMap(imported))].filter((name) => !known.has(name));
    if (!last.length) return count;
    for (const name of last) known.add(name);
    count += 1;
  }
}

for (const entry of LOADED) {
  test(`${entry} waits for few others, one after the other`, () => {
    assert.ok(steps(entry) <= MOST_STEPS, `${steps(entry)} steps`);
  });
}

test("the search and the tools are among them", () => {
  for (const name of ["search/main.js", "search/search_page.js", "tools/verify/view.js"]) assert.ok(LOADED.has(name));
});

test("a page asks for the whole search at once", () => {
  const opener = readFileSync(join(FOLDER, "search/opener.js"), "utf8");
  const [, list] = /const MODULES =([^;]+);/.exec(opener) ?? [];
  const asked = [...(list ?? "").matchAll(/[\w/]+/g)].map(([name]) => `${name}.js`);
  assert.deepEqual(asked, [...needed("search/main.js")].sort());
});
