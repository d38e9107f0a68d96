// Texts made to be slow to read: units that look like the beginning of something, repeated and mixed.
import { dice as createDice } from "./dice.mjs";

// Each of them begins, joins or ends what a finder looks for.
const UNITS = [
  ..."a@.。1-/\\:;?#%()[]<>\"'“（，、！ \n\t0oOlI|_+*名去转éа\u0301✓零①０．\u200b𝐛",
  "a@", "@中", "a@中", "a@a.cn", "<a@b.cn>", "service@uqianbao.cn", "+86", "+86 ", "0086", "(010)", "1-", "1 ", "11 ",
  "95588 ", "1234567 ", "13800138000", "13800138000,", "400-812-3456", "4008123456 ", "转1", "x1", "o0", "幺二",
  "://", "http://", "https://a.cn/", "javascript:", "a.cn ", "a.cn,", "a.", ".cn", ".中国", "。中国", "中a", "a名", "xn--a.cn ",
  "1.1.1.1 ", "uqianba0.cn ", "www.uqianbao.cn ", "微信", "微信:", "公众号：a", "QQ：", "QQ 123456 ", "vx", "telegram", "客服", "查看",
];

/** @param {string} unit @param {number} length */
const repeated = (unit, length) => unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

/**
 * @param {number} seed
 * @param {number} mixed  How many mixed ones there are beside one for each unit; every third is shuffled.
 * @returns {{name: string, make: (length: number) => string}[]}
 */
export function hostileTexts(seed, mixed) {
  const dice = createDice(seed);
  const family = UNITS.map((unit) => ({ name: unit, make: (/** @type {number} */ length) => repeated(unit, length) }));
  for (let made = 0; made < mixed; made += 1) {
    const units = Array.from({ length: 2 + dice.below(4) }, () => dice.pick(UNITS));
    if (made % 3) {
      family.push({ name: units.join(""), make: (length) => repeated(units.join(""), length) });
    } else {
      const shuffled = Array.from({ length: 1_000 }, () => dice.pick(units)).join("");
      family.push({ name: `shuffled ${units.join(" ")}`, make: (length) => repeated(shuffled, length) });
    }
  }
  return family;
}
