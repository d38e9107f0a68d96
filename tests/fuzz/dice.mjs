// Numbers that look random and are the same for one seed (mulberry32, public domain).

/** @param {number} seed */
export function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const below = (/** @type {number} */ limit) => Math.floor(next() * limit);
  /** @template T @param {readonly T[]} list @returns {T} */
  const pick = (list) => list[below(list.length)];
  const digits = (/** @type {number} */ count) => Array.from({ length: count }, () => below(10)).join("");
  return { next, below, pick, digits };
}

/** @typedef {ReturnType<typeof dice>} Dice */
