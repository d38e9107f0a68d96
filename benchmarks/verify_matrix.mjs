// `make verify-matrix`: the 120 seeded cases of the verification tool, judged by the code that runs in
// the browser, into docs/benchmarks/verify.md.
import { readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { judgeText } from "../theme/javascripts/tools/verify/judge.js";
import { createRegistry } from "../theme/javascripts/tools/verify/registry.js";

const ROOT = new URL("../", import.meta.url);
const VERDICTS = ["official", "example", "public", "unknown", "lookalike", "nothing"];
/** @type {Record<string, string>} */
const NAMES = {
  official: "已登记官方",
  example: "示例",
  public: "公共热线",
  unknown: "未登记",
  lookalike: "疑似仿冒",
  nothing: "nothing found",
};

/**
 * The verdict on a text: that of its only item; several items with different verdicts count as mixed.
 * @param {string} text
 * @param {ReturnType<typeof createRegistry>} registry
 */
export function verdictOn(text, registry) {
  const verdicts = new Set(judgeText(text, registry).map(({ verdict }) => verdict));
  if (verdicts.size > 1) throw new Error(`one item expected, found several: ${text}`);
  return [...verdicts][0] ?? "nothing";
}

/**
 * How many cases of each kind got which verdict.
 * @param {Record<string, string[]>} cases
 * @param {import("../theme/javascripts/tools/verify/types.js").VerifyData} data
 */
export function confusion(cases, data) {
  const registry = createRegistry(data);
  return Object.fromEntries(
    Object.entries(cases).map(([kind, texts]) => {
      const row = Object.fromEntries(VERDICTS.map((verdict) => [verdict, 0]));
      for (const text of texts) row[verdictOn(text, registry)] += 1;
      return [kind, row];
    }),
  );
}

/** @param {ReturnType<typeof confusion>} matrix */
export function matrixTable(matrix) {
  const head = ["seeded as", ...VERDICTS.map((verdict) => NAMES[verdict])];
  const rows = Object.entries(matrix).map(([kind, row]) => [
    NAMES[kind],
    ...VERDICTS.map((verdict) => String(row[verdict])),
  ]);
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

async function main() {
  /** @type {Record<string, string[]>} */
  const cases = JSON.parse(readFileSync(new URL("tests/javascript/tools/verify_cases.json", ROOT), "utf8"));
  const { REGISTRY } = await import("../tests/javascript/tools/verify_registry.js");
  const registry = createRegistry(REGISTRY);
  const wrong = Object.entries(cases).flatMap(([kind, texts]) =>
    texts
      .filter((text) => verdictOn(text, registry) !== kind)
      .map((text) => `- \`${text}\`: ${NAMES[kind]} → ${NAMES[verdictOn(text, registry)]}`),
  );
  const report = `# Verification tool: 120 seeded cases

Made by \`make verify-matrix\` with the modules that run in the browser (\`theme/javascripts/tools/verify/\`) and the
confirmed registry of an invented shop (\`tests/javascript/tools/verify_registry.js\`). The cases are
\`tests/javascript/tools/verify_cases.json\`: 40 ways to write an official channel, 40 that are not registered, 40 imitations.
The cases were seeded together with the rules: the matrix says that the rules do what they are meant to do, not how they
fare with next year's frauds.

${matrixTable(confusion(cases, REGISTRY))}

The bar that a test holds: nothing seeded as 疑似仿冒 or 未登记 is ever called 已登记官方, and with a registry that nobody
has confirmed nothing is. The same test compares this table with the code.

${wrong.length ? `Judged otherwise than seeded:\n\n${wrong.join("\n")}` : "None was judged otherwise than seeded."}
`;
  writeFileSync(new URL("docs/benchmarks/verify.md", ROOT), report);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
