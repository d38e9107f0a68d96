// `make fuzz`: official writings, changed and unchanged, judged by the code that runs in the browser. Exits with 1 when
// a changed one is called official, an imitation is lost among many, or too many genuine ones are called fake.
import { pathToFileURL } from "node:url";
import { readAndJudge } from "../../theme/javascripts/tools/verify/judge.js";
import { createRegistry } from "../../theme/javascripts/tools/verify/registry.js";
import { WALLET } from "../javascript/tools/verify_wallet.js";
import { dice as createDice } from "./dice.mjs";
import { fake } from "./fakes.mjs";
import { genuine } from "./genuine.mjs";

const registry = createRegistry(WALLET);
const IMITATION = "www.uqianbao.vip";

/** @param {string} text */
const verdicts = (text) => readAndJudge(text, registry).findings.map(({ verdict }) => verdict);

/** A text with many harmless addresses and one imitation. @param {import("./dice.mjs").Dice} dice */
function crowd(dice) {
  const items = Array.from({ length: 1 + dice.below(120) }, (_, n) => dice.pick([`site${n}.test`, `4008${dice.digits(6)}`, `a${n}@mail.test`]));
  items.splice(dice.below(items.length + 1), 0, IMITATION);
  return items.join(dice.pick(["，", "\n", " ", "；"]));
}

/** @param {string} text  Whether the imitation is shown, or it is said that not all was judged. */
function isSaid(text) {
  const { findings, unjudged } = readAndJudge(text, registry);
  return unjudged > 0 || findings.some(({ item, verdict }) => item.text.includes(IMITATION) && verdict !== "official");
}

/**
 * @param {number} seed
 * @param {number} count  Of all cases: of ten, seven are changed, and one in five hundred is a crowd.
 */
export function fuzz(seed, count) {
  const dice = createDice(seed);
  const counts = { changed: 0, genuine: 0, crowds: 0, official: 0 };
  /** @typedef {{kind: string, text: string}} Written */
  /** @type {Record<"falseOfficial" | "calledFake" | "lost", Written[]>} */
  const wrong = { falseOfficial: [], calledFake: [], lost: [] };
  const result = { ...counts, ...wrong };
  for (let done = 0; done < count; done += 1) {
    if (done % 500 === 0) {
      const text = crowd(dice);
      result.crowds += 1;
      if (!isSaid(text)) result.lost.push({ kind: "crowd", text });
    } else if (dice.below(10) < 7) {
      const one = fake(dice);
      result.changed += 1;
      if (verdicts(one.text).includes("official")) result.falseOfficial.push(one);
    } else {
      const one = genuine(dice);
      const found = verdicts(one.text);
      result.genuine += 1;
      if (found.includes("official")) result.official += 1;
      if (found.includes("lookalike")) result.calledFake.push(one);
    }
  }
  return result;
}

function main() {
  const [seed = 1, count = 100_000] = process.argv.slice(2).map(Number);
  const { changed, genuine: kept, crowds, official, falseOfficial, calledFake, lost } = fuzz(seed, count);
  const percent = (/** @type {number} */ part) => `${((100 * part) / kept).toFixed(2)} %`;
  console.log(`seed ${seed}: ${changed} changed writings, ${falseOfficial.length} called official`);
  console.log(`${kept} genuine writings: ${percent(official)} official, ${percent(calledFake.length)} called fake`);
  console.log(`${crowds} crowds with one imitation, ${lost.length} times unsaid`);
  for (const list of [falseOfficial, calledFake, lost]) for (const one of list.slice(0, 20)) console.log(JSON.stringify(one));
  if (falseOfficial.length || lost.length || calledFake.length > kept / 200) process.exitCode = 1;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) main();
