// The registry of the traps: invented numbers and names, all confirmed.
const confirmed = { verified: true, verified_on: "2026-11-01" };

/** @type {import("../../../theme/javascripts/tools/verify/types.js").VerifyData} */
export const WALLET = {
  channels: [
    { name: "客服电话", kind: "phone", value: "400-812-3456", ...confirmed },
    { name: "总机", kind: "phone", value: "010-5678-1234", ...confirmed },
    { name: "短号", kind: "phone", value: "95312", ...confirmed },
    { name: "官方网站", kind: "url", value: "https://www.uqianbao.cn", ...confirmed },
    { name: "帮助中心", kind: "url", value: "https://help.uqianbao.cn", ...confirmed },
    { name: "客服邮箱", kind: "email", value: "service@uqianbao.cn", ...confirmed },
    { name: "投诉邮箱", kind: "email", value: "complaint@uqianbao.cn", ...confirmed },
    { name: "公众号", kind: "wechat", value: "u钱包官方服务", ...confirmed },
  ],
  hotlines: [{ name: "防骗热线", value: "96110", use: "拿不准的时候" }],
  stale_after_days: 90,
  brand_names: ["u钱包"],
  short_link_hosts: ["t.cn"],
  number_kinds: [{ starts: ["95"], digits: [5, 8], name: "95 开头的短号", note: "要逐位对照。" }],
  public_numbers: [{ name: "中国工商银行的客服电话", value: "95588", checked: false }],
  ask: { name: "防骗热线", value: "96110" },
};
