// @ts-check
// Whether a run of digits is meant as a phone number, by its shape or by what stands around it: texts
// are full of dates, sums, order numbers and codes.
import { EXTENSION } from "./numbering.js";

const DATE = /^(?:19|20)\d{2}[-./ ]\d{1,2}[-./ ]\d{1,2}$/;
const DECIMAL = /^\d+\.\d+$/;
const UNIT_AFTER =
  /^\s*(?:人(?!工)|群(?!发)|楼|室|积分|家|户|单(?!位)|元|块|万|位|个|天|日|号|月|年|小时|分|秒|次|%|折|笔|条|:\d)/u;
const BETWEEN = "[为是:：\\s]*$";
const OTHER_NUMBER_BEFORE = new RegExp(
  `(?:[¥￥$]|人民币|RMB|金额|余额|积分|转账|提现|充值|订单|运单|快递|流水|基金|股票)${BETWEEN}`,
  "iu",
);
// 工号, 会议号, 取件码: what is called a number or a code and no phone is said to have one is none.
const OTHER_NAME_BEFORE = new RegExp(
  `(?:(?<![话机线服真系短拨打官方叫个此该本新旧老专的众改换变生])号|(?:工|警|卡|编|账|帐|户|群|会议|房间|证件|订单)号码|(?<!号)码|密码|口令|邮编|会议|房间|工牌|门牌|[车桌]牌|身份证|证件|分机|内线|包厢|柜台|窗口|员工|加(?:我|他|她|客服)?|[座坐]席|密令|暗号|(?<![a-z])(?:id|pin|room|code|otp))${BETWEEN}`,
  "iu",
);
// 95312是我的工号: the same behind it.
const OTHER_NAME_AFTER =
  /^\s?(?:[,，]?这?就?是|为|的(?=.{0,2}号)|[(（])[^，。？！,?!号码]{0,5}(?:(?<![话机线服真系短拨打官方叫个此该本新旧老专的众么啥谁哪])号(?!码)|(?<!号)码|密|口令|工牌)|^\s?(?:is (?:my|your|the) (?:id|code|pin|otp)|[(（]?同?(?:微信(?!公众|搜|扫|关注|服务|小程)|qq|vx))/iu;
const PHONE_BEFORE = /(?:电话|热线|拨打|致电|来电|拨|手机|号码|座机|专线|联系|短号|打|tel|call)[为是:：号\s]*$/iu;
export const SHAPES = [
  /^1[3-9]\d{9}$/,
  /^[48]00\d{6,9}$/,
  /^9[56]\d{3,7}$/,
  /^12\d{3}$/,
  /^1[0-2]\d$/,
  /^100\d{2,3}$/,
  /^106\d{5,}$/,
  /^0\d{9,12}$/,
  /^(?:0086|86)\d{3,13}$/,
  /^00\d{6,}$/,
  /^(?:179|125)\d{2}\d{3,}$/,
];
const FEWEST_DIGITS = 3; // service: asking.tool_links._FEWEST_DIGITS
const MOST_DIGITS = 20;
const LONGEST_ALONE = 40;
const FORWARDED = /转接?\s*$/u;
const FEWEST_FORWARDED = 7;

/**
 * @param {string} written
 * @param {string} before
 * @param {string} after
 */
export function isPhone(written, before, after) {
  const digits = written.replace(EXTENSION, "").replace(/[oO]/g, "0").replace(/[lI|]/g, "1").replace(/\D/g, "");
  if (!/\d/.test(written) || digits.length < FEWEST_DIGITS || digits.length > LONGEST_ALONE) return false;
  if (OTHER_NAME_BEFORE.test(before) || OTHER_NAME_AFTER.test(after)) return false;
  if ((!before.trim() && !after.trim()) || PHONE_BEFORE.test(before)) return true;
  if (digits.length > MOST_DIGITS) return false;
  const other = DATE.test(written.trim()) || DECIMAL.test(written);
  if (other || UNIT_AFTER.test(after) || OTHER_NUMBER_BEFORE.test(before)) return false;
  if (FORWARDED.test(before) && digits.length >= FEWEST_FORWARDED) return true;
  return /^[（(]?\+/.test(written) || SHAPES.some((shape) => shape.test(digits));
}
