// @ts-check
// English and spoken phrases to plain Chinese. The tables are data; the rules are those of
// search_service/analysis/phrases.py, and both are held to tests/javascript/phrases.json.
import { isHan } from "./normalise.js";

/** @typedef {{from: string, to: string}} Rewording */

/** @param {string[]} phrases  @returns {string} alternatives, the longest first */
const anyOf = (phrases) =>
  [...phrases]
    .sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
    .map((phrase) => phrase.replace(/[.*+?^${}()|[\]-]/g, "\\$&"))
    .join("|");

/**
 * Each phrase and what stands for it, of the table that the index has: 怎么办 → 点算|咋整.
 * @param {Record<string, string>} phrases
 * @returns {Record<string, string>}
 */
export const meanings = (phrases) =>
  Object.fromEntries(Object.entries(phrases).flatMap(([to, all]) => all.split("|").map((from) => [from, to])));

/**
 * Replaces phrases, the longest first; one that stands for itself keeps shorter ones inside it.
 * @param {Record<string, string>} replacements  Empty where a phrase is left out.
 * @returns {(text: string) => {text: string, done: Rewording[]}}
 */
export function spokenReplacer(replacements) {
  const phrases = Object.keys(replacements);
  const pattern = new RegExp(anyOf(phrases), "g");
  return (text) => {
    /** @type {Rewording[]} */
    const done = [];
    if (!phrases.length) return { text, done };
    const replaced = text.replace(pattern, (from) => {
      const to = replacements[from];
      if (to !== from) done.push({ from, to });
      return to || " ";
    });
    return { text: replaced, done };
  };
}

/**
 * Replaces English phrases between word borders, when the text is English at all: a phrase that may
 * be pinyin, or is left out, only counts beside one that can be nothing but English.
 * @param {{surely: Record<string, string>, beside: Record<string, string>}} english
 * @returns {(text: string, isKnown: (run: string) => boolean) => {text: string, done: Rewording[]}}
 */
export function englishReplacer({ surely, beside }) {
  const all = new Map([...Object.entries(beside), ...Object.entries(surely)]);
  // No look-behind: Safari before 16.4 refuses the whole file for it.
  const pattern = new RegExp(`(^|[^a-z0-9])(${anyOf([...all.keys()])})((?:e?s)?)(?![a-z0-9'])`, "g");
  return (text, isKnown) => {
    /** @type {Rewording[]} */
    const done = [];
    if (!all.size || !/[a-z]/.test(text)) return { text, done };
    const straight = text.replaceAll("\u2019", "'");
    const isChinese = [...straight].some(isHan);
    // Inside Chinese, words that the articles know stay as they are.
    const stays = (/** @type {string} */ phrase) => isChinese && isKnown(phrase);
    const found = [...straight.matchAll(pattern)].map((match) => match[2]);
    if (!found.some((phrase) => phrase in surely && !stays(phrase))) return { text, done };
    const replaced = straight.replace(pattern, (whole, before, phrase, plural) => {
      const to = all.get(phrase) ?? "";
      if (to && stays(phrase)) return whole;
      done.push({ from: phrase + plural, to });
      return `${before} ${to} `;
    });
    return { text: replaced, done };
  };
}

/**
 * Leaves greetings, thanks and our own name out of a text, unless too little would remain.
 * @param {readonly string[]} polite  Normalised, as the others.
 * @param {readonly string[]} ours  How we are called; 不是 before it keeps it.
 * @param {readonly string[]} functionWords
 * @returns {(text: string) => string}
 */
export function plainSpeaker(polite, ours, functionWords) {
  const names = ours.filter((name) => !functionWords.includes(name));
  const phrases = polite.length ? new RegExp(anyOf([...polite]), "g") : null;
  const us = names.length ? new RegExp(`(^|[^是])(?:${anyOf(names)})`, "g") : null;
  const functions = functionWords.length ? new RegExp(anyOf([...functionWords]), "g") : null;
  return (text) => {
    const thanked = phrases ? text.replace(phrases, " ") : text;
    const plain = us ? thanked.replace(us, "$1 ") : thanked;
    const content = functions ? plain.replace(functions, "") : plain;
    const left = content.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
    return left > 1 ? plain.replace(/\s+/g, " ").trim() : text;
  };
}
