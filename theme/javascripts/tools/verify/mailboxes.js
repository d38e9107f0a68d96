// @ts-check
// E-mail addresses: the whole address is registered, not the domain alone.
import { judgeAddress, readAddress } from "./hosts.js";
import { isNear, skeleton } from "./lookalikes.js";
import { bareHost, matched, named } from "./registry.js";

/**
 * @typedef {import("./types.js").Judgement} Judgement
 * @typedef {import("./registry.js").Registry} Registry
 * @typedef {{address: string, user: string, host: string}} Mailbox
 */

/** @param {Mailbox} mailbox  @param {Registry} registry @returns {Judgement | null} */
function registered({ address }, { emails }) {
  const found = emails.find((one) => one.address === address);
  return found ? matched(found.entry, "发件人名称可以伪造，以完整地址为准。") : null;
}

/** @param {Mailbox} mailbox  @param {Registry} registry @returns {Judgement | null} */
function addressAsUser({ user, host }, { hosts }) {
  const found = hosts.find((one) => user.includes(one.host));
  if (!found) return null;
  return { verdict: "lookalike", reason: `把登记的网址写在 @ 前面，真正的域名是 ${host}。`, entry: found.entry };
}

/** @param {Mailbox} mailbox  @param {Registry} registry @returns {Judgement | null} */
function imitatedUser({ user, host }, { emails }) {
  const found = emails.find(({ address }) => {
    const [name, domain] = [address.slice(0, address.lastIndexOf("@")), address.slice(address.lastIndexOf("@") + 1)];
    return bareHost(domain) === bareHost(host) && (skeleton(user) === skeleton(name) || isNear(user, name));
  });
  if (!found) return null;
  return {
    verdict: "lookalike",
    reason: `和登记的${named(found.entry)}相近，但 @ 前面不是同一个。`,
    entry: found.entry,
  };
}

/** @param {Mailbox} mailbox  @param {Registry} registry @returns {Judgement | null} */
function sameDomain({ host }, { hosts }) {
  const found = hosts.find((one) => one.host === bareHost(host));
  if (!found) return null;
  return { verdict: "unknown", reason: `域名 ${host} 对，但登记里没有这个邮箱。`, entry: null };
}

/** @param {Mailbox} mailbox  @param {Registry} registry @returns {Judgement | null} */
function imitatedDomain({ host }, registry) {
  const judgement = judgeAddress(host, registry);
  return judgement.verdict === "lookalike" ? judgement : null;
}

/** @param {Mailbox} mailbox  @param {Registry} registry @returns {Judgement | null} */
function borrowedName({ user, host }, { hosts, brands }) {
  const like = (/** @type {{name: string}} */ { name }) => name.length >= 4 && skeleton(user).includes(skeleton(name));
  const found = hosts.find((one) => !one.isSite && like(one)) ?? hosts.find(like);
  const brand = brands.find((one) => user.includes(one));
  if (!found && !brand) return null;
  const registeredAs = found ? `登记的是${named(found.entry)}` : `「${brand}」没有登记这个邮箱`;
  return {
    verdict: "lookalike",
    reason: `名字写在 @ 前面谁都能取，域名是 ${host}；${registeredAs}。`,
    entry: found?.entry ?? null,
  };
}

const RULES = [registered, addressAsUser, imitatedUser, sameDomain, imitatedDomain, borrowedName];

/**
 * @param {string} plain
 * @param {Registry} registry
 * @param {string} [written]  As it was pasted.
 * @returns {Judgement}
 */
export function judgeMailbox(plain, registry, written = plain) {
  const split = plain.lastIndexOf("@");
  const user = plain.slice(0, split).toLowerCase();
  const read = readAddress(plain.slice(split + 1));
  const host = read?.shown ?? plain.slice(split + 1);
  // The part behind @ is read as a browser reads a host; the part before it has one writing only.
  const address = `${user}@${read?.url.hostname.replace(/\.$/, "") ?? ""}`;
  const mailbox = { address, user, host };
  for (const rule of RULES) {
    const judgement = rule(mailbox, registry);
    if (!judgement) continue;
    if (rule !== registered || written.toLowerCase().startsWith(`${user}`)) return judgement;
    return { verdict: "unknown", reason: "@ 前面有全角或看不见的字符，不能当作登记的邮箱。", entry: judgement.entry };
  }
  return { verdict: "unknown", reason: `登记的官方邮箱里没有它，域名是 ${host}。`, entry: null };
}
