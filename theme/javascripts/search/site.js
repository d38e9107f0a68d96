// @ts-check

// This file lies in <root>/javascripts/search/, wherever the site is mounted.
const ROOT = new URL("../../", import.meta.url);

export const SEARCH_ENDPOINT = new URL("api/v1/search", ROOT);
export const SUGGEST_ENDPOINT = new URL("api/v1/suggest", ROOT);
export const BROWSER_INDEX = new URL("assets/browser-index-4.json", ROOT);

const LOOKS = ["theme", "size", "topic"];

/** In a frame every address says how its page looks: nothing else keeps it. @param {URL} url */
function withLooks(url) {
  if (!globalThis.document?.documentElement.classList.contains("kb-embedded")) return url;
  const here = new URLSearchParams(location.search);
  for (const name of LOOKS) {
    const value = here.get(name);
    if (value) url.searchParams.set(name, value);
  }
  return url;
}

/**
 * The address of a page of this site; never one of another site, whatever the path says.
 * @param {string} path  From the root of the site, such as `/refunds/how-long/`.
 * @param {string | null} [anchor]
 */
export function pageUrl(path, anchor = null) {
  const url = new URL(path.replace(/^[/\\]+/, "./"), ROOT);
  const safe = url.origin === ROOT.origin && url.protocol === ROOT.protocol ? url : new URL(ROOT);
  if (anchor) safe.hash = anchor;
  return withLooks(safe).href;
}

/**
 * The address of the results page.
 * @param {{q: string, category?: string, page?: number, literal?: boolean}} state
 */
export function resultsUrl({ q, category, page = 1, literal = false }) {
  const url = new URL("search/", ROOT);
  url.searchParams.set("q", q);
  if (category) url.searchParams.set("category", category);
  if (page > 1) url.searchParams.set("page", String(page));
  if (literal) url.searchParams.set("literal", "true");
  return withLooks(url).href;
}
