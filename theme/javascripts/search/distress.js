// @ts-check
// Typed text to the trouble that it tells of. The situations are data; the rule
// is that of search_service/asking/distress.py, and both are held to tests/javascript/distress.json.

/**
 * The first situation that a normalised text tells of; undefined for most texts.
 * @param {string} text
 * @param {readonly import("./types.js").Situation[]} situations
 * @param {readonly string[]} calm words of somebody who only asks: with one, no situation is told of
 */
export function toldSituation(text, situations, calm = []) {
  const bare = text.replaceAll(" ", "");
  if (calm.some((word) => bare.includes(word))) return undefined;
  return situations.find(
    ({ words, unless }) =>
      words.every((group) => group.some((word) => bare.includes(word))) && !unless.some((word) => bare.includes(word)),
  );
}
