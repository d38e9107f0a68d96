// @ts-check
import { findSensitiveWhileTyping, nameOf } from "../sensitive.js";
import { QueryRejected, ServiceUnavailable } from "./errors.js";

const NEAREST = 3;
// The nearest articles are worth a short wait, not a long one.
const NEAREST_MILLISECONDS = 1000;

/**
 * Asks the service, and the browser's own index when the service cannot answer.
 * @param {object} parts
 * @param {import("./service.js").Service} parts.service
 * @param {() => Promise<import("./browser_search.js").BrowserSearch>} parts.loadBrowserSearch
 */
export function createSearcher({ service, loadBrowserSearch }) {
  /** @type {Promise<import("./browser_search.js").BrowserSearch> | null} */
  let loading = null;
  const browserSearch = () => {
    loading ??= loadBrowserSearch().catch((error) => {
      loading = null; // the next query tries again
      throw error;
    });
    return loading;
  };

  /**
   * @param {import("./types.js").SearchParameters} parameters
   * @param {AbortSignal} signal
   * @param {{suggests?: boolean}} [options]  Whether completions are wanted as well.
   * @returns {Promise<import("./types.js").SearchAnswer>}
   * @throws {QueryRejected} for the reader; anything else means that both searches failed
   */
  const search = async (parameters, signal, { suggests = false } = {}) => {
    refuseSensitive(parameters.q);
    const suggested = suggests ? service.suggest(parameters.q, signal) : [];
    try {
      const response = await service.search(parameters, signal);
      const nearest = response.total === 0 ? await nearestTo(parameters) : [];
      return { source: "service", response, nearest, suggestions: await suggested };
    } catch (error) {
      if (!(error instanceof ServiceUnavailable)) throw error;
    }
    const fallback = await browserSearch();
    signal.throwIfAborted();
    const response = fallback.search(parameters);
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

  return { search };
}

/** @typedef {ReturnType<typeof createSearcher>} Searcher */

/**
 * A private number must not even reach the service: not its log, and not the address bar.
 * @param {string} text
 * @throws {QueryRejected}
 */
export function refuseSensitive(text) {
  const found = findSensitiveWhileTyping(text);
  if (!found) return;
  throw new QueryRejected(
    `里面好像有${nameOf(found)}。为了您的安全，这次没有搜索，也没有发送出去。` +
      "请删掉号码，只写遇到的问题，例如「退款没到账」。",
  );
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
