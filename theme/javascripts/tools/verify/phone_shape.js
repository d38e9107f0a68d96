// @ts-check
// Whether a run of digits is meant as a phone number, by its shape or by what stands around it: texts
// are full of dates, sums, order numbers and codes.
import { EXTENSION } from "./numbering.js";

const DATE = /^(?:19|20)\d{2}[-./ ]\d{1,2}[-./ ]\d{1,2}$/;
const DECIMAL = /^\d+\.\d+$/;
const UNIT_AFTER = /^\s*(?:元|块|万|位|个|天|日|号|月|年|小时|分|秒|次|%|折|笔|条|:\d)/u;
const BETWEEN = "[为是:：\\s]*$";
const OTHER_NUMBER_BEFORE = new RegExp(`(?:[¥￥$]|人民币|RMB|金额|订单|流水)${BETWEEN}`, "iu");
// 工号, 会议号, 取件码: what is called a number or a code and no phone is said to have one is none.
const OTHER_NAME_BEFORE = new RegExp(
  `(?:(?<![话机线服真系短拨打官方叫个此该本新旧老专的众])号|(?:工|警|卡|编|账|帐|户|群|会议|房间|证件|订单)号码|(?<!号)码|密码|口令|邮编|会议|房间|工牌|(?<![a-z])(?:id|pin))${BETWEEN}`,
  "iu",
);
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
  if (OTHER_NAME_BEFORE.test(before)) return false;
  if ((!before.trim() && !after.trim()) || PHONE_BEFORE.test(before)) return true;
  if (digits.length > MOST_DIGITS) return false;
  const other = DATE.test(written.trim()) || DECIMAL.test(written);
  if (other || UNIT_AFTER.test(after) || OTHER_NUMBER_BEFORE.test(before)) return false;
  if (FORWARDED.test(before) && digits.length >= FEWEST_FORWARDED) return true;
  return /^[（(]?\+/.test(written) || SHAPES.some((shape) => shape.test(digits));
}
