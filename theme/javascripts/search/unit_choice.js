// @ts-check
// Which piece of a page answers, without the service: characters and pairs of them instead of words.

// What a piece and a question have in common, each from 0 to about 1; whole numbers as in the
// service, which has more to go by (answering.choosing). The shared cases hold the two together.
const BEYOND_TITLE = 60;
const TITLED = 10;
const LABEL = 60;
const HEADING = 55;
const INTRODUCED = 25;
const BOX = 30;
const BOX_FOR_A_HEADLINE = 45;
const BOX_MISSED = 45;
const BOX_OF_THE_MATTER = 15;
const ALL_OF_IT = 0.9; // service: answering.choosing._ALL_OF_IT
const OPENING = 12;
const VALUE = 24;
const POINTER = 90;

/** What was asked for, and what such a value looks like. @type {[RegExp, RegExp][]} */
const VALUES = [
  [
    /多久|几天|多长时间|几个?工作日|多少天|几年|几个月|什么时候|几日|最长/,
    /\d+ ?(?:个?工作日|天|日|个?小时|分钟|年|个月)|官方未公布/,
  ],
  [/多少钱|手续费|限额|额度|多少元|最多|几次/, /[\d,万千百]+ ?(?:元|块|次|%)|免费|不收|官方未公布/],
  [/电话|热线|号码|打几/, /\d{3}-\d{3}-\d{4}|(?<!\d)(?:1[12]0|12\d{3}|96110|95\d{3})(?!\d)/],
];

/**
 * @typedef {object} Unit  A piece of a page that may answer.
 * @property {string} kind  "box" (first paragraph), "row", "step", "item", "paragraph", "note" or "opening".
 * @property {string} text
 * @property {string} label  First cell, term, or the heading it opens.
 * @property {string} lead  Heads of the columns, or the sentence before a list.
 * @property {string} heading
 * @property {number} pointer  Share of its characters that lead to another page.
 */

/** @param {string} text  @returns {Set<string>} its characters, Latin runs and pairs of neighbours */
function termsOf(text) {
  const found = new Set(text.match(/[a-z0-9]+|\p{Script=Han}/gu) ?? []);
  for (const [, pair] of text.matchAll(/(?=(\p{Script=Han}{2}))/gu)) found.add(pair);
  return found;
}

/** @param {Set<string>} one  @param {Map<string, number>} weights */
const shared = (one, weights) => {
  let sum = 0;
  for (const [term, weight] of weights) if (one.has(term)) sum += weight;
  return sum;
};

/**
 * The pieces of a page, the one that answers best first; equal ones in reading order.
 * @template {Unit} T
 * @param {{text: string, content: string[]}} asked  Normalised; `content` without function words.
 * @param {{title: string, questions: readonly string[], units: readonly T[]}} page
 * @param {(text: string) => string} plain  Normalises.
 * @returns {{unit: T, score: number}[]}
 */
export function choose(asked, { title, questions, units }, plain) {
  const content = new Set(asked.content);
  const terms = [...termsOf(asked.text)].filter((term) =>
    term.length === 2 && /\p{Script=Han}/u.test(term)
      ? content.has(term[0]) && content.has(term[1])
      : content.has(term),
  );
  const own = units.map(({ text }) => termsOf(plain(text)));
  const weights = new Map(
    terms.map((term) => {
      const count = own.filter((one) => one.has(term)).length;
      const idf = Math.log(1 + (units.length - count + 0.5) / (count + 0.5));
      return [term, idf];
    }),
  );
  const inTitle = termsOf(plain(title));
  const beyond = new Map([...weights].filter(([term]) => !inTitle.has(term)));
  const sum = (/** @type {Map<string, number>} */ of) => [...of.values()].reduce((all, one) => all + one, 0);
  const mass = sum(weights) || 1;
  const beyondMass = sum(beyond) + 0.2 * mass;
  const headlines = [title, ...questions].map((text) => {
    const headline = termsOf(plain(text));
    const size = [...headline].filter((term) => !/^\p{Script=Han}{2}$/u.test(term)).length || 1;
    const both = terms.filter((term) => headline.has(term) && !/^\p{Script=Han}{2}$/u.test(term)).length;
    return (2 * both) / (size + content.size || 1);
  });
  const nearest = Math.max(0, ...headlines);
  const named = termsOf(plain([title, ...questions].join(" ")));
  const isMatter =
    content.size > 0 && [...content].filter((term) => named.has(term)).length / content.size >= ALL_OF_IT;
  const values = VALUES.filter(([wanted]) => wanted.test(asked.text)).map(([, value]) => value);
  const scored = units.map((unit, at) => {
    const label = termsOf(plain(unit.label));
    const labelled = shared(label, beyond);
    const labelMass = label.size || 1;
    const precise = [...label].filter((term) => weights.has(term)).length / labelMass;
    const headed = new Set([...termsOf(plain(unit.heading))].filter((term) => !own[at].has(term)));
    const led = new Set([...termsOf(plain(unit.lead))].filter((term) => !own[at].has(term) && !headed.has(term)));
    let score =
      (BEYOND_TITLE * shared(own[at], beyond)) / beyondMass +
      (TITLED * shared(own[at], weights)) / mass +
      LABEL * ((labelled / beyondMass + precise) / 2) +
      (HEADING * shared(headed, beyond)) / beyondMass +
      (INTRODUCED * shared(led, weights)) / mass -
      POINTER * unit.pointer;
    if (unit.kind === "box")
      score += BOX + BOX_FOR_A_HEADLINE * nearest - (BOX_MISSED * (beyondMass - shared(own[at], beyond))) / mass;
    if (unit.kind === "box" && isMatter) score += BOX_OF_THE_MATTER;
    if (unit.kind === "opening") score += OPENING * precise;
    if (values.length) score += values.some((value) => value.test(unit.text)) ? VALUE : -VALUE;
    return { unit, score };
  });
  return scored.sort((a, b) => b.score - a.score);
}
