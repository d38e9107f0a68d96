// @ts-check
// Accounts in a text: the name behind a word such as 公众号, vx or QQ.

import { MOST_PLACES } from "./addresses.js";
import { simplified } from "./traditional.js";

/** @typedef {import("./types.js").Place} Place */

const SERVICES =
  "微信公众号|微信服务号|微信订阅号|公众号|公眾號|服务号|订阅号|小程序|视频号|企业微信|微信群|微信号|微信|[v薇威徽维微➕+][^\\p{L}\\p{N}\\s]{0,3}[信芯❤v薇威徽]|[卫衞]星|维信|we\\s?chat|微\\s{1,2}信|[vw]x|weixin|wechat|加[v薇威徽微](?!信)|加q(?!q)|扣扣|扣群|企鹅[号群]?|q\\s?q|q群|企点|telegram|电报|纸飞机|飞机号|tg|whats ?app|skype|line|signal|facebook|messenger|instagram|(?<![a-z])(?:ig|ins|fb)|discord|viber|kakao(?:talk)?|zalo|蝙蝠|密聊|事密达|支付宝账号|旺旺|抖音号?|快手号?|微博|小红书号?|钉钉|飞书";
const SERVICE = new RegExp(
  `(?<![a-z])(${SERVICES})(?:公众号|官方)?(?:群|号|號|\\s?ID)?(?:名称|名字|账号|帐号)?\\s{0,3}(?:(?:就|也|应该|名|是)?(?:是|为|叫[做作]?|称为)|搜索|搜|关注|[:：=])?\\s{0,3}[:：]?\\s{0,3}`,
  "giu",
);
const QUOTES = new Map(
  ["“”", "「」", "『』", '""', "''", "【】", "《》", "‘’", "〈〉", "（）", "()"].map(([open, close]) => [open, close]),
);
const NAME = /^@?[\p{L}\p{N}_\-·.+]{1,40}/u;
// Where a sentence goes on, when nothing encloses the name: a guess, so the rest stays a doubt.
const AFTER_NAME = /(?:联系|咨询|办理|处理|领取|即可|进行|回复|并|添加|加我|私聊|客服微信).*$/u;
// Who asks about the account: no name ends like this.
const ASKED = /(?:是不是|就?是)?(?:[真假]的?|官方的?|正规的?|你们(?:官方)?的?|可信|可靠|靠谱|能信|骗子)?[吗么嘛]$/u;
const ASKS_NAME = /^(?:什么|啥|哪|多少|怎么)/u;
const END = /^(?:$|[\s，。；！？、,;!?）)」』】》]|\.(?:$|\s))/u;
const GOES_ON =
  /^(?:联系|咨询|办理|即可|进行|回复|(?:这个|的)?(?:公众号|服务号|账号)?(?:是(?:不是|否)?[你官真假咱我正]|真的|假的|靠谱|正规|可信|能信|[吗吧呢]))/u;
// “a” 备用, “a” (二号): another one of nearly the same name.
const ANOTHER = /^\s+[(（[【]|^[^，。！？；,!?;]{0,12}(?:备用|[二三四五2-9]号|[小新副分大]号)/u;
const CALLED_BEHIND =
  /(?:“([^“”\n]{2,30})”|「([^「」\n]{2,30})」|"([^"\n]{2,30})")(?:这个|這個|的)?(?:官方)?(?:微信)?(公众号|公眾號|服务号|订阅号|小程序|视频号|企业微信|微信群)/gu;
const ID = /^@?[+a-z\d][\w\-.+]{2,30}$/i;
// Written as it is read out: 企鹅号 三六五四八八二零.
const SPOKEN = /^[零〇一二三四五六七八九幺两]{5,12}/u;
const OFFICIAL_SERVICE = /公众号|公眾號|服务号|订阅号/u;

/** @param {string} text @param {number} start @param {string} service @returns {Place | null} */
function nameAt(text, start, service) {
  const close = QUOTES.get(text[start]);
  const rest = text.slice(start, start + 100);
  if (close) {
    const length = rest.indexOf(close, 1);
    if (length < 2) return null;
    const after = rest.slice(length + 1);
    const goesOn =
      !ANOTHER.test(simplified(after)) &&
      (/^(?:$|[\s，。；！？、,;!?])/u.test(after) || GOES_ON.test(simplified(after.slice(0, 12))));
    return {
      kind: "account",
      start: start + 1,
      end: start + length,
      doubt: () => (goesOn ? null : after.slice(0, 12)),
      service,
    };
  }
  const isLinked = OFFICIAL_SERVICE.test(service) || /[:：=是为叫做作搜]\s*$/u.test(text.slice(start - 3, start));
  if (!isLinked && !SPOKEN.test(rest) && !/[@+a-z\d]/i.test(text[start] ?? "")) return null;
  const whole = NAME.exec(rest)?.[0].replace(/[.\-·]+$/, "") ?? "";
  const asks = ASKED.exec(simplified(whole));
  const name = whole.slice(0, asks?.index).replace(AFTER_NAME, "");
  if (name.length < 2 || ASKS_NAME.test(simplified(name)) || !(isLinked || ID.test(name) || SPOKEN.test(name)))
    return null;
  const after = rest.slice(name.length);
  const asked = asks?.index === name.length;
  const spaced = /^[ \u00a0\u3000]+(?=[\p{L}\p{N}\p{S}(（[【·•])(?![\p{L}]{1,6}\s?[:：])/u.test(after);
  return {
    kind: "account",
    start,
    end: start + name.length,
    doubt: () => ((END.test(after) || asked) && !spaced ? null : after.slice(0, 12)),
    service,
  };
}

/** What is called an account behind its name: 关注“a”公众号. @param {string} text @param {Place[]} places */
function findCalled(text, places) {
  for (const match of text.matchAll(CALLED_BEHIND)) {
    if (places.length >= MOST_PLACES) break;
    const start = match.index + 1;
    const after = text.slice(match.index + match[0].length, match.index + match[0].length + 12);
    const goesOn = END.test(after) || GOES_ON.test(simplified(after));
    const end = start + (match[1] ?? match[2] ?? match[3]).length;
    const doubt = () => (goesOn && !ANOTHER.test(simplified(after)) ? null : after);
    if (places.every((one) => one.end <= start || one.start >= end))
      places.push({ kind: "account", start, end, doubt, service: match[4] });
  }
}

/**
 * @param {string} text  Plain.
 * @returns {Place[]}
 */
export function findAccounts(text) {
  /** @type {Place[]} */
  const places = [];
  let done = 0;
  for (const match of text.matchAll(SERVICE)) {
    if (match.index < done) continue;
    let next = nameAt(text, match.index + match[0].length, match[1]);
    // 公众号：a、b names two.
    while (next && places.length < MOST_PLACES) {
      places.push(next);
      done = next.end;
      const list = /^[”」』"'】》’〉）)]?、/u.exec(text.slice(done, done + 2));
      next = list ? nameAt(text, done + list[0].length, match[1]) : null;
    }
    if (places.length >= MOST_PLACES) break;
  }
  findCalled(text, places);
  return places;
}
