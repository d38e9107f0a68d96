// @ts-check
// Web addresses, by their host: which row it is, or which one it imitates. The address is read by the
// browser's own parser, so it leads here where it would lead in the browser.
import { bareHost, matched, named, ownDomain } from "./registry.js";
import { foreignLetters, isNear, skeleton } from "./lookalikes.js";
import { readableHost } from "./punycode.js";

/**
 * @typedef {import("./types.js").Judgement} Judgement
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./registry.js").Registry} Registry
 * @typedef {{plain: string, url: URL, host: string, shown: string}} Address  `shown` is the host as it is read.
 */

// A shorter name is part of too many others.
const SHORTEST_TELLING_NAME = 4;
const IP_ADDRESS = /^(?:\d{1,3}\.){3}\d{1,3}$|^\[/;

/** @param {string} reason  @param {Entry | null} [entry] @returns {Judgement} */
const imitation = (reason, entry = null) => ({ verdict: "lookalike", reason, entry });

/** @param {string} name */
const isTelling = (name) => name.length >= SHORTEST_TELLING_NAME;

/** @param {Address} address  @param {Registry} registry */
function otherScheme({ url }, { hosts }) {
  if (url.protocol === "https:" || url.protocol === "http:") return null;
  const written = url.href.toLowerCase();
  const found = hosts.find((one) => written.includes(one.host));
  const reason = `开头是 ${url.protocol}，不是 https，打开的不是网页。`;
  return found
    ? imitation(reason, found.entry)
    : /** @type {Judgement} */ ({ verdict: "unknown", reason, entry: null });
}

/** @param {Address} address  @param {Registry} registry */
function userBeforeHost({ url, shown }, { hosts }) {
  if (!url.username && !url.password) return null;
  const before = `${url.username}${url.password}`.toLowerCase();
  const entry = hosts.find(
    ({ host, name }) => before.includes(host) || (isTelling(name) && before.includes(name)),
  )?.entry;
  return imitation(`@ 前面的字只是摆设，真正打开的是 ${shown}。`, entry);
}

/** Browsers read a backslash as a slash; other software takes all in front of the @ for a user. @param {Address} address  @param {Registry} registry */
function backslashBeforeAt({ plain, host }, { hosts }) {
  const entry = hosts.find((one) => one.host === host)?.entry;
  return entry && /\\.*@/.test(plain) ? imitation("里面有反斜杠和 @，换一个软件，打开的就是另一个网址。", entry) : null;
}

/** @param {Address} address  @param {Registry} registry */
function registered({ url, host }, { hosts }) {
  const found = hosts.find((one) => one.isSite && one.host === host);
  if (!found || url.port) return null;
  const plain =
    url.protocol === "http:" ? "链接没有加密（http），自己输入网址打开更稳妥。" : "只核对了域名，没有核对页面内容。";
  return matched(found.entry, plain);
}

/** @param {Address} address  @param {Registry} registry */
function officialNameInFront({ host, shown }, { hosts }) {
  const found = hosts.find(
    (one) =>
      `.${host}`.includes(`.${one.host}.`) || (one.host.includes(".") && host.includes(one.host.replaceAll(".", "-"))),
  );
  if (!found) return null;
  const real = ownDomain(shown);
  return imitation(`把登记的${named(found.entry)}写在前面，真正的域名是最后的 ${real}。`, found.entry);
}

/** @param {Address} address  @param {Registry} registry */
function officialNameBehind({ url, host, shown }, { hosts }) {
  const rest = `${url.pathname}${url.search}${url.hash}`.toLowerCase();
  const found = hosts.find((one) => one.isSite && host !== one.host && rest.includes(one.host));
  return found ? imitation(`登记的网址写在后面的路径里，真正打开的是 ${shown}。`, found.entry) : null;
}

/** @param {Address} address  @param {Registry} registry */
function sameLooks({ host, shown }, { hosts }) {
  const looks = skeleton(shown);
  const labels = shown.split(".").map((label) => ({ label, looks: skeleton(label) }));
  /** Whether a label reads as a registered name without being it. @param {string} name @param {string} nameLooks */
  const readsAs = (name, nameLooks) =>
    isTelling(name) && labels.some((one) => !one.label.includes(name) && one.looks.includes(nameLooks));
  const found = hosts.find((one) => host !== one.host && (looks === one.looks || readsAs(one.name, one.nameLooks)));
  if (!found) return null;
  const foreign = foreignLetters(shown);
  const how = foreign.length ? `其中「${foreign.join("」「")}」不是英文字母` : "换了样子相近的字母或数字";
  return imitation(`看着像登记的${named(found.entry)}，${how}。`, found.entry);
}

/** @param {Address} address  @param {Registry} registry */
function fewLettersApart({ host, shown }, { hosts }) {
  const labels = shown.split(".");
  const found = hosts.find(
    (one) => host !== one.host && isTelling(one.name) && labels.some((label) => isNear(label, one.name)),
  );
  return found ? imitation(`和登记的${named(found.entry)}只差一两个字母。`, found.entry) : null;
}

/** @param {Address} address  @param {Registry} registry */
function otherPort({ url, host }, { hosts }) {
  const found = url.port ? hosts.find((one) => one.isSite && one.host === host) : undefined;
  return found ? imitation(`域名对，但多了端口 :${url.port}，登记的网址没有。`, found.entry) : null;
}

/** @param {Address} address  @param {Registry} registry */
function subdomain({ host, shown }, { hosts }) {
  const found = hosts.find((one) => host.endsWith(`.${one.host}`) || (host === one.host && !one.isSite));
  if (!found) return null;
  const reason =
    host === found.host
      ? `${shown} 是登记邮箱的域名，但没有登记成网址。`
      : `${shown} 挂在登记的域名 ${found.host} 下面，但它自己没有登记。`;
  return /** @type {Judgement} */ ({ verdict: "unknown", reason, entry: found.entry });
}

/** @param {Address} address  @param {Registry} registry */
function borrowedName({ shown }, { hosts, brands }) {
  const found = hosts.find((one) => isTelling(one.name) && shown.includes(one.name));
  if (found) return imitation(`借用了名字「${found.name}」，但域名不是登记的 ${found.host}。`, found.entry);
  const brand = brands.find((one) => shown.includes(one));
  return brand ? imitation(`借用了名字「${brand}」，但这个域名没有登记。`) : null;
}

/** @param {Address} address  @param {Registry} registry */
function shortLink({ host }, { shortLinks }) {
  if (!shortLinks.has(host)) return null;
  const reason = `${host} 是短链接，看不出真正会打开什么。谁都能做一个。`;
  return /** @type {Judgement} */ ({ verdict: "unknown", reason, entry: null });
}

/** @param {Address} address */
function bareNumber({ host }) {
  if (!IP_ADDRESS.test(host)) return null;
  const reason = "网址是一串数字，看不出属于谁。";
  return /** @type {Judgement} */ ({ verdict: "unknown", reason, entry: null });
}

const RULES = [
  otherScheme,
  userBeforeHost,
  backslashBeforeAt,
  registered,
  otherPort,
  officialNameInFront,
  subdomain,
  sameLooks,
  fewLettersApart,
  borrowedName,
  officialNameBehind,
  shortLink,
  bareNumber,
];

const SCHEME = /^[a-z][a-z\d+.-]*:(?!\d{1,5}(?:[/?#]|$))/i;

/**
 * @param {string} plain
 * @returns {Address | null}
 */
export function readAddress(plain) {
  try {
    const url = new URL(SCHEME.test(plain) ? plain : `https://${plain}`);
    const host = bareHost(url.hostname);
    const isPage = url.protocol === "https:" || url.protocol === "http:";
    return host || !isPage ? { plain, url, host, shown: readableHost(host) } : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} plain
 * @param {Registry} registry
 * @param {string} [written]  As it was pasted; what opens is what this leads to.
 * @returns {Judgement}
 */
export function judgeAddress(plain, registry, written = plain) {
  const address = readAddress(plain);
  if (!address) return { verdict: "unknown", reason: "这不是完整的网址，认不出域名。", entry: null };
  if (readAddress(written)?.host !== address.host) {
    return { verdict: "unknown", reason: "里面有浏览器不认的字符，看不出真正会打开什么。", entry: null };
  }
  for (const rule of RULES) {
    const judgement = rule(address, registry);
    if (judgement) return judgement;
  }
  return { verdict: "unknown", reason: `登记的官方网址里没有 ${address.shown}。`, entry: null };
}
