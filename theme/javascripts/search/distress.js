// @ts-check
// Typed text to the trouble that it tells of. The situations are data; the rule
// is that of search_service/asking/distress.py, and both are held to tests/javascript/distress.json.
// The service has read pinyin before; here letters are compared with how the words sound.

const LETTERS = /^[a-z' ]{6,}$/;
// What sounds shorter stands inside other words.
const SHORTEST_SOUND = 4;

/**
 * The first situation that a normalised text tells of; undefined for most texts.
 * @param {string} text
 * @param {readonly import("./types.js").Situation[]} situations
 * @param {readonly string[]} calm words of somebody who only asks: with one, no situation is told of
 * @param {(character: string) => string[]} readings the syllables that a character can have
 */
export function toldSituation(text, situations, calm = [], readings = () => []) {
  const bare = text.replaceAll(/[ ']/g, "");
  const has = LETTERS.test(text)
    ? (/** @type {string} */ word) => soundsLike(word, bare, readings)
    : (/** @type {string} */ word) => bare.includes(word);
  if (calm.some(has)) return undefined;
  return situations.find(({ words, unless }) => words.every((group) => group.some(has)) && !unless.some(has));
}

/**
 * Whether letters hold a word in any of its readings.
 * @param {string} word
 * @param {string} letters
 * @param {(character: string) => string[]} readings
 */
function soundsLike(word, letters, readings) {
  const sounds = [...word].map(readings);
  if (sounds.some((each) => !each.length)) return letters.includes(word);
  const shortest = sounds.reduce((length, each) => length + Math.min(...each.map((one) => one.length)), 0);
  return shortest >= SHORTEST_SOUND && new RegExp(sounds.map((each) => `(?:${each.join("|")})`).join("")).test(letters);
}
