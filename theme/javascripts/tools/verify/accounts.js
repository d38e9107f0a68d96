// @ts-check
// WeChat accounts by the name that is shown. Names are compared as they are: whoever registers one may
// choose another case, a space or an invisible character.
import { isNear, skeleton } from "./lookalikes.js";
import { accountName, matched, named } from "./registry.js";

/**
 * @typedef {import("./types.js").Judgement} Judgement
 * @typedef {import("./registry.js").Registry} Registry
 */

const SHORTEST_TELLING_NAME = 4;
const OFFICIAL_ACCOUNT = /公众号|公眾號|服务号|订阅号/u;

/** @param {string} written  @param {Registry} registry @returns {Judgement | null} */
function registered(written, { accounts }) {
  const found = accounts.find(({ entry }) => entry.value === written);
  return found ? matched(found.entry, "头像可以照抄，关注前再看账号主体是不是官方公司。") : null;
}

/** @param {string} written  @param {Registry} registry @returns {Judgement | null} */
function writtenOtherwise(written, { accounts }) {
  const found = accounts.find(({ name }) => name === accountName(written));
  if (!found) return null;
  const reason = `和登记的${named(found.entry)}差在大小写、空格或看不见的字符，不算同一个。`;
  return { verdict: "lookalike", reason, entry: found.entry };
}

/** @param {string} written  @param {Registry} registry @returns {Judgement | null} */
function resembling(written, { accounts }) {
  const name = accountName(written);
  const found = accounts.find(
    (one) => skeleton(name) === skeleton(one.name) || name.includes(one.name) || isNear(name, one.name),
  );
  if (!found) return null;
  return { verdict: "lookalike", reason: `和登记的${named(found.entry)}名字相近，但不是同一个。`, entry: found.entry };
}

/** @param {string} written  @param {Registry} registry @returns {Judgement | null} */
function borrowedName(written, { brands, hosts }) {
  const looks = skeleton(accountName(written));
  const telling = hosts.map(({ name }) => name).filter((name) => name.length >= SHORTEST_TELLING_NAME);
  const brand = [...brands, ...telling].find((one) => looks.includes(skeleton(one)));
  if (!brand) return null;
  return { verdict: "lookalike", reason: `名字里有「${brand}」，但登记的账号里没有它。`, entry: null };
}

const RULES = [registered, writtenOtherwise, resembling, borrowedName];

/**
 * @param {string} written
 * @param {Registry} registry
 * @param {string} [service]  The word in front of it.
 * @returns {Judgement}
 */
export function judgeAccount(written, registry, service = "公众号") {
  for (const rule of RULES) {
    const judgement = rule(written, registry);
    if (!judgement) continue;
    if (judgement.verdict === "lookalike" || OFFICIAL_ACCOUNT.test(service)) return judgement;
    return { verdict: "unknown", reason: `登记的是公众号，不是${service}，不能当作同一个。`, entry: judgement.entry };
  }
  return { verdict: "unknown", reason: "登记的官方账号里没有它。", entry: null };
}
