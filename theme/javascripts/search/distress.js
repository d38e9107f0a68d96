// @ts-check
// Typed text to the article that somebody in trouble needs first. The situations are data; the rule
// is that of search_service/asking/distress.py, and both are held to tests/javascript/distress.json.

/**
 * Codes of the articles for the first situation that a normalised text tells of, else none.
 * @param {string} text
 * @param {readonly import("./types.js").Situation[]} situations
 * @returns {readonly string[]}
 */
export function urgentArticles(text, situations) {
  const bare = text.replaceAll(" ", "");
  const told = situations.find(
    ({ words, unless }) =>
      words.every((group) => group.some((word) => bare.includes(word))) && !unless.some((word) => bare.includes(word)),
  );
  return told?.articles ?? [];
}
