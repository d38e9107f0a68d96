// @ts-check
// What a host name can consist of, and where the sentence around it begins.

export const HAN = /\p{Script=Han}/u;
export const DOTS = ".。｡";

// Ends of domain names in Chinese (IANA root zone, labels in Han).
const HAN_TLDS =
  "中国|中國|香港|台湾|台灣|澳門|新加坡|公司|网络|網絡|网址|网店|网站|在线|中文网|商城|商店|商标|集团|移动|信息|娱乐|招聘|政务|公益|游戏|企业|购物|通販|健康|餐厅|慈善|时尚|手机|手表|佛山|广东|大拿|点看|我爱你|机构|组织机构|世界|珠宝|家電|食品|飞利浦|微博|八卦|嘉里|嘉里大酒店|天主教|书籍|香格里拉|大众汽车|工行|网路|联通|谷歌|诺基亚|亚马逊|淡马锡|盛贸饭店|電訊盈科|グーグル";
/** A dot and a label that can be the last one of a host name. */
export const ENDING = new RegExp(
  `[${DOTS}](?:(?:xn--[a-z\\d-]{2,59}|[a-z]{2,24})(?!(?!\\p{Script=Han})[\\p{L}\\p{N}\\p{M}_-])|(?:${HAN_TLDS})(?![\\p{L}\\p{N}\\p{M}_-]))`,
  "giu",
);
export const HAN_ENDING = new RegExp(`^[${DOTS}](?:${HAN_TLDS})`, "u");

// Words of a sentence that end right before an address, or begin right behind one.
const LEAD_IN =
  /(?:请|先|去|到|在|上|是|为|至|从|登[录陆]|打开|访问|进入|浏览|点击|点|输入|搜索|前往|网址|官网|网站|地址|链接|邮箱|邮件|发送|发给|联系|致信|来信|或者?|和|及|与|认准|查看|详见|见)$/u;
const CONTINUES =
  /^(?:查看|查询|领取|登[录陆]|办理|处理|即可|进行|了解|咨询|填写|提交|核[实对]|打开|访问|下载|参[加与]|或|和|及|与|就|上的|里的|是|了|吧|吗|呢|的)/u;

/** @param {string} before */
export const leadsIn = (before) => LEAD_IN.test(before.slice(-4));
/** @param {string} after */
export const continuesSentence = (after) => CONTINUES.test(after.slice(0, 4));
