// @ts-check
import { countText, element, FAILED_TEXT, helpParts, hitItems, notes, WAITING_TEXT } from "./results_view.js";
import { newestOnly } from "./searcher.js";
import { resultsUrl } from "./site.js";
import { watchTyping } from "./typing.js";

const SHOWN_HITS = 8;
// A fast answer never shows "searching".
const WAITING_AFTER_MILLISECONDS = 150;

/**
 * The search dialog that lies on every page.
 * @param {HTMLDialogElement} dialog
 * @param {import("./searcher.js").Searcher} searcher
 */
export function createDialog(dialog, searcher) {
  /** @template {Element} T @param {string} selector @returns {T} */
  const part = (selector) => /** @type {T} */ (dialog.querySelector(selector));
  const input = /** @type {HTMLInputElement} */ (part("input"));
  const hits = /** @type {HTMLElement} */ (part(".kb-hits"));
  const status = /** @type {HTMLElement} */ (part("[role=status]"));
  const noteArea = /** @type {HTMLElement} */ (part(".kb-search__notes"));
  const helpArea = /** @type {HTMLElement} */ (part(".kb-search__help"));
  const body = /** @type {HTMLElement} */ (part(".kb-search__body"));
  const more = /** @type {HTMLElement} */ (part(".kb-search__more"));
  const moreLink = /** @type {HTMLAnchorElement} */ (part(".kb-search__more a"));
  /** @type {Element | null} */
  let opener = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  /**
   * @param {object} content
   * @param {string} content.text
   * @param {HTMLElement[]} [content.noted]
   * @param {HTMLElement[]} [content.items]
   * @param {("asked" | "tips" | "directory")[]} [content.help]  What to show below the hits.
   */
  const show = ({ text, noted = [], items = [], help = [] }) => {
    clearTimeout(waiting);
    hits.removeAttribute("aria-busy");
    status.textContent = text;
    noteArea.replaceChildren(...noted);
    hits.replaceChildren(...items);
    helpArea.replaceChildren(...helpParts(help));
    more.hidden = true;
    body.scrollTop = 0;
  };
  const showStart = () => {
    delete dialog.dataset.source;
    show({ text: "", help: ["asked", "directory"] });
  };
  /** @param {import("./types.js").SearchAnswer} answer */
  const showAnswer = (answer) => {
    const { response } = answer;
    dialog.dataset.source = answer.source;
    const isUnsure = response.total === 0 || response.confidence === "low";
    show({
      text: countText(response),
      noted: notes(answer),
      items: hitItems(response.hits),
      help: isUnsure ? ["tips", "directory"] : [],
    });
    more.hidden = response.total <= response.hits.length;
    moreLink.textContent = `查看全部 ${response.total} 篇`;
    moreLink.href = resultsUrl({ q: response.query.text, literal: response.query.literal });
  };
  const search = newestOnly(searcher, {
    waiting() {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        status.textContent = WAITING_TEXT;
        hits.setAttribute("aria-busy", "true");
      }, WAITING_AFTER_MILLISECONDS);
    },
    answer: showAnswer,
    rejected: (message) => show({ text: "", noted: [element("p", "kb-note kb-note--error", message)] }),
    failed: () => {
      delete dialog.dataset.source;
      show({ text: FAILED_TEXT, help: ["directory"] });
    },
  });

  /** @param {string} text @param {boolean} [literal] */
  const searchFor = (text, literal = false) => {
    if (text.trim()) {
      void search.run({ q: text.trim(), limit: SHOWN_HITS, literal });
    } else {
      search.cancel();
      showStart();
    }
  };
  const typing = watchTyping(input, searchFor);

  /** @param {string} [text] */
  const open = (text = "") => {
    if (dialog.open) return;
    opener = document.activeElement;
    dialog.showModal();
    typing.set(text);
    input.focus();
    input.select();
    searchFor(text);
  };

  dialog.addEventListener("close", () => {
    search.cancel();
    if (opener instanceof HTMLElement) opener.focus();
  });
  dialog.addEventListener("cancel", (event) => {
    if (typing.composing) event.preventDefault();
  });
  dialog.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target === dialog || target.closest("[data-search-close]")) dialog.close();
    const literal = /** @type {HTMLElement | null} */ (target.closest("[data-search-literal]"));
    if (literal) {
      event.preventDefault();
      searchFor(input.value, literal.dataset.searchLiteral === "true");
      input.focus();
      return;
    }
    // A hit on this very page only scrolls, and must not stay behind the dialog.
    if (/** @type {HTMLAnchorElement | null} */ (target.closest("a"))?.pathname === location.pathname)
      dialog.close();
  });
  dialog.addEventListener("keydown", (event) => moveFocus(event, dialog, input));
  dialog.querySelector("form")?.addEventListener("submit", (event) => {
    if (!input.value.trim()) event.preventDefault();
  });
  return { open };
}

/**
 * Arrow keys go from the field through the links below the notes and back.
 * @param {KeyboardEvent} event
 * @param {HTMLElement} dialog
 * @param {HTMLInputElement} input
 */
function moveFocus(event, dialog, input) {
  if (event.isComposing || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
  /** @type {HTMLElement[]} */
  const stops = [
    input,
    .../** @type {NodeListOf<HTMLElement>} */ (
      dialog.querySelectorAll(".kb-search__body a, .kb-search__more a")
    ),
  ].filter((stop) => stop.getClientRects().length > 0);
  const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (at < 0) return;
  event.preventDefault();
  stops[Math.min(stops.length - 1, Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1)))].focus();
}
