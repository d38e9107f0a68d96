// @ts-check
import { QueryRejected, ServiceUnavailable } from "./errors.js";

// So long a reader waits before the browser searches too; what comes first is shown.
const PATIENCE_MILLISECONDS = 800;
const TIMEOUT_MILLISECONDS = 10_000;
const REST_MILLISECONDS = 30_000;
// Completions are a courtesy: hits never wait longer than this for them.
const SUGGEST_MILLISECONDS = 300;
const LONGEST_COMPLETED = 64; // service: asking.typed_text.QUERY_LIMIT

/**
 * The search service over HTTP. After a failure it rests, so that the next keystrokes do not each
 * wait for a server that is down.
 * @param {object} options
 * @param {URL} options.endpoint
 * @param {URL} [options.suggestEndpoint]
 * @param {typeof fetch} [options.fetch]
 * @param {() => number} [options.now]  Milliseconds.
 * @param {number} [options.patience]  Milliseconds until an answer is late.
 * @param {number} [options.timeout]  Milliseconds for the whole answer.
 */
export function createService({
  endpoint,
  suggestEndpoint,
  fetch = globalThis.fetch.bind(globalThis),
  now = () => performance.now(),
  patience = PATIENCE_MILLISECONDS,
  timeout = TIMEOUT_MILLISECONDS,
}) {
  let restsUntil = -Infinity;
  const rest = () => {
    restsUntil = now() + REST_MILLISECONDS;
  };
  // What failed without a network need not fail with one.
  globalThis.addEventListener?.("online", () => {
    restsUntil = -Infinity;
  });

  /**
   * @param {import("./types.js").SearchParameters} parameters
   * @param {AbortSignal} signal  Aborted when a newer query makes this one pointless.
   * @param {() => void} [late]  Called when the answer has not come in time; it still may.
   * @returns {Promise<import("./types.js").SearchResponse>}
   * @throws {ServiceUnavailable | QueryRejected} or the signal's reason
   */
  const search = async (parameters, signal, late = () => {}) => {
    if (now() < restsUntil) throw new ServiceUnavailable("resting");
    // AbortSignal.any and .timeout would be shorter, but phones of 2023 lack them.
    const request = new AbortController();
    const abort = () => request.abort();
    const timer = setTimeout(abort, timeout);
    const waiting = setTimeout(() => {
      rest();
      late();
    }, patience);
    signal.addEventListener("abort", abort);
    try {
      const response = await ask(parameters, request.signal);
      restsUntil = -Infinity;
      return response;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof QueryRejected) throw error;
      rest();
      throw new ServiceUnavailable("no usable answer", { cause: error });
    } finally {
      clearTimeout(timer);
      clearTimeout(waiting);
      signal.removeEventListener("abort", abort);
    }
  };

  /** @param {import("./types.js").SearchParameters} parameters  @param {AbortSignal} signal */
  const ask = async (parameters, signal) => {
    const url = new URL(endpoint);
    for (const [name, value] of Object.entries(parameters)) {
      if (value !== undefined && value !== false && value !== "") url.searchParams.set(name, String(value));
    }
    const response = await fetch(url, { signal, headers: { Accept: "application/json" } });
    const body = await response.json();
    if (isRejection(response.status)) throw new QueryRejected(String(body.detail));
    if (!response.ok || !isSearchResponse(body)) throw new Error(`unusable answer, status ${response.status}`);
    return response.headers?.get("x-kb-counted") ? { ...body, counted: true } : body;
  };

  /**
   * Completions of a text that is being typed; none when they are late or anything is wrong.
   * @param {string} q
   * @param {AbortSignal} signal
   * @returns {Promise<import("./types.js").Suggestion[]>}
   */
  const suggest = async (q, signal) => {
    if (!suggestEndpoint || now() < restsUntil || q.length > LONGEST_COMPLETED) return [];
    const url = new URL(suggestEndpoint);
    url.searchParams.set("q", q);
    const request = new AbortController();
    const abort = () => request.abort();
    const timer = setTimeout(abort, SUGGEST_MILLISECONDS);
    signal.addEventListener("abort", abort);
    try {
      const response = await fetch(url, { signal: request.signal, headers: { Accept: "application/json" } });
      const body = await response.json();
      return response.ok && Array.isArray(body?.suggestions) ? body.suggestions : [];
    } catch {
      return [];
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", abort);
    }
  };

  /** Counts a text as asked; the page may be left meanwhile. @param {string} q */
  const count = (q) => {
    if (now() < restsUntil) return;
    const url = new URL(endpoint);
    url.searchParams.set("q", q);
    fetch(url, { keepalive: true }).catch(() => {}); // a count, not an answer
  };

  return { search, suggest, count };
}

/** @typedef {ReturnType<typeof createService>} Service */

/** Statuses that say the query is wrong, not the service. @param {number} status */
const isRejection = (status) => status === 400 || status === 413 || status === 414 || status === 422;

/**
 * @param {any} body
 * @returns {body is import("./types.js").SearchResponse}
 */
function isSearchResponse(body) {
  return (
    typeof body?.total === "number" &&
    Array.isArray(body.hits) &&
    Array.isArray(body.applied) &&
    Array.isArray(body.categories) &&
    typeof body.query?.text === "string"
  );
}
