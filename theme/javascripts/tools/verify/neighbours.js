// @ts-check
// The second step: whether what touches a found piece could belong to it. A piece that may be a part of
// something longer is never called official, whatever it looks like on its own.
import { continuesSentence, ENDING, HAN, leadsIn } from "./host_text.js";
import { runBefore } from "./runs.js";

const REACH = 300;
const BLANK = /[\t\n\r]/g;
// What cannot stand in a host name that a browser opens: behind it, the host is over.
const HOST_OVER = /[/?#\\]/;
const SENTENCE_END = /^[，、；。！？）」』】》〉”’…,;!?)\]}>"']/u;
const OPENING = /[（(「『【《〈“‘"'<[{，、；：。！？,;!?|]/u;
const PIECE_END = /[\s\p{Script=Han}，、；：。！？（）「」『』【】《》“”‘’]/u;
const NEIGHBOUR_CHARACTERS = 12;
// https://www.a.cn（官方网站）
const CALLED = /^[（(](?:官方?网?站?|官方网址|网址|帮助中心)[）)](?=$|[\s，。；！？])/u;
// Mail programs, Markdown and HTML show one thing and open another: www.a.cn <https://b.top>, [a](https://b), a</a>.
const SHOWN_FOR =
  /^["'”’)）]{0,2}(?:\s{0,3}<\/a|[\]】]?\s{0,3}[<＜]\s?[a-z][\w+.-]{1,15}:|[\]】]\s{0,3}[:：]?\s{0,3}[(（<＜]?\s{0,3}(?:[a-z][\w+.-]{1,15}:\/|www\.|tel:|mailto:))/iu;
const SPOKEN_DOT = /^\s{1,3}(?:点|點|dot|[.·•]|[[({]\s?(?:dot|[.点·])\s?[\])}]?)\s{0,3}[a-z\d]/iu;
// In a browser all in front of the @ is a name to sign in with, blanks and all.
const SPACED_AT = /^\s{1,3}[/\\]?@\s?[a-z\d]/iu;
// www.a.cn 把cn换成top: not this one is meant.
const CHANGED =
  /^[\s,，(（]{1,2}(?:请|再)?(?:[去删]掉|[把将].{1,8}[换改][成为]|[换改][成为]|后缀|[后末][面尾]加|加上|(?:注意)?不是)/u;

/** What is said of a neighbour: a few characters of it. @param {string} text */
export const shown = (text) => text.replace(/\s+/g, " ").trim().slice(0, NEIGHBOUR_CHARACTERS);

/** Up to the next blank; tab and line end vanish in a browser. @param {string} after */
const behind = (after) => /^[^ \u00a0\u2000-\u200a\u3000]*/u.exec(after.slice(0, REACH))?.[0] ?? "";

/**
 * What behind a host could make it another one.
 * @param {string} after  The text behind the host.
 * @param {boolean} hasScheme  A browser then takes everything for the address.
 * @returns {string | null}
 */
export function behindHost(after, hasScheme) {
  const full = behind(after);
  const newLine = /^\s/.test(full);
  const tail = full.replace(BLANK, "");
  if (!tail || HOST_OVER.test(tail[0])) return null;
  if (newLine && /^https?:\/\//i.test(tail)) return null;
  if (tail.includes("@")) return tail;
  if (CALLED.test(full)) return null;
  const host = tail.split(HOST_OVER, 1)[0];
  if (host.search(ENDING) >= 0 || full.split(HOST_OVER, 1)[0].search(ENDING) >= 0) return tail;
  if (host[0] === ".") return /^\.(?:$|[，；！？）」”’,;!?)\]}>"'])/u.test(host) ? null : tail;
  if (SENTENCE_END.test(host)) return /[/\\#]/.test(tail) ? tail : null;
  if (/^[:：]$/.test(host)) return null;
  if (HAN.test(host[0])) return newLine || (!hasScheme && continuesSentence(host)) ? null : tail;
  return tail;
}

/**
 * What in front of a host without a scheme could make it another one.
 * @param {string} before
 * @param {boolean} isWhole  The host is a registered domain itself: anything in front makes another domain.
 */
export function beforeHost(before, isWhole) {
  const last = before.slice(-1);
  const cutMailbox = /@\s{1,3}$/.exec(before);
  if (cutMailbox) return cutMailbox[0];
  if (!last || /\s/.test(last) || OPENING.test(last)) return null;
  if (last === ":" && /\p{Script=Han}\s?:$/u.test(before.slice(-4))) return null;
  return HAN.test(last) && !isWhole && leadsIn(before) ? null : before.slice(-NEIGHBOUR_CHARACTERS);
}

/**
 * What behind a piece says that it is only shown, and that something else opens, or that it goes on.
 * @param {string} after @param {boolean} hasHost
 */
export function shownFor(after, hasHost) {
  const found =
    SHOWN_FOR.exec(after) ??
    (hasHost ? [SPOKEN_DOT, SPACED_AT, CHANGED].map((one) => one.exec(after)).find(Boolean) : null);
  return found ? after.slice(0, found[0].length + NEIGHBOUR_CHARACTERS) : null;
}

/** A backslash right behind a host: a slash to a browser, the begin of `\\u002e` to others. @param {string} after */
export const escapedBehind = (after) => (after[0] === "\\" ? after.slice(0, NEIGHBOUR_CHARACTERS) : null);

/** What in front of a scheme could belong to it. @param {string} before */
export function beforeScheme(before) {
  const last = before.slice(-1);
  if (!last || /\s/.test(last) || HAN.test(last)) return null;
  const first = Math.max(0, before.length - REACH);
  const length = runBefore(before, before.length, first, (character) => !PIECE_END.test(character));
  const run = before.slice(before.length - length);
  return /^[("'<[{|:,;!*]*$/.test(run) ? null : run;
}

// 微信：service@a.cn is the name of an account there, and no mailbox.
const OTHER_SERVICE =
  /(?:微信号?|wechat|支付宝|paypal|zoom|skype|teams|facebook|telegram|whatsapp|qq|钉钉|飞书|[账帐][号户]|用户名|(?<![a-z])id)\s*[:：是为]?\s*$/iu;
// A line that breaks within the local part.
const BROKEN_BEFORE = /[a-z\d][.+_-]\s*\n\s*$/iu;

/** What in front of a mailbox could belong to its local part. @param {string} before */
export function beforeMailbox(before) {
  const last = before.slice(-1);
  const quotes = before.slice(before.lastIndexOf("\n") + 1).split('"').length;
  if (quotes % 2 === 0) return before.slice(before.lastIndexOf('"'));
  const other = OTHER_SERVICE.exec(before.slice(-30)) ?? BROKEN_BEFORE.exec(before.slice(-30));
  if (other) return other[0];
  if (!last || /\s/.test(last)) return null;
  if (/[（「『【《〈，、；：。！？<(,;[]/u.test(last)) return null;
  if (last === ":" && /(?:\p{Script=Han}|(?:^|[^a-z])(?:mailto|e-?mail|mail))\s?:$/iu.test(before.slice(-10)))
    return null;
  return HAN.test(last) && leadsIn(before) ? null : before.slice(-NEIGHBOUR_CHARACTERS);
}

/** What behind a mailbox makes it another, or a name that is only shown. @param {string} after */
export function behindMailbox(after) {
  const shownName =
    /^["'”’)）\]]{0,2}\s{0,3}(?:[<＜〈《（([［【「『{][^>＞〉》）)]{0,100}@|(?:via|on behalf of|代表?|经由?|通过)\s)/iu.exec(
      after,
    );
  if (shownName) return shownName[0];
  if (/^[/\\?#:]/.test(after)) return after.slice(0, NEIGHBOUR_CHARACTERS);
  return behindHost(after, false);
}
