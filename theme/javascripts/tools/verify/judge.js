// @ts-check
// A pasted text to findings: what was found in it, and what each of them is.
import { judgeAccount } from "./accounts.js";
import { readText } from "./finding.js";
import { judgeAddress } from "./hosts.js";
import { judgeMailbox } from "./mailboxes.js";
import { shown } from "./neighbours.js";
import { judgeNumber } from "./numbers.js";
import { ORDER } from "./words.js";

/** @typedef {import("./types.js").Finding} Finding */
/** @typedef {import("./types.js").Item} Item */
/** @typedef {import("./types.js").Judgement} Judgement */
/** @typedef {import("./registry.js").Registry} Registry */

const LONGEST_TEXT = 100_000;
const MOST_JUDGED = 300;
const MOST_SHOWN = 30;
const LONGEST_ACCOUNT = 30;
const WECHAT_ID = /^[a-z][\w-]{5,19}$/i;
// What stands around the name of an account: 关注“萤火灯铺”公众号.
const AROUND =
  /^(?:请?(?:关注|搜索|搜一搜|搜|添加|查找))?\s*(?:[“「『"【《](?<quoted>[^”」』"】》]+)[”」』"】》]|(?<bare>.+?))\s*(?:(?:这个|的)?(?:官方)?(?:微信)?(?:公众号|服务号|订阅号))?(?<asked>\s*(?:是不?是?|算|属于|[真假]|靠谱|正规|有用|怎么|在哪|吗).{0,16})?$/u;
const SENTENCE = /[，。！？；,!?;\n]/u;

/** @param {Item} item @param {Registry} registry @returns {Judgement} */
function judgementOn(item, registry) {
  if (item.kind === "phone") return judgeNumber(item.plain, registry);
  if (item.kind === "url") return judgeAddress(item.plain, registry, item.text);
  if (item.kind === "email") return judgeMailbox(item.plain, registry, item.text);
  return judgeAccount(item.text, registry, item.service);
}

/** @param {Item} item @param {Registry} registry @returns {Finding} */
function judged(item, registry) {
  const judgement = judgementOn(item, registry);
  const isMatch = judgement.verdict === "official" || judgement.verdict === "example" || judgement.verdict === "public";
  if (item.doubt === null || !isMatch) return { item, ...judgement };
  const reason =
    item.kind === "phone"
      ? `它旁边写着「${shown(item.doubt)}」，分不清说的是不是这个电话，不能当作官方。只粘贴号码再查一次。`
      : `它紧挨着「${shown(item.doubt)}」，分不清从哪里开始、到哪里结束，不能当作官方。`;
  return { item, verdict: "unknown", reason, entry: judgement.entry ?? null };
}

/**
 * A match is none inside another address, or right behind it: that one is what opens.
 * @param {Finding[]} findings @param {string} text
 */
function behindForeign(findings, text) {
  let from = 0;
  let parted = 0;
  let foreign = null;
  for (const finding of findings) {
    const start = text.indexOf(finding.item.text, from);
    if (start < 0) continue;
    if (foreign && /[ \u00a0\u3000]/.test(text.slice(Math.max(foreign.end, parted), start))) foreign = null;
    parted = start;
    if (finding.item.kind === "url" && finding.verdict !== "official" && finding.verdict !== "example") {
      foreign ??= { end: start + finding.item.text.length, text: finding.item.text };
    } else if (foreign && finding.item.kind === "url") {
      finding.verdict = "unknown";
      finding.reason = `它写在「${shown(foreign.text)}」后面，中间没有空格，打开的可能是前面那个。`;
    }
    from = start + finding.item.text.length;
  }
  return findings;
}

/**
 * A text that is nothing but the name of an account; other short texts are no names.
 * @param {string} text
 * @param {Registry} registry
 * @returns {Finding[]}
 */
function accountAlone(text, registry) {
  const plain = text.trim();
  if (!plain || plain.length > LONGEST_ACCOUNT || SENTENCE.test(plain)) return [];
  const { quoted, bare, asked } = AROUND.exec(plain)?.groups ?? {};
  const name = asked ? (quoted ?? bare) : bare;
  if (name && name !== plain && judgeAccount(name, registry).verdict === "official") {
    const reason = "它前后还有别的字，分不清名字从哪里开始、到哪里结束，不能当作官方。只粘贴名字再查一次。";
    return [{ item: { kind: "account", text: plain, plain, doubt: null }, verdict: "unknown", reason, entry: null }];
  }
  const judgement = judgeAccount(quoted ?? plain, registry);
  if (judgement.verdict === "unknown" && !WECHAT_ID.test(plain)) return [];
  return [{ item: { kind: "account", text: plain, plain, doubt: null }, ...judgement }];
}

/**
 * @typedef {object} Reading
 * @property {Finding[]} findings  The worst ones if there are too many to show, in the order of the text.
 * @property {import("./types.js").Verdict[]} hidden  Verdicts on what is not shown.
 * @property {number} unjudged  At least so many items stand behind the last one that was judged.
 * @property {string[]} remains  What looks like a number or an address and could not be read as one.
 * @property {number} unread  Characters behind the longest text that is read.
 */

/**
 * @param {string} text
 * @param {Registry} registry
 * @returns {Reading}
 */
export function readAndJudge(text, registry) {
  const read = text.slice(0, LONGEST_TEXT);
  const { items, remains, stopped } = readText(read, registry.brands);
  const found = behindForeign(
    items.slice(0, MOST_JUDGED).map((item) => judged(item, registry)),
    read,
  );
  const all = found.length ? found : accountAlone(read, registry);
  const worst = [...all].sort((a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict));
  const kept = new Set(worst.slice(0, MOST_SHOWN));
  return {
    findings: all.filter((finding) => kept.has(finding)),
    hidden: worst.slice(MOST_SHOWN).map(({ verdict }) => verdict),
    unjudged: Math.max(stopped ? 1 : 0, items.length - MOST_JUDGED),
    remains,
    unread: text.length - read.length,
  };
}

/**
 * @param {string} text
 * @param {Registry} registry
 * @returns {Finding[]} In the order of the text.
 */
export const judgeText = (text, registry) => readAndJudge(text, registry).findings;
