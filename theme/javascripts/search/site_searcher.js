// @ts-check
// The search of this site: its service, and its browser index for when the service is away.
import { createOfflineAnswers } from "./offline_answers.js";
import { createSearcher } from "./searcher.js";
import { createService } from "./service.js";
import { BROWSER_INDEX, pageUrl, SEARCH_ENDPOINT, SUGGEST_ENDPOINT } from "./site.js";

/** The address a page is kept under: without what was asked of a tool. @param {string} path */
const addressOf = (path) => pageUrl(path).split(/[?#]/, 1)[0];

/** Pages of this site, kept by the service worker or fetched. @type {import("./offline_answers.js").Pages} */
const pages = {
  async read(path) {
    const response = await fetch(addressOf(path));
    if (!response.ok) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  },
  async isThere(path) {
    if (globalThis.navigator?.onLine !== false || !globalThis.caches) return true;
    return (await caches.match(addressOf(path))) !== undefined;
  },
};

export const siteSearcher = createSearcher({
  service: createService({ endpoint: SEARCH_ENDPOINT, suggestEndpoint: SUGGEST_ENDPOINT }),
  async loadBrowserSearch() {
    const [{ createBrowserSearch }, response] = await Promise.all([
      import("./browser_search.js"),
      fetch(BROWSER_INDEX),
    ]);
    if (!response.ok) throw new Error(`no browser index, status ${response.status}`);
    return createBrowserSearch(await response.json());
  },
  withAnswers: (search) => createOfflineAnswers(search, pages),
});
