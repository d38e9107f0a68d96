// @ts-check
// A pasted text to findings: what was found in it, and what each of them is.
import { judgeAccount } from "./accounts.js";
import { findItems } from "./finding.js";
import { judgeAddress } from "./hosts.js";
import { judgeMailbox } from "./mailboxes.js";
import { judgeNumber } from "./numbers.js";

/** @typedef {import("./types.js").Finding} Finding */

const JUDGES = { phone: judgeNumber, url: judgeAddress, email: judgeMailbox, account: judgeAccount };
const LONGEST_ACCOUNT = 30;
const WECHAT_ID = /^[a-z][\w-]{5,19}$/i;
const SENTENCE = /[，。！？；,!?;\n]/u;

/**
 * A text that is nothing but the name of an account; other short texts are no names.
 * @param {string} text
 * @param {import("./registry.js").Registry} registry
 * @returns {Finding[]}
 */
function accountAlone(text, registry) {
  const plain = text.trim();
  if (!plain || plain.length > LONGEST_ACCOUNT || SENTENCE.test(plain)) return [];
  const judgement = judgeAccount(plain, registry);
  if (judgement.verdict === "unknown" && !WECHAT_ID.test(plain)) return [];
  return [{ item: { kind: "account", text: plain, plain }, ...judgement }];
}

/**
 * @param {string} text
 * @param {import("./registry.js").Registry} registry
 * @returns {Finding[]} In the order of the text.
 */
export function judgeText(text, registry) {
  const findings = findItems(text, registry.brands).map((item) => ({
    item,
    ...JUDGES[item.kind](item.kind === "account" ? item.text : item.plain, registry),
  }));
  return findings.length ? findings : accountAlone(text, registry);
}
