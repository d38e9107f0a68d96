// @ts-check
import { showMarks } from "../article/marks.js";
import { withoutPrivate } from "../sensitive.js";
import { watchFollowed } from "./followed.js";
import { clearRecent, keepRecent, recentSearches } from "./recent.js";
import * as view from "./results_view.js";
import { newestOnly } from "./searcher.js";
import { resultsUrl } from "./site.js";
import { watchTyping } from "./typing.js";
import { canBeVerified, openVerify } from "./verify_offer.js";

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
  const suggestions = /** @type {HTMLElement} */ (part(".kb-suggestions"));
  const recent = /** @type {HTMLElement} */ (part(".kb-recent"));
  const noteArea = /** @type {HTMLElement} */ (part(".kb-search__notes"));
  const helpArea = /** @type {HTMLElement} */ (part(".kb-search__help"));
  const body = /** @type {HTMLElement} */ (part(".kb-search__body"));
  const more = /** @type {HTMLElement} */ (part(".kb-search__more"));
  const moreLink = /** @type {HTMLAnchorElement} */ (part(".kb-search__more a"));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  /** @type {number | undefined} Where somebody was who comes back. */
  let scrollTo;

  /**
   * @param {object} content
   * @param {string} content.text
   * @param {HTMLElement[]} [content.noted]
   * @param {HTMLElement[]} [content.suggested]
   * @param {HTMLElement[]} [content.items]
   * @param {("asked" | "tips" | "directory")[]} [content.help]  What to show below the hits.
   */
  const show = ({ text, noted = [], suggested = [], items = [], help = [] }) => {
    clearTimeout(waiting);
    hits.removeAttribute("aria-busy");
    status.textContent = text;
    noteArea.replaceChildren(...noted);
    recent.hidden = true;
    suggestions.replaceChildren(...suggested);
    hits.replaceChildren(...items);
    helpArea.replaceChildren(...view.helpParts(help));
    more.hidden = true;
    body.scrollTop = 0;
  };
  const showStart = () => {
    delete dialog.dataset.source;
    show({ text: "", help: ["asked", "directory"] });
    const searches = recentSearches();
    recent.hidden = searches.length === 0;
    part(".kb-recent__list").replaceChildren(
      ...searches.map((text) => {
        const again = view.link(resultsUrl({ q: text }), text);
        again.dataset.searchAgain = text;
        return view.element("li", "", again);
      }),
    );
  };
  /** @param {import("./types.js").SearchAnswer} answer */
  const showAnswer = (answer) => {
    const { response } = answer;
    dialog.dataset.source = answer.source;
    hits.toggleAttribute("data-counted", Boolean(response.counted));
    show({
      text: view.countText(response),
      noted: [...view.notes(answer, input.value), ...view.answerCard(response)],
      suggested: view.suggestionItems(answer),
      items: view.hitItems(answer),
      help: view.isUnsure(response) ? ["tips", "directory"] : [],
    });
    if (response.answer) {
      void import("./answer_judging.js").then(({ offerJudging }) => offerJudging(dialog.querySelector(".kb-answer")));
    }
    more.hidden = view.hasNoArticle(response) || response.total <= response.hits.length;
    moreLink.textContent = `查看全部 ${response.total} 篇`;
    moreLink.href = resultsUrl({ q: response.query.text, literal: response.query.literal });
    body.scrollTop = scrollTo ?? 0;
    scrollTo = undefined;
  };
  const search = newestOnly(searcher, {
    waiting() {
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        status.textContent = view.WAITING_TEXT;
        hits.setAttribute("aria-busy", "true");
      }, WAITING_AFTER_MILLISECONDS);
    },
    answer: showAnswer,
    rejected: (message) =>
      show({ text: "", noted: [...view.offers(input.value), view.rejection(message)], help: ["asked", "directory"] }),
    failed: () => {
      delete dialog.dataset.source;
      show({ text: view.FAILED_TEXT, help: ["directory"] });
    },
  });

  /** @param {string} text @param {boolean} [literal] */
  const searchFor = (text, literal = false) => {
    if (text.trim()) {
      void search.run({ q: text.trim(), limit: SHOWN_HITS, literal, typing: true }, { suggests: true });
    } else {
      search.cancel();
      showStart();
    }
  };
  const typing = watchTyping(input, searchFor);

  /**
   * Takes over a dialog that was just shown, and what has been typed into it since.
   * @param {string} text  What it was opened with.
   * @param {boolean} composing  Whether an input method is at work in it.
   */
  const opened = (text, composing) => {
    const address = new URL(location.href);
    const { text: safe, kinds } = withoutPrivate(address.searchParams.get("q") ?? "");
    if (kinds.length) {
      address.searchParams.set("q", safe);
      history.replaceState(history.state, "", address);
    }
    const untouched = input.value === text && !composing;
    if (untouched) scrollTo = history.state?.scrolled;
    if (untouched) typing.set(text);
    else typing.join(composing);
    searchFor(untouched ? text : "");
  };

  /** What a click on something in the dialog means, besides following a link. @param {MouseEvent} event */
  const chosen = (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    const again = /** @type {HTMLElement | null} */ (target.closest("[data-search-again]"));
    const literal = /** @type {HTMLElement | null} */ (target.closest("[data-search-literal]"));
    const followed = target.closest("a");
    if (target.closest("[data-clear-recent]")) {
      clearRecent();
      showStart();
      input.focus();
    } else if (again || literal) {
      event.preventDefault();
      if (again) typing.set(again.dataset.searchAgain ?? "");
      searchFor(input.value, literal?.dataset.searchLiteral === "true");
      input.focus();
    } else if (!followed || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    } else if (followed.pathname === location.pathname && !followed.search) {
      // A hit on this very page only scrolls; the marks follow once the address has changed.
      dialog.close();
      if (!followed.hash) {
        event.preventDefault();
        history.replaceState(history.state, "", followed.href);
        window.scrollTo(0, 0);
      }
      setTimeout(showMarks);
    } else {
      // Who comes back finds the dialog as it was.
      const asked = withoutPrivate(input.value).text;
      history.replaceState({ ...history.state, asked, scrolled: body.scrollTop }, "");
    }
  };

  dialog.addEventListener("close", () => {
    search.cancel();
    if (history.state?.asked) history.replaceState({ ...history.state, asked: undefined, scrolled: undefined }, "");
  });
  dialog.addEventListener("cancel", (event) => {
    if (typing.composing) event.preventDefault();
  });
  // Before the page is left, and before the marks of this very page are shown.
  watchFollowed(body, () => {
    searcher.sent(input.value);
    return input.value.trim();
  });
  dialog.addEventListener("click", chosen);
  dialog.addEventListener("keydown", (event) => moveFocus(event, dialog, input));

  /** Goes to the results of what was typed; of nothing but what can be checked, to 验真. */
  const submitted = () => {
    const text = input.value.trim();
    const { text: safe, kinds } = withoutPrivate(text);
    if (!kinds.length) keepRecent(text);
    if (safe) location.assign(resultsUrl({ q: safe }));
    else if (canBeVerified(text)) openVerify(text);
  };
  return { opened, submitted };
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
    .../** @type {NodeListOf<HTMLElement>} */ (dialog.querySelectorAll(".kb-search__notes ~ * a, .kb-search__more a")),
  ].filter((stop) => stop.getClientRects().length > 0);
  const at = stops.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (at < 0) return;
  event.preventDefault();
  stops[Math.min(stops.length - 1, Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1)))].focus();
}
