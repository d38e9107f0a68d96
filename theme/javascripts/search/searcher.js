// @ts-check
import { QueryRejected, ServiceUnavailable } from "./errors.js";

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
   * @returns {Promise<import("./types.js").SearchAnswer>}
   * @throws {QueryRejected} for the reader; anything else means that both searches failed
   */
  const search = async (parameters, signal) => {
    try {
      return { source: "service", response: await service.search(parameters, signal) };
    } catch (error) {
      if (!(error instanceof ServiceUnavailable)) throw error;
    }
    const fallback = await browserSearch();
    signal.throwIfAborted();
    return { source: "browser", response: fallback.search(parameters) };
  };

  return { search };
}

/** @typedef {ReturnType<typeof createSearcher>} Searcher */

/**
 * Runs searches so that only the newest one is ever shown.
 * @param {Searcher} searcher
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

  /** @param {import("./types.js").SearchParameters} parameters */
  const run = async (parameters) => {
    cancel();
    const { signal } = newest;
    show.waiting();
    try {
      const answer = await searcher.search(parameters, signal);
      if (!signal.aborted) show.answer(answer);
    } catch (error) {
      if (signal.aborted) return;
      if (error instanceof QueryRejected) show.rejected(error.message);
      else show.failed();
    }
  };
  return { run, cancel };
}
