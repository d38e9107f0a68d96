// @ts-check
// International host names as people read them (RFC 3492, decoding only). Browsers encode them but
// offer no way back.

const BASE = 36;
const FIRST_AFTER_ASCII = 128;

/** @param {number} delta  @param {number} points  @param {boolean} first */
function adapted(delta, points, first) {
  let rest = first ? Math.floor(delta / 700) : delta >> 1;
  rest += Math.floor(rest / points);
  let bias = 0;
  for (; rest > 455; bias += BASE) rest = Math.floor(rest / 35);
  return bias + Math.floor((36 * rest) / (rest + 38));
}

/** @param {string} character */
function digitOf(character) {
  const digit = "abcdefghijklmnopqrstuvwxyz0123456789".indexOf(character);
  if (digit < 0) throw new RangeError(`no digit of punycode: ${character}`);
  return digit;
}

/** @param {string} label  Without `xn--`. */
function decoded(label) {
  const split = label.lastIndexOf("-");
  const output = split > 0 ? [...label.slice(0, split)] : [];
  const input = label.slice(split > 0 ? split + 1 : 0);
  let [point, delta, bias] = [FIRST_AFTER_ASCII, 0, 72];
  for (let place = 0; place < input.length; ) {
    const before = delta;
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = digitOf(input[place] ?? "");
      place += 1;
      delta += digit * weight;
      const threshold = Math.min(26, Math.max(1, k - bias));
      if (digit < threshold) break;
      weight *= BASE - threshold;
    }
    bias = adapted(delta - before, output.length + 1, before === 0);
    point += Math.floor(delta / (output.length + 1));
    delta %= output.length + 1;
    output.splice(delta, 0, String.fromCodePoint(point));
    delta += 1;
  }
  return output.join("");
}

/**
 * A host name as it is read; a label that cannot be decoded stays as it is.
 * @param {string} host  As the URL parser gives it.
 */
export const readableHost = (host) =>
  host
    .split(".")
    .map((label) => {
      if (!label.startsWith("xn--")) return label;
      try {
        return decoded(label.slice(4));
      } catch {
        return label;
      }
    })
    .join(".");
