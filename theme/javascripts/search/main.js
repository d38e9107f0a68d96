// @ts-check
// Brings the search of a page to life: the header button, the home page's field, the keys, the
// dialog, and on /search/ the results.
import { createDialog } from "./dialog.js";
import { createSearcher } from "./searcher.js";
import { startSearchPage } from "./search_page.js";
import { createService } from "./service.js";
import { BROWSER_INDEX, SEARCH_ENDPOINT } from "./site.js";

const searcher = createSearcher({
  service: createService({ endpoint: SEARCH_ENDPOINT }),
  async loadBrowserSearch() {
    const [{ createBrowserSearch }, response] = await Promise.all([
      import("./browser_search.js"),
      fetch(BROWSER_INDEX),
    ]);
    if (!response.ok) throw new Error(`no browser index, status ${response.status}`);
    return createBrowserSearch(await response.json());
  },
});

const dialog = createDialog(
  /** @type {HTMLDialogElement} */ (document.getElementById("kb-search")),
  searcher,
);

document.querySelector("[data-search-opener]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  dialog.open();
});

const hero = document.querySelector("[data-search-hero] input");
if (hero instanceof HTMLInputElement) {
  hero.addEventListener("click", () => dialog.open(hero.value));
}

document.addEventListener("keydown", (event) => {
  const typingElsewhere = /** @type {Element} */ (event.target).closest(
    "input, textarea, select, [contenteditable]",
  );
  const slash = event.key === "/" && !typingElsewhere && !event.ctrlKey && !event.metaKey && !event.altKey;
  const commandK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
  if (event.isComposing || !(slash || commandK)) return;
  event.preventDefault();
  dialog.open();
});

const resultsPage = document.getElementById("kb-results");
if (resultsPage) {
  startSearchPage(resultsPage, searcher);
} else {
  const asked = new URLSearchParams(location.search).get("q");
  if (asked?.trim()) dialog.open(asked.trim());
}
