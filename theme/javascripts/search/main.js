// @ts-check
// The search of a page, loaded when it is first used.
import { createDialog } from "./dialog.js";
import { createSearcher } from "./searcher.js";
import { startSearchPage } from "./search_page.js";
import { createService } from "./service.js";
import { BROWSER_INDEX, SEARCH_ENDPOINT, SUGGEST_ENDPOINT } from "./site.js";

const searcher = createSearcher({
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

export const dialog = createDialog(
  /** @type {HTMLDialogElement} */ (document.getElementById("kb-search")),
  searcher,
);

/** @param {HTMLElement} page */
export const startResults = (page) => startSearchPage(page, searcher);
