// @ts-check
// Web and mail addresses in a text: found generously, as long as they can be, in one pass.
import { continuesSentence, ENDING, HAN, HAN_ENDING, leadsIn } from "./host_text.js";
import { ownDomain } from "./registry.js";
import { beforeHost, beforeMailbox, beforeScheme, behindHost, behindMailbox } from "./neighbours.js";

/** @typedef {import("./types.js").Place} Place */

// A piece without Chinese characters, blanks and the punctuation of a Chinese sentence.
const PIECE = /(?:(?!\p{Script=Han})[^\s，、；：！？（）「」『』【】《》〈〉“”‘’"<>])+/gu;
const SCHEME_BEFORE = /[a-z][a-z\d+.-]{0,63}$/iu;
const OPAQUE = /^(?:javascript|data|intent|file|blob|view-source|about|vbscript|steam|weixin|alipays?):/iu;
const HOST_OVER = /[/?#\\]/;
const IP = /^(?:\d{1,3}\.){3}\d{1,3}(?=$|[:/?#\\,;])/;
const PATH = /^[/?#\\][^\s\p{Script=Han}，、；：！？（）「」『』【】《》“”‘’"<>]*/u;
const LOCAL_PART = /[^\s,;:()<>[\]\\"@]{0,64}$/u;
/** Far more than are judged; the text behind them is not searched. */
export const MOST_ADDRESSES = 2000;
const REACH = 300;
const LONGEST_HOST = 253;
const LONGEST_ADDRESS = 2000;
const CLOSING = /[.,;:!?。｡)\]}'"]+$/u;
const LABEL_BEFORE = /[\p{L}\p{N}_.-]{1,63}$/u;
const MORE_HOST = /^[\p{L}\p{N}\p{M}\p{S}_.。｡-]{1,253}/u;

/**
 * Where the first `scheme:/` begins, looked for from a place on.
 * @param {string} piece @param {number} from
 * @returns {{index: number, colon: number} | null}
 */
function schemeIn(piece, from) {
  const opaque = OPAQUE.exec(piece.slice(from, from + 16));
  if (opaque) return { index: from, colon: from + opaque[0].length - 1 };
  for (let colon = piece.indexOf(":", from); colon >= 0; colon = piece.indexOf(":", colon + 1)) {
    if (!/[/\\]/.test(piece[colon + 1] ?? "")) continue;
    const scheme = SCHEME_BEFORE.exec(piece.slice(Math.max(from, colon - 64), colon))?.[0];
    if (scheme) return { index: colon - scheme.length, colon };
  }
  return null;
}

/** The last place where a host can end, in a text that begins with it. @param {string} text */
function hostEnd(text) {
  let end = 0;
  for (const match of text.slice(0, LONGEST_HOST).matchAll(ENDING))
    if (match.index) end = match.index + match[0].length;
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
    if (places.length >= MOST_ADDRESSES) break;
    let from = Math.max(0, done - index);
    let scheme = schemeIn(piece, from);
    let at = piece.indexOf("@", from);
    while (from < piece.length && places.length < MOST_ADDRESSES) {
      if (scheme && scheme.index < from) scheme = schemeIn(piece, from);
      if (at >= 0 && at < from) at = piece.indexOf("@", from);
      const found = addressIn(
        { text, start: index, end: index + piece.length, done: Math.max(done, index + from) },
        brands,
        scheme,
        at,
      );
      if (!found) break;
      if (found.place) places.push(found.place);
      done = Math.max(found.next, index + from + 1);
      from = done - index;
    }
  }
  return places;
}

/**
 * @typedef {object} Piece
 * @property {string} text  The whole text.
 * @property {number} start
 * @property {number} end
 * @property {number} done  What stands before it is read.
 */

/**
 * @param {Piece} piece
 * @param {string[]} brands
 * @param {{index: number, colon: number} | null} scheme
 * @param {number} at  Of the first `@`, or -1.
 * @returns {{place: Place | null, next: number} | null}
 */
function addressIn(piece, brands, scheme, at) {
  const { text, start, end } = piece;
  const bare = bareHost(piece, brands);
  if (bare && (!scheme || bare.start < start + scheme.index) && (at < 0 || bare.hostEnd <= start + at)) {
    // The host stands before any scheme or @: everything behind it is its path.
    if (at < 0 || HOST_OVER.test(text[bare.hostEnd] ?? "")) return bareAddress(text, bare, end);
  }
  if (scheme) return schemeAddress(piece, start + scheme.index, start + scheme.colon);
  return at >= 0 ? mailAddress(piece, start + at) : null;
}

/** The rest of a host behind a piece. @param {Piece} piece */
const hostBehind = ({ text, end }) => MORE_HOST.exec(text.slice(end, end + LONGEST_HOST))?.[0] ?? "";

/** @param {Piece} piece @param {number} begin @param {number} colon */
function schemeAddress(piece, begin, colon) {
  const { text } = piece;
  let { end } = piece;
  const hostStart =
    colon + 1 + (/^[/\\]*/.exec(text.slice(colon + 1, Math.min(end, colon + LONGEST_ADDRESS)))?.[0].length ?? 0);
  let host = text.slice(hostStart, Math.min(end, hostStart + LONGEST_ADDRESS)).split(HOST_OVER, 1)[0];
  if (hostStart + host.length === end && HAN.test(text[end] ?? "")) {
    const grown = hostEnd(`${host}${hostBehind(piece)}`);
    if (grown > host.length) {
      host = text.slice(hostStart, hostStart + grown);
      end = hostStart + grown;
      end += PATH.exec(text.slice(end, end + LONGEST_ADDRESS))?.[0].length ?? 0;
    }
  }
  const written = trimmed(text.slice(begin, end));
  const stop = begin + written.length;
  const doubt = () =>
    beforeScheme(text.slice(Math.max(0, begin - REACH), begin)) ??
    (hostStart + host.length >= stop ? behindHost(text.slice(stop, stop + REACH), true) : null);
  return { place: { kind: /** @type {const} */ ("url"), start: begin, end: stop, doubt }, next: end };
}

/** @param {Piece} piece @param {number} at */
function mailAddress(piece, at) {
  const { text, end, done } = piece;
  const local = LOCAL_PART.exec(text.slice(Math.max(done, at - 64), at))?.[0] ?? "";
  const own = text.slice(at + 1, Math.min(end, at + 1 + LONGEST_HOST)).split("@", 1)[0];
  const length = hostEnd(at + 1 + own.length === end ? `${own}${hostBehind(piece)}` : own);
  if (!local || !length) return { place: null, next: at + 1 };
  const begin = at - local.length;
  const stop = at + 1 + length;
  const doubt = () =>
    beforeMailbox(text.slice(Math.max(0, begin - REACH), begin)) ?? behindMailbox(text.slice(stop, stop + REACH));
  return { place: { kind: /** @type {const} */ ("email"), start: begin, end: stop, doubt }, next: stop };
}

/**
 * A host without a scheme, with the Chinese label in front of a dot.
 * @param {Piece} piece @param {string[]} brands
 */
function bareHost(piece, brands) {
  const { text, end, done } = piece;
  const begin =
    done + (/^[^\p{L}\p{N}.。｡]{0,16}/u.exec(text.slice(done, Math.min(end, done + LONGEST_HOST)))?.[0].length ?? 0);
  const ip = IP.exec(text.slice(begin, Math.min(end, begin + 24)));
  if (ip) return { start: begin, hostEnd: begin + ip[0].length };
  const own = text.slice(begin, Math.min(end, begin + LONGEST_HOST)).split(/[/?#\\@:,;]/, 1)[0];
  if (/^[.。｡]/.test(own)) return dottedLabel(piece, begin, own, brands);
  const more = begin + own.length === end ? hostBehind(piece) : "";
  const length = hostEnd(continuesSentence(more) ? own : `${own}${more}`);
  return length ? { start: begin, hostEnd: begin + length } : null;
}

/**
 * A host whose label in front of the dot is Chinese.
 * @param {Piece} piece @param {number} begin @param {string} own  From the dot on. @param {string[]} brands
 */
function dottedLabel({ text, end, done, start }, begin, own, brands) {
  if (begin !== start) return null;
  const han = own.length === 1 ? HAN_ENDING.exec(text.slice(begin, end + 10)) : null;
  const length = han ? han[0].length : hostEnd(` ${own}`) - 1;
  if (length <= 0 || done > begin) return null;
  const label = LABEL_BEFORE.exec(text.slice(Math.max(0, begin - 63), begin))?.[0];
  if (!label) return null;
  return { start: begin - label.length + sentenceBefore(label, brands), hostEnd: begin + length };
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
  const doubt = () => {
    const host = text.slice(start, end).toLowerCase().replace(/[。｡]/g, ".");
    const front = beforeHost(text.slice(Math.max(0, start - REACH), start), ownDomain(host) === host);
    return front ?? (over ? null : behindHost(text.slice(end + port, end + REACH), false));
  };
  return {
    place: { kind: /** @type {const} */ ("url"), start, end: start + written.length, doubt },
    next: Math.max(stop, start + 1),
  };
}
