// @ts-check
// Typed text to the trouble that it tells of. The situations are data; the rule
// is that of search_service/asking/distress.py, and both are held to tests/javascript/distress.json.
// The service has read pinyin before; here letters are compared with how the words sound.

const LETTERS = /^[a-z' ]{6,}$/;
// What sounds shorter stands inside other words.
const SHORTEST_SOUND = 4;

/** @typedef {import("./types.js").Situation} Situation */
/** @typedef {import("./types.js").Urgent} Urgent */

/**
 * The first situation that a normalised text tells of; undefined for most texts.
 * @param {string} text
 * @param {readonly import("./types.js").Situation[]} situations
 * @param {readonly string[]} calm words of somebody who only asks: with one, only what counts always is told of
 * @param {(character: string) => string[]} readings the syllables that a character can have
 */
export function toldSituation(text, situations, calm = [], readings = () => []) {
  const has = wordsIn(text, readings);
  const onlyAsks = calm.some(has);
  return situations.find((one) => (one.always || !onlyAsks) && isTold(one, has));
}

/**
 * What a normalised text tells of that counts always; undefined for nearly all texts.
 * @param {string} text
 * @param {readonly Situation[]} situations
 * @param {(character: string) => string[]} readings
 */
export function toldDanger(text, situations, readings = () => []) {
  const has = wordsIn(text, readings);
  return situations.find((one) => one.always && isTold(one, has));
}

/**
 * What was found of a normalised text, and the numbers of what always counts before its own.
 * @param {Urgent | undefined} found
 * @param {string} text
 * @param {readonly Situation[]} situations
 * @param {(told: Situation) => Urgent["call"]} numbersOf
 * @param {(character: string) => string[]} readings
 * @returns {Urgent | undefined}
 */
export function besideDanger(found, text, situations, numbersOf, readings = () => []) {
  const told = toldDanger(text, situations, readings);
  if (!told || found?.situation === told.situation) return found;
  const call = numbersOf(told);
  if (!found) return { situation: told.situation, call };
  const others = found.call.filter(({ value }) => call.every((one) => one.value !== value));
  return { situation: `${told.situation}；${found.situation}`, call: [...call, ...others] };
}

/**
 * @param {Situation} situation
 * @param {(word: string) => boolean} has
 */
const isTold = ({ words, unless }, has) => words.every((group) => group.some(has)) && !unless.some(has);

/**
 * Tells of a word whether a text holds it, or its sound where the text is of letters.
 * @param {string} text
 * @param {(character: string) => string[]} readings
 * @returns {(word: string) => boolean}
 */
function wordsIn(text, readings) {
  const bare = text.replaceAll(/[ ']/g, "");
  return LETTERS.test(text) ? (word) => soundsLike(word, bare, readings) : (word) => bare.includes(word);
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
