// An invented lamp shop whose channels are all confirmed. Hosts end in .example and .test, which
// nobody can own; numbers are filled with zeros.

const confirmed = { verified: true, verified_on: "2026-11-01" };

/** @type {import("../../../theme/javascripts/tools/verify/types.js").VerifyData} */
export const REGISTRY = {
  channels: [
    { name: "客服电话", kind: "phone", value: "400-000-1234", ...confirmed },
    { name: "短号", kind: "phone", value: "95000", ...confirmed },
    { name: "官方网站", kind: "url", value: "https://www.yinghuodeng.example", ...confirmed },
    { name: "表单", kind: "form", value: "https://form.yinghuodeng.example/feedback", ...confirmed },
    { name: "客服邮箱", kind: "email", value: "service@yinghuodeng.example", ...confirmed },
    { name: "公众号", kind: "wechat", value: "萤火灯铺", ...confirmed },
    { name: "在线客服", kind: "app", value: "App 内的在线客服", ...confirmed },
  ],
  hotlines: [
    { name: "点灯人热线", value: "110", use: "路灯不亮" },
    { name: "防骗热线", value: "96110", use: "拿不准的时候" },
  ],
  stale_after_days: 90,
  brand_names: ["萤火灯"],
  short_link_hosts: ["s.test"],
  number_kinds: [
    { starts: ["400"], digits: [10, 10], name: "400 号码", note: "谁都能申请。" },
    { starts: ["00", "+"], digits: [4, 20], name: "境外号码", note: "从境外打来。" },
  ],
  ask: { name: "防骗热线", value: "96110" },
};
