// @ts-check
import { nameOf, withoutPrivate } from "../sensitive.js";
import { QueryRejected, ServiceUnavailable } from "./errors.js";
import { oneLine } from "./lines.js";

const NEAREST = 3;
// The nearest articles are worth a short wait, not a long one.
const NEAREST_MILLISECONDS = 1000;
const LONGEST_SENT = 2_000; // service: asking.typed_text.RAW_QUERY_LIMIT

/** @typedef {Omit<import("./types.js").SearchAnswer, "withheld">} Found */

/**
 * Asks the service, and the browser's own index when the service cannot answer.
 * @param {object} parts
 * @param {Pick<import("./service.js").Service, "search" | "suggest"> & {count?: (q: string) => void}} parts.service
 * @param {() => Promise<import("./browser_search.js").BrowserSearch>} parts.loadBrowserSearch
 * @param {(search: import("./browser_search.js").BrowserSearch) => Promise<ReturnType<
 *   typeof import("./offline_answers.js").createOfflineAnswers>>} [parts.withAnswers]
 *   Adds what answers to what the browser's own index found.
 */
export function createSearcher({ service, loadBrowserSearch, withAnswers }) {
  /** @type {Promise<import("./browser_search.js").BrowserSearch> | null} */
  let loading = null;
  /** @type {Awaited<ReturnType<NonNullable<typeof withAnswers>>> | undefined} */
  let answering;
  const browserSearch = () => {
    loading ??= loadBrowserSearch().catch((error) => {
      loading = null; // the next query tries again
      throw error;
    });
    return loading;
  };

  /**
   * @param {import("./types.js").SearchParameters} typed
   * @param {AbortSignal} signal
   * @param {{suggests?: boolean}} [options]  Whether completions are wanted as well.
   * @returns {Promise<import("./types.js").SearchAnswer>}
   * @throws {QueryRejected} for the reader; anything else means that both searches failed
   */
  const search = async (typed, signal, options) => {
    const { q, withheld } = searchable(typed.q);
    return { ...(await searchFor({ ...typed, q }, signal, options)), withheld };
  };

  /**
   * From the service; from the browser where the service fails or that is sooner than its late answer.
   * @param {import("./types.js").SearchParameters} parameters
   * @param {AbortSignal} signal
   * @param {{suggests?: boolean}} [options]
   * @returns {Promise<Found>}
   */
  const searchFor = (parameters, signal, options) =>
    new Promise((resolve, reject) => {
      /** @type {Promise<Found> | undefined} */
      let browser;
      const instead = () => {
        browser ??= inBrowser(parameters, signal);
        return browser;
      };
      byService(parameters, signal, options, () => instead().then(resolve, () => {})).then(resolve, (error) => {
        if (error instanceof ServiceUnavailable) instead().then(resolve, reject);
        else reject(error);
      });
    });

  /**
   * @param {import("./types.js").SearchParameters} parameters
   * @param {AbortSignal} signal
   * @param {{suggests?: boolean}} [options]
   * @param {() => void} [late]
   * @returns {Promise<Found>}
   */
  const byService = async (parameters, signal, { suggests = false } = {}, late) => {
    const suggested = suggests ? service.suggest(parameters.q, signal) : [];
    const response = await service.search(parameters, signal, late);
    const nearest = response.total === 0 ? await nearestTo(parameters) : [];
    return { source: "service", response, nearest, suggestions: await suggested };
  };

  /** @param {import("./types.js").SearchParameters} parameters  @param {AbortSignal} signal  @returns {Promise<Found>} */
  const inBrowser = async (parameters, signal) => {
    const [fallback, { answerEach }] = await Promise.all([browserSearch(), import("./several_questions.js")]);
    answering ??= await withAnswers?.(fallback);
    signal.throwIfAborted();
    const response = await answerEach(fallback, answering ?? (async (found) => found), parameters);
    const nearest = response.total === 0 ? fallback.nearest(parameters.q, NEAREST) : [];
    return { source: "browser", response, nearest, suggestions: [] };
  };

  /** @param {import("./types.js").SearchParameters} parameters */
  const nearestTo = async ({ q }) => {
    /** @type {Promise<null>} */
    const late = new Promise((resolve) => setTimeout(resolve, NEAREST_MILLISECONDS, null));
    try {
      return (await Promise.race([browserSearch(), late]))?.nearest(q, NEAREST) ?? [];
    } catch {
      return []; // a help, not an answer: without it the page still says that nothing was found
    }
  };

  /**
   * Has a text counted that was only typed until somebody followed what it found.
   * @param {string} text
   */
  const sent = (text) => {
    const { text: q } = withoutPrivate(oneLine(text));
    if (q) service.count?.(q);
  };

  return { search, sent };
}

/** @typedef {ReturnType<typeof createSearcher>} Searcher */

/**
 * What of a text is searched for: what is private never reaches the service or its log.
 * @param {string} text
 * @returns {{q: string, withheld: string[]}} with the names of what was left out
 * @throws {QueryRejected} when nothing else is left
 */
export function searchable(text) {
  const { text: rest, kinds } = withoutPrivate(oneLine(text));
  const withheld = kinds.map(nameOf);
  if (!kinds.length || /[\p{L}\p{N}]/u.test(rest)) return { q: rest.slice(0, LONGEST_SENT), withheld };
  throw new QueryRejected(`里面好像有${withheld.join("、")}，没有发送出去。请再写上遇到的问题，例如「退款没到账」。`);
}

/**
 * Runs searches so that only the newest one is ever shown.
 * @param {Pick<Searcher, "search">} searcher
 * @param {object} show
 * @param {() => void} show.waiting
 * @param {(answer: import("./types.js").SearchAnswer) => void} show.answer
 * @param {(message: string) => void} show.rejected
 * @param {() => void} show.failed
 */
export function newestOnly(searcher, show) {
  let newest = new AbortController();

  /** Forget the search under way. */
  const cancel = () => {
    newest.abort();
    newest = new AbortController();
  };

  /**
   * @param {import("./types.js").SearchParameters} parameters
   * @param {{suggests?: boolean}} [options]
   */
  const run = async (parameters, options) => {
    cancel();
    const { signal } = newest;
    show.waiting();
    try {
      const answer = await searcher.search(parameters, signal, options);
      if (!signal.aborted) show.answer(answer);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof QueryRejected) show.rejected(error.message);
      else show.failed();
    }
  };
  return { run, cancel };
}
