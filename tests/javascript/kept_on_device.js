// A browser's storage for the tests of modules that keep something on the device.

class MemoryStorage {
  /** @type {Map<string, string>} */
  #entries = new Map();
  /** @param {string} key */
  getItem(key) {
    return this.#entries.get(key) ?? null;
  }
  /** @param {string} key @param {string} value */
  setItem(key, value) {
    this.#entries.set(key, String(value));
  }
  /** @param {string} key */
  removeItem(key) {
    this.#entries.delete(key);
  }
}

/** Gives the modules under test empty storage. */
export function emptyStorage() {
  Object.assign(globalThis, { localStorage: new MemoryStorage(), sessionStorage: new MemoryStorage() });
}
