// @ts-check
// Wallets and loans of others that a question is about. The names are data; the rules are those of
// search_service/asking/products.py, and both are held to tests/javascript/rivals.json.

// Where something was said or by whom, not what is asked about: 微信群里的福利, 加微信退款.
const BEFORE = ["加", "加个", "加我", "加了", "加他", "加她", "用", "在", "从"];
const AFTER = /^ ?(?:上|里|中|群|聊天|公众号|小程序|好友|朋友|客服|联系|加|私信|说|发来|发我|给我|让我|叫我|跟我)/;

/**
 * @param {readonly string[]} rivals  Normalised, as `ours`.
 * @param {readonly string[]} ours  How we are called: who names us asks about us.
 * @returns {(typed: string, corrected: string) => boolean} whether either text is about one of them
 */
export function rivalFinder(rivals, ours) {
  /** @param {string} text */
  const isAbout = (text) =>
    rivals.some((name) =>
      text.split(name).some((before, at, parts) => {
        const rest = parts.slice(at + 1);
        return rest.length > 0 && !BEFORE.some((one) => before.endsWith(one)) && !AFTER.test(rest.join(name));
      }),
    );
  return (typed, corrected) => !ours.some((name) => typed.includes(name)) && (isAbout(typed) || isAbout(corrected));
}
