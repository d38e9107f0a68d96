// @ts-check
// What is said about each verdict. Nothing here promises anything: a match is no proof of who calls.

/** @typedef {import("./types.js").Verdict} Verdict */

/** Always said, whatever was found. */
export const CALL_BACK = "挂断后，自行回拨官网电话。";

/** @type {Record<Verdict, {name: string, advice: string}>} */
export const VERDICTS = {
  official: {
    name: "已登记官方",
    advice: "一致只说明号码或地址对。来电、短信和邮件都能冒名，对方找上门的，照样自己重新拨出去核对。",
  },
  example: {
    name: "与示例数据一致，尚未核实",
    advice: "官方渠道还没有核实完，请以 App 里显示的官方电话和网址为准。",
  },
  public: {
    name: "公共热线",
    advice: "要打就自己拨这个号码。对方用它打来、又要你转钱或报验证码的，直接挂断。",
  },
  lookalike: {
    name: "疑似仿冒",
    advice: "不点、不打、不回、不加好友。截图留下证据，已经填过密码或付过款就马上处理。",
  },
  unknown: {
    name: "未登记",
    advice: "没登记不等于是假的，但不能当作官方。没核对清楚之前，不转钱、不报验证码、不装软件。",
  },
};

/** The worst first: what somebody must see. @type {Verdict[]} */
export const ORDER = ["lookalike", "unknown", "example", "public", "official"];

/** @type {Record<import("./types.js").ItemKind, string>} */
export const KINDS = { phone: "电话", url: "网址", email: "邮箱", account: "账号" };

/**
 * What was found, in a sentence.
 * @param {import("./types.js").Finding[]} findings
 */
export function summary(findings) {
  const counts = ORDER.map((verdict) => ({
    name: VERDICTS[verdict].name,
    count: findings.filter((finding) => finding.verdict === verdict).length,
  }));
  const parts = counts.filter(({ count }) => count).map(({ name, count }) => `${name} ${count} 个`);
  return `找到 ${findings.length} 个：${parts.join("；")}。`;
}

const MOST_REMAINS = 3;

/**
 * What was not judged or is not listed, in sentences; empty when that is nothing.
 * @param {Pick<import("./judge.js").Reading, "hidden" | "unjudged" | "remains" | "unread">} reading
 */
export function notShown({ hidden, unjudged, remains, unread }) {
  const counts = ORDER.map((verdict) => ({
    name: VERDICTS[verdict].name,
    count: hidden.filter((one) => one === verdict).length,
  }));
  const said = counts.filter(({ count }) => count).map(({ name, count }) => `${name} ${count} 个`);
  const some = remains.slice(0, MOST_REMAINS).map((text) => `「${text.slice(0, 40)}」`);
  return [
    hidden.length ? `还有 ${hidden.length} 个没有列出：${said.join("；")}。最要紧的都在下面。` : "",
    unjudged ? `太多了，后面至少 ${unjudged} 个没有核对，请分几次粘贴。` : "",
    unread ? `太长了，最后 ${unread} 个字没有核对，请分几次粘贴。` : "",
    remains.length
      ? `${some.join("")}${remains.length > MOST_REMAINS ? `等 ${remains.length} 处` : ""}没有核对：不像完整的号码或地址。`
      : "",
  ].join("");
}

/**
 * What must be known about the registry before its verdicts are read; empty when there is nothing.
 * @param {import("./registry.js").RegistryState} state
 * @param {number} days
 */
export function registryNote({ verified, stale }, days) {
  if (!verified) return "官方渠道还没有核实，下面不会有「已登记官方」的结果。";
  if (!stale.length) return "";
  return `${stale.map(({ name }) => name).join("、")}的核实已超过 ${days} 天，先到官网再核对一次。`;
}
