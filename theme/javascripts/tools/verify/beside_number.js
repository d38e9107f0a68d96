// @ts-check
// Whether what stands beside a number says that it is dialled. The other names that digits can have (工号, 座位,
// 存折, IMEI) have no end, so the list is of what tells of a telephone: a number beside anything else is never official.

import { simplified } from "./traditional.js";

const OPENING = /[\s（(「『【《〈“‘"'<[{☎📞]*$/u;
const CLOSING = /^[）)」』】》〉”’"'>\]}]*/u;
// 是, a colon and a line end behind it join a name to its number.
const LINK =
  /(?:(?:[:：]\s*|\s+|(?:是不|是否|到底|就|也|应该|好像|可能)*[是为]|是否|\bis)(?=[\s（(「『【“"'<[]*$))+[\s（(「『【“"'<[]*$/iu;
const LEAD = /[\p{L}\p{N}\p{M} \u3000]*$/u;
const OF_US =
  "(?:你们|我们|咱们|官方|客服|热线|电话|服务|这|那|该|此|本|来电|拨打|咨询|投诉|联系|座机|手机|短信|固定|免费|对方|他|她|存)";
const TELLS_BEFORE = new RegExp(
  `(?:${[
    `${OF_US}(?:的|个)?(?:电话)?(?:号码?|短号)|^\\s*号码|(?:^|${OF_US}|[打个])号`,
    "短号|电话|热线|座机|手机|专线|总机|(?:客服|服务)中心|客服|人工|官方|服务|咨询|投诉|举报",
    "来电|来电显示|致电|拨打?|打|拨通|打了|联系|联络|(?:联系|联络)方式|求助|核实|查询|详询",
    "(?:打|拨|电话|短信|发送?|回复)[到给至]|(?:写|留|给|显示|登记)的是?|显示|接到|收到|[搜查]到|自称|来自|发件人|冒充|拦截了?|拉黑了?|疑问",
    "请问|认准|记住|记下|保存|为什么|为啥|怎么|[有接打]了?个|(?:查|核实)一?下|知道|想问|还是|打过|接了|过去是|我存|查查|看看|问问|通讯录里的|对方|用|找|请|可|或|和|及|与|由|从|被|不?是",
    "刚才?|刚刚|今[天早晚]|昨[天晚]|[早晚]上|[上中下]午|这个|那个|该|此",
  ].join("|")})$`,
  "u",
);
// Right behind one of these nothing that follows makes another number of it.
const NAMES_PHONE =
  /(?:电话|热线|座机|专线|总机|短号|致电|拨打)(?:号码)?$|(?:^|[^a-z])(?:tel|telephone|phone|call|dial|hotline)$/iu;
// Tel. is a word cut short, and no part of an address.
const SHORTENED = /(?:^|[\s，。；：:])(?:tel|ph)\.$/iu;
const TELLS_BEFORE_LATIN =
  /(?:^|[^a-z])(?:tel|telephone|phone|call|dial|hotline|contact|sms|from|or|and|(?:call|us|service) at|customer service|(?:phone|hotline|service|contact|tel) (?:no|number)|what|who|whose|is)$/iu;
const TELLS_BEHIND = new RegExp(
  `^(?:${[
    "是(?:不是|真|假|官|你|我们|咱|谁|哪|啥|什么|骗|诈|客服|人工|机器|正|靠|否)",
    "的(?:电话|来电|短信|简讯|客服|人工|人|通话|提醒|通知|消息|信息|号码)",
    "打|拨|接|挂|给[我你他她]|发(?:来|的|给我|送|短信|信息|消息)|来(?:电|的|过|访|找|信|短)|发?来的?简讯",
    "没|无|不[通接在对能是停处理回]|催|被|对[吗不吧]|冒充|几点|占线|转(?:人工|接|分机|\\s?\\d)|(?:之|以)后(?:再?按|选|转|等|听|接|一直|没|就|怎|要|是)|按|或|和|及|与|跟",
    "咨询|联系|投诉|反馈|查|核实|求|举报|办|处理|了解|进行|领取|解[除冻]",
    "客服|人工|热线|电话|号码|官方|服务|短信|提醒|通知|告诉[我他她]|说|让|叫|要|问|显示|自称",
    "在线|有|能|可|会|好|怎|为什么|[吗呢吧啊呀]|骗|诈|安[全心]|谁|未接|确认(?![码号])|后(?:再?按|选|转|等|听|接通)|靠谱|真|正规|如|若|我们|全国|境|接听|即|等",
    "就(?:行|可|能|好|会)|[才也都又](?:[打没不能可会要]|是[官你我])|这(?:个|[两几]?天|[次回])",
    "骚扰|一[天直晚]|老|总是?|经常|天天|突然|自动|连续|反复|多次|刚|昨|今",
    "全[年天]|免费|随时|工作日|周|[早晚]|[上下]午|每",
  ].join("|")})`,
  "u",
);
const TELLS_BEHIND_LATIN =
  /^(?:(?:is )?(?:(?:an?|the|your|our) )?(?:(?:real|official|genuine|fake|scam|legit) )*(?:(?:phone )?number|hotline|phone|caller|customer service|service line)(?=\s*(?:$|[?？.。,，!！]))|call(?:ed|s|ing) (?:me|us|my|again|twice|today|yesterday)\b|(?:an? )?(?:real|fake|genuine|legit|official|safe|scam)(?=\s*(?:$|[?？.。]| or\b))|(?:for|or|and|from|to|ext\b|is (?:our|the|an?) (?:official|hotline|service))|[\w.-]{1,60}[.@:][\w/])/iu;
// 是 and our name and 的吗 tells; the same with 的工号 does not.
const IS = /^(?:(?:就|也)?是(?:不是)?|属于|归)/u;
const OURS_ENDS = /^的?(?:[吗呢吧啊么]|[^\p{L}\p{N}]|$)/u;
const IN_BRACKETS =
  /^[（(【[]\s?(?:[^\d，。]{0,4}\d{1,2}\s?[:：点时]|\d{1,2}\s?小时|\d\s?[×x*]\s?\d{2}|全天|周|工作日|免|官|客服|人工|热线|电话|按|拨|转(?:人工|接|\s?\d)|总机|服务|短号|座机|国内|境|咨询|投诉|[）)】\]])/u;
const JOINT = /^[\s—–\-/|·:：]+/u;
const TELLS_CODE =
  /勿[^，。]{0,4}[告泄转透给]|有效|验证码|动态码|校验码|登录码|口令|(?<![a-z])(?:code|otp|pin)(?![a-z])/iu;
const BARE_REACH = 40;

/** In front of a number, without what joins it to its name. @param {string} before */
const unlinked = (before) => before.replace(LINK, "").replace(OPENING, "");

/**
 * What in front of a number does not tell of a telephone.
 * @param {string} before @param {string[]} brands
 */
function strangeBefore(before, brands) {
  const linked = unlinked(before);
  if (/[+＋\d][^（(【[「]{0,6}[）)】\]」]$/u.test(linked)) return linked.slice(-12);
  if (/[a-z][·•.]$/iu.test(linked) && !SHORTENED.test(linked)) return linked.slice(-12);
  const lead = LEAD.exec(linked)?.[0].trim() ?? "";
  if (!lead || brands.some((one) => lead.endsWith(one)) || TELLS_BEFORE.test(lead) || TELLS_BEFORE_LATIN.test(lead))
    return null;
  return /[.@][a-z\d/]{1,20}\s+$/iu.test(before) ? null : lead.slice(-12);
}

/**
 * What behind a number does not tell of a telephone.
 * @param {string} after @param {string[]} brands
 */
function strangeBehind(after, brands) {
  const rest = after.replace(CLOSING, "");
  if (/^[（(【[]/u.test(rest)) return IN_BRACKETS.test(rest) ? null : rest.slice(0, 12);
  if (/^ ?(?![\p{Extended_Pictographic}→←＞>|~])\p{S}/u.test(rest)) return rest.slice(0, 12);
  if (/^\s*\n/u.test(rest)) return null;
  const next = rest.replace(JOINT, "");
  if (!/^[\p{L}\p{N}]/u.test(next) || TELLS_BEHIND.test(next) || TELLS_BEHIND_LATIN.test(next)) return null;
  const named = next.replace(IS, "");
  const ours = brands.find((one) => named.startsWith(one));
  const said = ours === undefined ? "" : named.slice(ours.length);
  return ours !== undefined && (OURS_ENDS.test(said) || TELLS_BEHIND.test(said)) ? null : next.slice(0, 12);
}

/**
 * What beside a number says of it that it may be something else than a telephone's.
 * @param {string} before @param {string} after @param {string[]} brands  Whose numbers they are.
 * @returns {string | null}
 */
export function besideNumber(before, after, brands) {
  return judged(simplified(before), simplified(after), brands);
}

/** @param {string} before @param {string} after @param {string[]} brands */
function judged(before, after, brands) {
  const strange =
    strangeBefore(before, brands) ?? (NAMES_PHONE.test(unlinked(before)) ? null : strangeBehind(after, brands));
  if (strange !== null) return strange;
  const isBare = !/[\p{L}\p{N}]/u.test(before.replace(/^.*[\n】]/su, "").replace(OPENING, ""));
  const code = isBare && !/^[发要让叫说问给打]/u.test(after) ? TELLS_CODE.exec(after.slice(0, BARE_REACH)) : null;
  return code && after.slice(Math.max(0, code.index - 4), code.index + 8);
}
