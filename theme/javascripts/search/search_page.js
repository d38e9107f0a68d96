// @ts-check
// Those without names are needed further on: named here they come at once (tests/javascript/module_depth.test.js).
import { withoutPrivate } from "../sensitive.js";
import "../storage.js";
import "./handed_over.js";
import { oneLine } from "./lines.js";
import * as view from "./results_view.js";
import { newestOnly } from "./searcher.js";
import { resultsUrl } from "./site.js";
import { siteSearcher } from "./site_searcher.js";

const PAGE_SIZE = 10; // service: web.results_page.PAGE_SIZE
const LAST_OFFSET = 500; // service: answering.page_bounds.OFFSET_LIMIT
const MOST_PAGES = LAST_OFFSET / PAGE_SIZE + 1;

/** @typedef {{q: string, category: string, page: number, literal: boolean}} PageState */

/**
 * What an address of the results page asks for.
 * @param {string} search  Such as `?q=退款&page=2`.
 * @returns {PageState}
 */
export function readState(search) {
  const parameters = new URLSearchParams(search);
  const page = Number.parseInt(parameters.get("page") ?? "1", 10);
  return {
    q: oneLine(parameters.get("q") ?? ""),
    category: parameters.get("category") ?? "",
    page: page >= 1 && page <= MOST_PAGES ? page : 1,
    literal: parameters.get("literal") === "true",
  };
}

/** Of a text that is nothing but what can be checked. @param {string} text */
async function openIfVerifiable(text) {
  const { canBeVerified, openVerify } = await import("./verify_offer.js");
  if (canBeVerified(text)) openVerify(text);
}

/**
 * The results page. The address is the state: every view can be linked, and the back button works.
 * @param {HTMLElement} page
 */
export async function startSearchPage(page) {
  /** @param {string} selector */
  const part = (selector) => /** @type {HTMLElement} */ (page.querySelector(selector));
  const input = /** @type {HTMLInputElement} */ (part("input"));
  const [status, noteArea, filter] = [part("[role=status]"), part(".kb-results__notes"), part(".kb-results__filter")];
  const [card, hits, pages] = [part(".kb-results__answer"), part(".kb-hits"), part(".kb-results__pages")];
  const [help, directory] = [part(".kb-results__help"), part(".kb-results__directory")];
  let state = readState(location.search);
  // What was asked, with what is private in it; the state, which stands in addresses, is without.
  let asked = state.q;
  let typingNow = false;
  state.q = withoutPrivate(asked).text;
  /** @type {number | null} */
  let scrollTo = history.state?.scroll ?? null;

  /** @param {string} text  @param {boolean} [showsDirectory] */
  const clear = (text, showsDirectory = false) => {
    hits.removeAttribute("aria-busy");
    status.textContent = text;
    for (const area of [noteArea, card, filter, hits, pages, help]) area.replaceChildren();
    filter.hidden = true;
    pages.hidden = true;
    directory.hidden = !showsDirectory;
  };

  /** @param {import("./types.js").SearchAnswer} answer */
  const showAnswer = (answer) => {
    const { response } = answer;
    const lastPage = Math.max(1, Math.ceil(response.total / PAGE_SIZE));
    if (state.page > lastPage && response.total > 0) {
      void go({ page: lastPage }, "replace");
      return;
    }
    page.dataset.source = answer.source;
    hits.toggleAttribute("data-counted", Boolean(response.counted));
    clear(view.countText(response));
    noteArea.append(...view.notes(answer, asked));
    card.append(...view.answerCard(response));
    if (watching) void judging();
    hits.append(...view.hitItems(answer));
    if (!view.hasNoArticle(response)) {
      showFilter(response);
      showPages(lastPage);
    }
    settle(view.isUnsure(response));
  };

  /** Once the hits stand. @param {boolean} unsure */
  const settle = (unsure) => {
    if (unsure) help.append(...view.helpParts(["tips", "directory"]));
    if (scrollTo !== null) window.scrollTo(0, scrollTo);
    scrollTo = null;
  };

  /** @param {import("./types.js").SearchResponse} response */
  const showFilter = ({ categories }) => {
    if (categories.length < 2 && !state.category) return;
    const all = { id: "", title: "全部", count: categories.reduce((sum, { count }) => sum + count, 0) };
    filter.hidden = false;
    filter.append(
      ...[all, ...[...categories].sort((a, b) => b.count - a.count)].map(({ id, title, count }) => {
        const chip = stateLink({ category: id, page: 1 }, `${title} ${count}`);
        chip.className = "kb-chip";
        if (id === state.category) chip.setAttribute("aria-current", "true");
        return chip;
      }),
    );
  };

  /** @param {number} lastPage */
  const showPages = (lastPage) => {
    if (lastPage < 2) return;
    pages.hidden = false;
    pages.append(
      state.page > 1 ? stateLink({ page: state.page - 1 }, "上一页") : view.element("span", ""),
      view.element("span", "kb-quiet", `第 ${state.page} 页，共 ${lastPage} 页`),
      state.page < lastPage ? stateLink({ page: state.page + 1 }, "下一页") : view.element("span", ""),
    );
  };

  /** @param {Partial<PageState>} change  @param {string} text */
  const stateLink = (change, text) => view.link(resultsUrl({ ...state, ...change }), text);

  /** A link to another view of the results. @param {MouseEvent} event */
  const follow = (event) => {
    const chosen = /** @type {Element} */ (event.target).closest("a");
    if (!chosen || event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    const { category, page: number, literal } = readState(chosen.search);
    void go({ category, page: number, literal }, "push");
    window.scrollTo(0, 0);
    status.focus();
  };

  const search = newestOnly(siteSearcher, {
    waiting: () => {
      if (!hits.childElementCount) status.textContent = view.WAITING_TEXT;
      hits.setAttribute("aria-busy", "true");
    },
    answer: showAnswer,
    rejected: (message) => {
      clear("", true);
      noteArea.append(...view.offers(asked), view.rejection(message));
    },
    failed: () => {
      delete page.dataset.source;
      clear(view.FAILED_TEXT, true);
      help.append(...view.helpParts(["directory"]));
    },
  });

  // The service has put the question into the title.
  const named = /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[property="og:site_name"]'));
  const siteTitle = `${part("h1").textContent?.trim()} - ${named?.content}`;
  const showTitle = () => {
    document.title = state.q ? `${view.inShort(state.q)} - ${siteTitle}` : siteTitle;
  };
  const run = async () => {
    showTitle();
    if (!asked) {
      search.cancel();
      delete page.dataset.source;
      clear("", true);
      return;
    }
    const { category, literal } = state;
    directory.hidden = true;
    await search.run({
      q: asked,
      typing: typingNow,
      category,
      literal,
      limit: PAGE_SIZE,
      offset: (state.page - 1) * PAGE_SIZE,
    });
  };

  /** @param {Partial<PageState>} change  @param {"push" | "replace"} how */
  const go = async (change, how) => {
    state = { ...state, ...change };
    if (change.q !== undefined) {
      asked = change.q;
      state.q = withoutPrivate(asked).text;
    }
    const address = state.q ? resultsUrl(state) : location.pathname;
    if (how === "push") history.pushState(null, "", address);
    else history.replaceState(null, "", address);
    await run();
  };

  /** @param {string} text  @param {"push" | "replace"} how */
  const ask = (text, how) => {
    typingNow = how === "replace";
    return go({ q: oneLine(text), category: "", page: 1, literal: false }, how);
  };
  /** @type {ReturnType<typeof import("./typing.js").watchTyping> | undefined} */
  let typing;
  /** Puts a text into the field that was not typed there. @param {string} text */
  const fill = (text) => {
    if (typing) typing.set(text);
    else input.value = text;
  };
  let watching = false;
  const judging = async () => {
    if (!card.firstElementChild) return;
    const { offerJudging } = await import("./answer_judging.js");
    offerJudging(card.firstElementChild);
  };
  /** What only matters once somebody does something comes behind the first answer. */
  const watch = async () => {
    watching = true;
    void judging();
    const [{ watchTyping }, { watchFollowed }] = await Promise.all([import("./typing.js"), import("./followed.js")]);
    watchFollowed(hits, () => {
      if (typingNow) siteSearcher.sent(state.q);
      return state.q;
    });
    typing = watchTyping(input, (text) => ask(text, "replace"));
    // The service fills the field with what is left of the question.
    if (![asked, state.q].includes(input.value.trim())) ask(input.value, "replace");
  };
  input.form?.addEventListener("submit", () => {
    const text = input.value.trim();
    fill(input.value);
    ask(text, "push");
    const { q } = state;
    if (text && !q) return void openIfVerifiable(text);
    void import("./recent.js").then(({ keepRecent }) => keepRecent(q));
  });
  for (const area of [filter, pages]) area.addEventListener("click", follow);
  noteArea.addEventListener("click", (event) => {
    const chosen = /** @type {Element} */ (event.target).closest("[data-search-literal]");
    if (!(chosen instanceof HTMLElement)) return;
    event.preventDefault();
    void go({ literal: chosen.dataset.searchLiteral === "true", page: 1 }, "push");
  });
  window.addEventListener("popstate", (event) => {
    state = readState(location.search);
    asked = state.q;
    scrollTo = event.state?.scroll ?? null;
    fill(state.q);
    void run();
  });
  window.addEventListener("pagehide", () => history.replaceState({ scroll: window.scrollY }, ""));

  // From here on the results decide whether the directory is shown.
  directory.hidden = state.q !== "";
  document.documentElement.classList.remove("kb-asking");
  status.tabIndex = -1;
  const typed = input.value.trim();
  if (!typed) fill(asked);
  // Not out of another field, where somebody types already, nor out of the page around a frame.
  const isFree = document.activeElement === document.body && window.parent === window;
  if (!typed && !asked && isFree) input.focus();
  const { rendered } = hits.dataset;
  if (typed && typed !== asked && typed !== state.q) {
    await ask(typed, "replace");
    if (page.dataset.submitted && !state.q) await openIfVerifiable(typed);
  } else if (rendered && asked === state.q) {
    // The service has put the hits into the page.
    page.dataset.source = "service";
    showTitle();
    settle(rendered === "low");
  } else {
    await (asked === state.q ? run() : go({}, "replace"));
  }
  requestAnimationFrame(() => setTimeout(watch));
}
