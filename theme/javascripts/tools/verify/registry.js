// @ts-check
// The official channels in the form in which they are compared.

import { clean } from "./cleaning.js";
import { skeleton } from "./lookalikes.js";
import { readNumber } from "./numbering.js";

/** @typedef {import("./types.js").Entry} Entry */

// Ends of domain names below which names are given out.
const SECOND_LEVELS = new Set(["com", "net", "org", "gov", "edu", "ac", "co"]);
const MILLISECONDS_OF_A_DAY = 86_400_000;

/**
 * How many labels the name has that was given out: 2 of `lamp.cn`, 3 of `lamp.com.cn`.
 * @param {string[]} labels
 */
const ownLabels = (labels) => (labels.length > 2 && SECOND_LEVELS.has(labels[labels.length - 2]) ? 3 : 2);

/** The part of a host that was given out: `lamp.com.cn` of `pay.lamp.com.cn`. @param {string} host */
export function ownDomain(host) {
  const labels = host.split(".");
  return labels.slice(-ownLabels(labels)).join(".");
}

/**
 * Without a final dot, and without the `www.` right in front of an own domain.
 * @param {string} host
 */
export function bareHost(host) {
  const name = host.toLowerCase().replace(/\.$/, "");
  const rest = name.replace(/^www\./, "");
  return rest.includes(".") && ownDomain(name) === rest ? rest : name;
}

/**
 * The part of a host name that its owner chose: `lamp` of `www.lamp.com.cn`.
 * @param {string} host
 */
export function ownName(host) {
  const labels = host.replace(/\.$/, "").split(".");
  return labels[labels.length - ownLabels(labels)] ?? labels[0];
}

/** What a name reads as: without case, spaces and what cannot be seen. @param {string} name */
export const accountName = (name) => clean(name).plain.toLowerCase().replace(/\s+/g, "");

/**
 * @param {Entry} entry
 * @returns {string | null}
 */
function hostOf({ kind, value }) {
  if (kind === "email") return bareHost(value.slice(value.lastIndexOf("@") + 1));
  if (kind !== "url" && kind !== "form") return null;
  try {
    return bareHost(new URL(value).hostname);
  } catch {
    return null;
  }
}

/** @param {Entry} entry @param {string} host */
function hostEntry(entry, host) {
  const name = ownName(host);
  return { entry, host, name, looks: skeleton(host), nameLooks: skeleton(name), isSite: entry.kind !== "email" };
}

/** @param {import("./types.js").VerifyData} data */
export function createRegistry(data) {
  /** @param {string[]} kinds */
  const ofKind = (...kinds) => kinds.flatMap((kind) => data.channels.filter((entry) => entry.kind === kind));
  return {
    data,
    phones: ofKind("phone").map((entry) => {
      const { digits, key } = readNumber(entry.value);
      return { entry, digits, key, isLandline: key.startsWith("+86") && digits.startsWith("0") };
    }),
    hotlines: data.hotlines.map((hotline) => ({ hotline, ...readNumber(hotline.value) })),
    /** Well-known numbers that are somebody else's, by how they are dialled. */
    publicNumbers: new Map((data.public_numbers ?? []).map((one) => [readNumber(one.value).key, one])),
    emails: ofKind("email").map((entry) => ({ entry, address: entry.value.toLowerCase() })),
    accounts: ofKind("wechat").map((entry) => ({ entry, name: accountName(entry.value) })),
    /** Hosts of sites come first; those of mailboxes are resembled, but are no sites. */
    hosts: ofKind("url", "form", "email").flatMap((entry) => {
      const host = hostOf(entry);
      return host ? [hostEntry(entry, host)] : [];
    }),
    brands: data.brand_names.map(accountName),
    shortLinks: new Set(data.short_link_hosts),
  };
}

/** @typedef {ReturnType<typeof createRegistry>} Registry */

/**
 * What an exact match means: a row that nobody has confirmed is never called official.
 * @param {Entry} entry
 * @param {string} what
 * @returns {import("./types.js").Judgement}
 */
export const matched = (entry, what) =>
  entry.verified
    ? { verdict: "official", reason: `和登记的${entry.name}一致。${what}`, entry }
    : { verdict: "example", reason: `和${entry.name}一栏的示例数据一致，尚未核实，不能当作官方依据。`, entry };

/**
 * How the entry that something resembles is named.
 * @param {Entry} entry
 */
export const named = ({ name, value, verified }) => `${name}「${value}」${verified ? "" : "（示例，尚未核实）"}`;

/**
 * @typedef {object} RegistryState
 * @property {number} verified  How many rows the operator has confirmed.
 * @property {Entry[]} stale  Confirmed rows that were looked up too long ago.
 */

/**
 * @param {import("./types.js").VerifyData} data
 * @param {string} today  Such as "2026-11-24".
 * @returns {RegistryState}
 */
export function registryState({ channels, stale_after_days }, today) {
  const verified = channels.filter((entry) => entry.verified);
  const age = (/** @type {Entry} */ { verified_on }) =>
    verified_on ? (Date.parse(today) - Date.parse(verified_on)) / MILLISECONDS_OF_A_DAY : Infinity;
  return { verified: verified.length, stale: verified.filter((entry) => age(entry) > stale_after_days) };
}
