// @ts-check
// Typed text to the trouble that it tells of. The situations are data; the rule
// is that of search_service/asking/distress.py, and both are held to tests/javascript/distress.json.

/**
 * The first situation that a normalised text tells of; undefined for most texts.
 * @param {string} text
 * @param {readonly import("./types.js").Situation[]} situations
 */
export function toldSituation(text, situations) {
  const bare = text.replaceAll(" ", "");
  return situations.find(
    ({ words, unless }) =>
      words.every((group) => group.some((word) => bare.includes(word))) && !unless.some((word) => bare.includes(word)),
  );
}
