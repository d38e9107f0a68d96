// Official writings as people write them, in sentences.

/** @typedef {import("./dice.mjs").Dice} Dice */

const HYPHENS = ["-", " ", "", "‐", "‑", "‒", "–", "—", "－", ".", " - ", "·"];
const LANDLINES = ["010-5678-1234", "(010)5678-1234", "（010）5678-1234", "(010) 56781234", "+86 10 5678 1234", "+86-10-5678-1234", "86-10-56781234", "0086-10-56781234", "+86 (10) 5678 1234", "+86 (0)10 56781234", "+86 010 5678 1234", "010 5678 1234转801", "010-56781234 ext. 12", "010-5678-1234-801"];
const BEFORE = ["", "客服电话：", "电话 ", "请拨打", "拨打 ", "热线：", "客服号", "热线号码：", "这个号", "短号 ", "tel: ", "（", "我的号码不是", "\n", "联系"];
const AFTER = ["", "。", "，谢谢", "！", "）", "\n", " 转人工", "，9:00-18:00", "；官网见App", "咨询"];
const SITE_BEFORE = ["", "官网：", "请登录", "网址是", "去", "打开 ", "（", "官网", "访问", "\n", "「", "网站:"];
const SITE_AFTER = ["", "。", "，", "，谢谢", "查看", "领取", " 查看", "）", "！", "\n谢谢", "、电话95312", "？", "」", "。如有疑问请来电", "；", " 。"];
const SITES = ["https://www.uqianbao.cn", "http://www.uqianbao.cn", "www.uqianbao.cn", "uqianbao.cn", "HTTPS://WWW.UQIANBAO.CN", "https://www.uqianbao.cn/", "https://help.uqianbao.cn/a?b=1#c", "help.uqianbao.cn", "ｗｗｗ．ｕｑｉａｎｂａｏ．ｃｎ", "www。uqianbao。cn", "https://www.uqianbao.cn:443/", "https://www.uqianbao.cn./", "www.uqian\u200bbao.cn"];
const MAILS = ["service@uqianbao.cn", "SERVICE@uqianbao.cn", "complaint@uqianbao.cn", "service＠uqianbao.cn", "mailto:service@uqianbao.cn", "<service@uqianbao.cn>", "u钱包客服 <service@uqianbao.cn>", "service@UQIANBAO.CN"];
const MAIL_BEFORE = ["", "邮箱：", "邮箱是", "发到", "请发送至", "E-mail: ", "（", "email:", "联系"];
const ACCOUNTS = ["公众号：u钱包官方服务", "公众号「u钱包官方服务」", "微信公众号：u钱包官方服务", "关注公众号“u钱包官方服务”", "公众号 u钱包官方服务", "服务号【u钱包官方服务】", "关注“u钱包官方服务”公众号", "「u钱包官方服务」公众号"];
const ACCOUNT_AFTER = ["", "。", "，谢谢", "\n", "！"];

/** @param {Dice} dice */
function phone(dice) {
  const joint = dice.pick(HYPHENS);
  const service = ["400", "812", "3456"].join(joint);
  const written = dice.pick([service, service, "4 0 0 8 1 2 3 4 5 6", "４００８１２３４５６", "四零零八一二三四五六", "95312", "９５３１２", "九五三一二", "+86 400-812-3456", dice.pick(LANDLINES), dice.pick(LANDLINES)]);
  return `${dice.pick(BEFORE)}${written}${dice.pick(AFTER)}`;
}

/** @param {Dice} dice @returns {{kind: string, text: string}} */
export function genuine(dice) {
  const kind = dice.pick(["phone", "site", "mail", "account"]);
  if (kind === "phone") return { kind, text: phone(dice) };
  if (kind === "site") return { kind, text: `${dice.pick(SITE_BEFORE)}${dice.pick(SITES)}${dice.pick(SITE_AFTER)}` };
  if (kind === "mail") return { kind, text: `${dice.pick(MAIL_BEFORE)}${dice.pick(MAILS)}${dice.pick(ACCOUNT_AFTER)}` };
  return { kind, text: `${dice.pick(ACCOUNTS)}${dice.pick(ACCOUNT_AFTER)}` };
}
