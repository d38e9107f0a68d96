// @ts-check
// Web and mail addresses in a text: found generously, as long as they can be, in one pass.
import { continuesSentence, ENDING, HAN, HAN_ENDING, leadsIn } from "./host_text.js";
import { ownDomain } from "./registry.js";
import { beforeHost, beforeMailbox, beforeScheme, behindHost, behindMailbox } from "./neighbours.js";

/** @typedef {import("./types.js").Place} Place */

// A piece without Chinese characters, blanks and the punctuation of a Chinese sentence.
const PIECE = /(?:(?!\p{Script=Han})[^\s，、；：！？（）「」『』【】《》〈〉“”‘’"<>])+/gu;
const SCHEME = /[a-z][a-z\d+.-]*:[/\\]/iu;
const OPAQUE = /^(?:javascript|data|intent|file|blob|view-source|about|vbscript|steam|weixin|alipays?):/iu;
const HOST_OVER = /[/?#\\]/;
const IP = /^(?:\d{1,3}\.){3}\d{1,3}(?=$|[:/?#\\,;])/;
const LONGEST_HOST = 253;
const LONGEST_ADDRESS = 2000;
const CLOSING = /[.,;:!?。｡)\]}'"]+$/u;
const HOST_CHARACTER = /[\p{L}\p{N}\p{M}\p{S}_-]/u;
const LABEL_BEFORE = /[\p{Script=Han}\p{L}\p{N}_-]{1,63}$/u;
const MORE_HOST = /^[\p{L}\p{N}\p{M}\p{S}_.。｡-]{1,253}/u;

/** The last place where a host can end, in a text that begins with it. @param {string} text */
function hostEnd(text) {
  let end = 0;
  for (const match of text.slice(0, LONGEST_HOST).matchAll(ENDING)) if (match.index) end = match.index + match[0].length;
  return end;
}

/** An address without the punctuation and the sentence behind it. @param {string} text */
const trimmed = (text) => text.slice(0, LONGEST_ADDRESS).replace(CLOSING, "");

/**
 * @param {string} text  Plain.
 * @param {string[]} brands  Names that an address may borrow.
 * @returns {Place[]} In the order of the text; none overlaps another.
 */
export function findAddresses(text, brands) {
  /** @type {Place[]} */
  const places = [];
  let done = 0;
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    if (index + piece.length <= done) continue;
    let from = Math.max(0, done - index);
    while (from < piece.length) {
      const rest = piece.slice(from);
      if (!/[.。｡@:]/.test(rest)) break;
      const found = addressIn(text, index + from, rest, brands, done);
      if (!found) break;
      if (found.place) places.push(found.place);
      done = found.next;
      from = Math.max(from + 1, done - index);
    }
  }
  return places;
}

/**
 * @param {string} text
 * @param {number} start
 * @param {string} piece
 * @param {string[]} brands
 * @param {number} done
 * @returns {{place: Place | null, next: number} | null}
 */
function addressIn(text, start, piece, brands, done) {
  const scheme = SCHEME.exec(piece.slice(0, LONGEST_ADDRESS)) ?? OPAQUE.exec(piece);
  const at = piece.indexOf("@");
  const bare = bareHost(text, start, piece, brands, done);
  if (bare && (!scheme || bare.start < start + scheme.index) && (at < 0 || bare.hostEnd <= start + at)) {
    // The host stands before any scheme or @: everything behind it is its path.
    if (at < 0 || HOST_OVER.test(text[bare.hostEnd] ?? "")) return bareAddress(text, bare, start + piece.length);
  }
  if (scheme) return schemeAddress(text, start, piece, scheme);
  if (at >= 0) return mailAddress(text, start, piece, at, done);
  return null;
}

/** @param {string} text @param {number} start @param {string} piece @param {RegExpExecArray} scheme */
function schemeAddress(text, start, piece, scheme) {
  const begin = start + scheme.index;
  const slashes = /^[a-z][a-z\d+.-]*:[/\\]*/iu.exec(piece.slice(scheme.index))?.[0].length ?? scheme[0].length;
  const hostStart = begin + slashes;
  let end = start + piece.length;
  let host = text.slice(hostStart, end).split(HOST_OVER, 1)[0];
  if (hostStart + host.length === end && HAN.test(text[end] ?? "")) {
    const more = MORE_HOST.exec(text.slice(end, end + LONGEST_HOST))?.[0] ?? "";
    const grown = hostEnd(`${host}${more}`);
    if (grown > host.length) {
      host = text.slice(hostStart, hostStart + grown);
      const path = /^[/?#\\][^\s\p{Script=Han}，、；：！？（）「」『』【】《》“”‘’"<>]*/u.exec(text.slice(hostStart + grown, hostStart + grown + LONGEST_ADDRESS));
      end = hostStart + grown + (path?.[0].length ?? 0);
    }
  }
  const written = trimmed(text.slice(begin, end));
  const hostOnly = hostStart + host.length >= begin + written.length;
  const after = hostOnly ? behindHost(text.slice(begin + written.length, end + 300), true) : null;
  const doubt = beforeScheme(text.slice(Math.max(0, begin - 300), begin)) ?? after;
  return { place: { kind: /** @type {const} */ ("url"), start: begin, end: begin + written.length, doubt }, next: end };
}

/** @param {string} text @param {number} start @param {string} piece @param {number} at @param {number} done */
function mailAddress(text, start, piece, at, done) {
  const local = /[^\s,;:()<>[\]\\"@]{0,64}$/u.exec(piece.slice(Math.max(0, at - 64), at))?.[0] ?? "";
  const behind = `${piece.slice(at + 1, at + 1 + LONGEST_HOST)}${at + 1 + LONGEST_HOST > piece.length ? MORE_HOST.exec(text.slice(start + piece.length, start + piece.length + LONGEST_HOST))?.[0] ?? "" : ""}`;
  const second = behind.indexOf("@");
  const end = hostEnd(second < 0 ? behind : behind.slice(0, second));
  if (!local || !end) return { place: null, next: start + at + 1 };
  const begin = Math.max(done, start + at - local.length);
  const stop = start + at + 1 + end;
  const doubt = beforeMailbox(text.slice(Math.max(0, begin - 300), begin)) ?? behindMailbox(text.slice(stop, stop + 300));
  return { place: { kind: /** @type {const} */ ("email"), start: begin, end: stop, doubt }, next: stop };
}

/**
 * A host without a scheme: with the Chinese label in front of it, as far as it is no sentence.
 * @param {string} text @param {number} start @param {string} piece @param {string[]} brands @param {number} done
 */
function bareHost(text, start, piece, brands, done) {
  const lead = /^[^\p{L}\p{N}.。｡]*/u.exec(piece)?.[0].length ?? 0;
  const begin = start + lead;
  const ip = IP.exec(piece.slice(lead, lead + 24));
  if (ip) return { start: begin, hostEnd: begin + ip[0].length };
  const own = piece.slice(lead).split(/[/?#\\@:,;]/, 1)[0];
  const reaches = begin + own.length === start + piece.length;
  const more = reaches ? MORE_HOST.exec(text.slice(start + piece.length, start + piece.length + LONGEST_HOST))?.[0] ?? "" : "";
  const isDot = /^[.。｡]/.test(own);
  const host = continuesSentence(more) ? own : `${own}${more}`;
  const label = lead === 0 && begin > done ? LABEL_BEFORE.exec(text.slice(Math.max(done, begin - 63), begin))?.[0] ?? "" : "";
  if (isDot) {
    const end = HAN_ENDING.test(host) ? (HAN_ENDING.exec(host)?.[0].length ?? 0) : hostEnd(` ${host}`) - 1;
    if (!label || end <= 0) return null;
    return { start: begin - label.length + sentenceBefore(label, brands), hostEnd: begin + end };
  }
  const end = hostEnd(host);
  if (!end) return null;
  return { start: begin, hostEnd: begin + end };
}

/**
 * How much of a Chinese label is the sentence in front of it.
 * @param {string} label  @param {string[]} brands
 */
function sentenceBefore(label, brands) {
  const brand = brands.map((one) => label.toLowerCase().indexOf(one)).filter((place) => place > 0);
  if (brand.length) return Math.min(...brand);
  for (let place = label.length - 1; place > 0; place -= 1) if (leadsIn(label.slice(0, place))) return place;
  return 0;
}

/** @param {string} text @param {{start: number, hostEnd: number}} found @param {number} pieceEnd */
function bareAddress(text, found, pieceEnd) {
  const { start, hostEnd: end } = found;
  const port = /^:\d{1,5}(?!\d)/.exec(text.slice(end, end + 7))?.[0].length ?? 0;
  const over = HOST_OVER.test(text[end + port] ?? "");
  const stop = over ? Math.max(end, pieceEnd) : end + port;
  const written = trimmed(text.slice(start, stop));
  const pathless = start + written.length <= end + port;
  const host = text.slice(start, end).toLowerCase().replace(/[。｡]/g, ".");
  const isWhole = ownDomain(host) === host;
  const before = text.slice(Math.max(0, start - 300), start);
  const doubt = beforeHost(before, isWhole) ?? (over ? null : behindHost(text.slice(end + port, end + 300), false));
  const place = { kind: /** @type {const} */ ("url"), start, end: start + (pathless ? Math.min(written.length, stop - start) : written.length), doubt };
  return { place, next: Math.max(stop, start + 1) };
}
