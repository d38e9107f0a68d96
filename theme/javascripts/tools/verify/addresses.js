// @ts-check
// Web and mail addresses in a text: found generously, as long as they can be, in one pass.
import { hostEnds } from "./endings.js";
import { continuesSentence, HAN, HAN_ENDING, leadsIn } from "./host_text.js";
import { ownDomain } from "./registry.js";
import { beforeHost, beforeMailbox, beforeScheme, behindHost, behindMailbox, escapedBehind } from "./neighbours.js";
import { runBefore } from "./runs.js";

/** @typedef {import("./types.js").Place} Place */

// A piece without Chinese characters, blanks and the punctuation of a Chinese sentence.
const PIECE = /[^\p{Script=Han}\s，、；：！？（）「」『』【】《》〈〉“”‘’"<>]+/gu;
// Without one of these, and no Chinese dot behind it, a piece is no address.
const SIGN = /[.。｡:@]/;
const SCHEME_BEFORE = /[a-z][a-z\d+.-]{0,63}$/iu;
const OPAQUE = /^(?:javascript|data|intent|file|blob|view-source|about|vbscript|steam|weixin|alipays?):/iu;
const HOST_OVER = /[/?#\\]/;
const IP = /^(?:\d{1,3}\.){3}\d{1,3}(?=$|[:/?#\\,;])/;
const PATH = /^[/?#\\][^\s\p{Script=Han}，、；：！？（）「」『』【】《》“”‘’"<>]*/u;
const NO_LOCAL_PART = /[\s,;:()<>[\]\\"@]/;
const LONGEST_LOCAL_PART = 64;
/** Of a kind: far more than are judged; the text behind them is not searched. */
export const MOST_PLACES = 2000;
const REACH = 300;
const LONGEST_HOST = 253;
const LONGEST_ADDRESS = 2000;
const CLOSING = /[.,;:!?。｡)\]}'"]+$/u;
const LONGEST_LABEL = 63;
const IN_LABEL = /[\p{L}\p{N}_.-]/u;
const DOT = /^[.。｡]/;

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
  const ends = hostEnds(text);
  let done = 0;
  for (const { 0: piece, index } of text.matchAll(PIECE)) {
    if (index + piece.length <= done) continue;
    if (places.length >= MOST_PLACES) break;
    const end = index + piece.length;
    if (!SIGN.test(piece) && !ends.lastEnd(index, Math.min(index + 2 * LONGEST_HOST, ends.reach(end)))) continue;
    let from = Math.max(0, done - index);
    let scheme = schemeIn(piece, from);
    let at = piece.indexOf("@", from);
    while (from < piece.length && places.length < MOST_PLACES) {
      if (scheme && scheme.index < from) scheme = schemeIn(piece, from);
      if (at >= 0 && at < from) at = piece.indexOf("@", from);
      const found = addressIn(
        { text, ends, start: index, end, done: Math.max(done, index + from) },
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
 * @property {import("./endings.js").HostEnds} ends  Of the whole text.
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

/**
 * Where the longest host ends that begins at a place of a piece and may go on behind it.
 * @param {Piece} piece @param {number} begin @returns {number} 0 when there is none.
 */
const endBehind = ({ ends, end }, begin) => ends.lastEnd(begin, Math.min(begin + LONGEST_HOST, ends.reach(end)));

/** @param {Piece} piece @param {number} begin @param {number} colon */
function schemeAddress(piece, begin, colon) {
  const { text } = piece;
  let { end } = piece;
  const hostStart =
    colon + 1 + (/^[/\\]*/.exec(text.slice(colon + 1, Math.min(end, colon + LONGEST_ADDRESS)))?.[0].length ?? 0);
  let host = text.slice(hostStart, Math.min(end, hostStart + LONGEST_ADDRESS)).split(HOST_OVER, 1)[0];
  if (hostStart + host.length === end && HAN.test(text[end] ?? "")) {
    const grown = endBehind(piece, hostStart);
    if (grown > end) {
      host = text.slice(hostStart, grown);
      end = grown;
      end += PATH.exec(text.slice(end, end + LONGEST_ADDRESS))?.[0].length ?? 0;
    }
  }
  const written = trimmed(text.slice(begin, end));
  const stop = begin + written.length;
  const doubt = () =>
    beforeScheme(text.slice(Math.max(0, begin - REACH), begin)) ??
    escapedBehind(text.slice(hostStart + host.length, stop)) ??
    (hostStart + host.length >= stop ? behindHost(text.slice(stop, stop + REACH), true) : null);
  return { place: { kind: /** @type {const} */ ("url"), start: begin, end: stop, doubt }, next: end };
}

/** @param {Piece} piece @param {number} at */
function mailAddress(piece, at) {
  const { text, ends, end, done } = piece;
  const next = text.indexOf("@", at + 1);
  const most = Math.min(next < 0 ? end : next, end, at + 1 + LONGEST_HOST);
  // A path belongs to no mailbox: behindMailbox says what it thinks of it.
  const own = at + 1 + text.slice(at + 1, most).split(HOST_OVER, 1)[0].length;
  const stop = own === end ? endBehind(piece, at + 1) : ends.lastEnd(at + 1, own);
  if (!stop) return { place: null, next: at + 1 };
  const first = Math.max(done, at - LONGEST_LOCAL_PART);
  const local = runBefore(text, at, first, (character) => !NO_LOCAL_PART.test(character));
  if (!local) return { place: null, next: at + 1 };
  const begin = at - local;
  const doubt = () =>
    beforeMailbox(text.slice(Math.max(0, begin - REACH), begin)) ?? behindMailbox(text.slice(stop, stop + REACH));
  return { place: { kind: /** @type {const} */ ("email"), start: begin, end: stop, doubt }, next: stop };
}

/**
 * A host without a scheme, with the Chinese label in front of a dot.
 * @param {Piece} piece @param {string[]} brands
 */
function bareHost(piece, brands) {
  const { text, ends, end, done } = piece;
  if (ends.nextDot(done) > done + 2 * LONGEST_HOST) return null;
  const begin = done + (/^[^\p{L}\p{N}.。｡]{0,16}/u.exec(text.slice(done, Math.min(end, done + 32)))?.[0].length ?? 0);
  const ip = IP.exec(text.slice(begin, Math.min(end, begin + 24)));
  if (ip) return { start: begin, hostEnd: begin + ip[0].length };
  if (!DOT.test(text[begin] ?? "") && !ends.lastEnd(begin, begin + LONGEST_HOST)) return null;
  const own = text.slice(begin, Math.min(end, begin + LONGEST_HOST)).split(/[/?#\\@:,;]/, 1)[0];
  if (DOT.test(own)) return dottedLabel(piece, begin, own, brands);
  const ownEnd = begin + own.length;
  const goesOn = ownEnd === end && !continuesSentence(text.slice(end, Math.min(end + 4, ends.reach(end))));
  const hostEnd = goesOn ? endBehind(piece, begin) : ends.lastEnd(begin, ownEnd);
  return hostEnd ? { start: begin, hostEnd } : null;
}

/**
 * A host whose label in front of the dot is Chinese.
 * @param {Piece} piece @param {number} begin @param {string} own  From the dot on. @param {string[]} brands
 */
function dottedLabel({ text, ends, end, done, start }, begin, own, brands) {
  if (begin !== start) return null;
  const han = own.length === 1 ? HAN_ENDING.exec(text.slice(begin, end + 10)) : null;
  const hostEnd = han ? begin + han[0].length : ends.lastEnd(begin - 1, begin + own.length);
  if (!hostEnd || done > begin) return null;
  const length = runBefore(text, begin, Math.max(0, begin - LONGEST_LABEL), (character) => IN_LABEL.test(character));
  if (!length) return null;
  const label = text.slice(begin - length, begin);
  return { start: begin - length + sentenceBefore(label, brands), hostEnd };
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
    if (over) return front ?? escapedBehind(text.slice(end + port, stop));
    return front ?? behindHost(text.slice(end + port, end + REACH), false);
  };
  return {
    place: { kind: /** @type {const} */ ("url"), start, end: start + written.length, doubt },
    next: Math.max(stop, start + 1),
  };
}
