// @ts-check
// What a host name can consist of, and where the sentence around it begins.
import { HAN_TLDS } from "./host_endings.js";
import { simplified } from "./traditional.js";

export const HAN = /\p{Script=Han}/u;
export const DOTS = ".。｡";

/** A dot and a label that can be the last one of a host name. */
export const ENDING = new RegExp(
  `[${DOTS}](?:(?:xn--[a-z\\d-]{2,59}|[a-z]{2,24})(?!(?!\\p{Script=Han})[\\p{L}\\p{N}\\p{M}_-])|(?:${HAN_TLDS})(?![\\p{L}\\p{N}\\p{M}_-]))`,
  "giu",
);
export const HAN_ENDING = new RegExp(`^[${DOTS}](?:${HAN_TLDS})`, "u");

// Words of a sentence that end right before an address, or begin right behind one.
const LEAD_IN =
  /(?:请|先|去|到|在|上|是|为|至|从|来自|登[录陆]|打开|访问|进入|浏览|点击|点|输入|搜索|前往|网址|官网|网站|地址|链接|邮箱|邮件|发送|发给|给|寄|抄送|请发|详询|联系|致信|来信|或者?|和|及|与|认准|查看|详见|见)$/u;
const CONTINUES =
  /^(?:查看|查询|领取|登[录陆]|办理|处理|即可|进行|了解|咨询|填写|提交|核[实对]|打开|访问|下载|参[加与]|发|给[我你您他她]|这个|那个|寄|来信|回复|或|和|及|与|就|上的|里的|是|了|吧|吗|呢|的)/u;

/** @param {string} before */
export const leadsIn = (before) => LEAD_IN.test(simplified(before.slice(-4)));
/** @param {string} after */
export const continuesSentence = (after) => CONTINUES.test(simplified(after.slice(0, 4)));
