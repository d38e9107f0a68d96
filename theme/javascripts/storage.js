// @ts-check
// What is kept on the device. Storage may be blocked, full, or hold what an older version wrote:
// then there is nothing, and nothing breaks.

/** @typedef {"localStorage" | "sessionStorage"} Place */

/**
 * @param {Place} place
 * @param {string} key
 * @returns {any} null when there is nothing usable
 */
export function read(place, key) {
  try {
    return JSON.parse(globalThis[place].getItem(key) ?? "null");
  } catch {
    return null;
  }
}

/**
 * @param {Place} place
 * @param {string} key
 * @param {unknown} value  null removes the entry
 * @returns {boolean} whether it is kept
 */
export function write(place, key, value) {
  try {
    if (value === null) globalThis[place].removeItem(key);
    else globalThis[place].setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
