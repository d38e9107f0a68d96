// @ts-check
// To whom a question may be passed on, likeliest first: what the article names, what the pinned ones
// name, what its escalation names, then everybody else. Nobody is taken only for being the first.

/** @typedef {import("./types.js").Handover} Handover */
/** @typedef {{handover: Handover, why: string}} Choice  `why` is empty for the rest. */

/**
 * @param {import("./types.js").DeskArticle | null} article
 * @param {import("./types.js").Named[]} pins
 * @param {Handover[]} handovers  All there are.
 * @returns {Choice[]}
 */
export function handoverChoices(article, pins, handovers) {
  /** @type {Map<string, Choice>} */
  const choices = new Map();
  const add = (/** @type {Handover | undefined} */ handover, /** @type {string} */ why) => {
    if (handover && !choices.has(handover.article.id)) choices.set(handover.article.id, { handover, why });
  };
  const holding = (/** @type {string | null | undefined} */ code) => handovers.find((one) => one.article.id === code);
  add(holding(article?.handover), article ? `这篇 ${article.id}` : "");
  for (const pin of pins) add(holding(pin.handover), `钉住的 ${pin.id}`);
  for (const { when, to } of article?.scripts?.escalate ?? []) {
    add(
      handovers.find(({ form }) => form.to.name === to.name),
      `升级：${when}`,
    );
  }
  for (const one of handovers) add(one, "");
  return [...choices.values()];
}
