// @ts-check
// The search of this site: its service, and its browser index for when the service is away.
import { createSearcher } from "./searcher.js";
import { createService } from "./service.js";
import { BROWSER_INDEX, SEARCH_ENDPOINT, SUGGEST_ENDPOINT } from "./site.js";

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
});
