// `make verify-hostile`: how long the verification tool takes for 50,000 and 100,000 characters of texts made to be slow,
// into docs/benchmarks/verify-hostile.md.
import { writeFileSync } from "node:fs";
import { hostileTexts } from "../tests/fuzz/hostile.mjs";
import { WALLET } from "../tests/javascript/tools/verify_wallet.js";
import { readAndJudge } from "../theme/javascripts/tools/verify/judge.js";
import { createRegistry } from "../theme/javascripts/tools/verify/registry.js";

const SEED = 1;
const MIXED = 400;
const SHOWN = 15;
const TRIALS = 3;
// What a phone of 2026 takes beside this machine, as Lighthouse throttles.
const SLOWER = 4;
const BAR = 200;
/** Of this thread alone, so that a neighbour's work is not counted. */
const milliseconds = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};
const registry = createRegistry(WALLET);

/** @param {string} text  @returns {number[]} Milliseconds of each trial; the first one is compiled on the way. */
const trials = (text) =>
  Array.from({ length: TRIALS }, () => {
    const begun = milliseconds();
    readAndJudge(text, registry);
    return milliseconds() - begun;
  });

const rows = hostileTexts(SEED, MIXED).map(({ name, make }) => {
  const whole = trials(make(100_000));
  return { name, first: whole[0], whole: Math.min(...whole), half: Math.min(...trials(make(50_000))) };
});
rows.sort((a, b) => b.whole - a.whole);
const over = rows.filter(({ first }) => first * SLOWER > BAR);
const cell = (/** @type {number} */ value) => value.toFixed(0);
const table = rows.slice(0, SHOWN).map(({ name, first, whole, half }) => {
  const shown = JSON.stringify(name).replaceAll("|", "\\|").replaceAll("`", "'");
  return `| \`${shown}\` | ${cell(half)} | ${cell(whole)} | ${(whole / half).toFixed(1)} | ${cell(first)} | ${cell(first * SLOWER)} |`;
});
const report = `# Verification tool: texts made to be slow

Made by \`make verify-hostile\`: ${rows.length} texts (\`tests/fuzz/hostile.mjs\`, seed ${SEED}), read and judged by the modules that run in
the browser, in Node ${process.versions.node.split(".")[0]} without throttling. Milliseconds of its thread; best of ${TRIALS}, and the first reading of each. A phone is taken to be
${SLOWER} times slower. The bar is ${BAR} ms there. The count of work that a test holds is \`tests/javascript/tools/verify_work.test.js\`.

First readings over the bar at ${SLOWER} times: ${over.length} of ${rows.length}. The slowest ${SHOWN}:

| Repeated | 50,000 | 100,000 | Ratio | First reading | at ${SLOWER} times |
| --- | --- | --- | --- | --- | --- |
${table.join("\n")}
`;
writeFileSync(new URL("../docs/benchmarks/verify-hostile.md", import.meta.url), report);
console.log(report);
