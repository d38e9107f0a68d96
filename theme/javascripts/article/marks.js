// @ts-check
// The words that led here are marked in the section that was found, until the reader is done with them.
import { read, write } from "../storage.js";

const KEY = "kb-marks";
const LONGEST_WORD = 64;
const MARKED_WORDS = 20;

/**
 * Called where a hit is opened: the words are for the page it leads to.
 * @param {string} path
 * @param {string[]} words
 */
export function keepMarks(path, words) {
  write("sessionStorage", KEY, words.length ? { path, words } : null);
}

/**
 * Where the words lie in a text; the longest wins where they overlap.
 * @param {string} text
 * @param {string[]} words
 * @returns {{start: number, end: number}[]} in order, apart from each other
 */
export function findWords(text, words) {
  const plain = text.toLowerCase();
  const taken = new Uint8Array(text.length);
  for (const word of words.map((one) => one.toLowerCase())) {
    for (let at = plain.indexOf(word); word && at >= 0; at = plain.indexOf(word, at + 1)) {
      taken.fill(1, at, at + word.length);
    }
  }
  const found = [];
  for (let start = taken.indexOf(1); start >= 0; ) {
    let end = taken.indexOf(0, start);
    if (end < 0) end = text.length;
    found.push({ start, end });
    start = taken.indexOf(1, end);
  }
  return found;
}

/**
 * The parts of the article that the address leads to: a heading and what follows up to the next
 * heading of its rank, or the whole article.
 * @param {Element} body
 */
function chosenParts(body) {
  const heading = body.querySelector(":target");
  if (!heading) return [...body.children];
  const parts = [heading];
  for (let next = heading.nextElementSibling; next; next = next.nextElementSibling) {
    if (/^H[1-6]$/.test(next.tagName) && next.tagName <= heading.tagName) break;
    parts.push(next);
  }
  return parts;
}

/** @param {Element} part  @param {string[]} words */
function markIn(part, words) {
  const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  /** @type {Text[]} */
  const texts = [];
  while (walker.nextNode()) texts.push(/** @type {Text} */ (walker.currentNode));
  for (const text of texts) {
    if (text.parentElement?.closest(".headerlink")) continue;
    for (const { start, end } of findWords(text.data, words).reverse()) {
      const mark = document.createElement("mark");
      mark.className = "kb-found";
      const range = document.createRange();
      range.setStart(text, start);
      range.setEnd(text, end);
      range.surroundContents(mark);
    }
  }
}

/** Takes every mark back, and the button with them. */
function removeMarks() {
  for (const mark of document.querySelectorAll("mark.kb-found")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent?.normalize();
  }
  document.querySelector(".kb-marks")?.remove();
  document.removeEventListener("keydown", onEscape);
}

/** @param {KeyboardEvent} event */
function onEscape(event) {
  if (event.key === "Escape" && !event.isComposing && !document.querySelector("dialog[open]")) removeMarks();
}

/** Marks what was kept for this page, once. */
export function showMarks() {
  const kept = read("sessionStorage", KEY);
  write("sessionStorage", KEY, null);
  const body = document.querySelector(".kb-article__body");
  if (!body || kept?.path !== location.pathname || !Array.isArray(kept.words)) return;
  removeMarks();
  const words = kept.words
    .filter((/** @type {unknown} */ word) => typeof word === "string" && word.length <= LONGEST_WORD)
    .slice(0, MARKED_WORDS);
  for (const part of chosenParts(body)) markIn(part, words);
  if (!body.querySelector("mark.kb-found")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "kb-marks";
  button.textContent = "清除标记（Esc）";
  button.addEventListener("click", removeMarks);
  document.querySelector("main")?.append(button);
  document.addEventListener("keydown", onEscape);
}
