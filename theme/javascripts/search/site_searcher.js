// @ts-check
// The search of this site: its service, and its browser index for when the service is away.
import { createSearcher } from "./searcher.js";
import { createService } from "./service.js";
import { BROWSER_INDEX, pageUrl, SEARCH_ENDPOINT, SUGGEST_ENDPOINT } from "./site.js";

/** The address a page is kept under: without what was asked of a tool. @param {string} path */
const addressOf = (path) => pageUrl(path).split(/[?#]/, 1)[0];

// So long the outcome of asking whether pages still come is believed.
const BELIEVED_MILLISECONDS = 30_000;
const PATIENCE_MILLISECONDS = 1500;
/** @type {{answer: Promise<boolean>, at: number} | undefined} */
let reached;

/**
 * Whether pages come over the network: a device may be connected and the site away. The worker
 * leaves HEAD to the network.
 * @param {string} address
 */
function isReached(address) {
  if (globalThis.navigator?.onLine === false) return Promise.resolve(false);
  const now = performance.now();
  if (!reached || now - reached.at > BELIEVED_MILLISECONDS) {
    // Slow is not away.
    const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS, true));
    const asked = fetch(address, { method: "HEAD" }).then(
      () => true,
      () => false,
    );
    const believed = { answer: /** @type {Promise<boolean>} */ (Promise.race([asked, late])), at: now };
    void asked.then(() => {
      believed.answer = asked;
    });
    reached = believed;
  }
  return reached.answer;
}

/** Whether the service worker has kept a page; a browser may refuse to look. @param {string} address */
async function isKept(address) {
  try {
    return (await caches.match(address)) !== undefined;
  } catch {
    return false;
  }
}

/** Pages of this site, kept by the service worker or fetched. @type {import("./offline_answers.js").Pages} */
const pages = {
  async read(path) {
    const response = await fetch(addressOf(path));
    if (!response.ok) return null;
    return new DOMParser().parseFromString(await response.text(), "text/html");
  },
  async isThere(path) {
    const address = addressOf(path);
    return (await isKept(address)) || isReached(address);
  },
};

export const siteSearcher = createSearcher({
  service: createService({ endpoint: SEARCH_ENDPOINT, suggestEndpoint: SUGGEST_ENDPOINT }),
  async loadBrowserSearch() {
    const [{ createBrowserSearch }, response] = await Promise.all([
      import("./browser_search.js"),
      fetch(BROWSER_INDEX),
      import("./offline_answers.js"), // needed next
    ]);
    if (!response.ok) throw new Error(`no browser index, status ${response.status}`);
    return createBrowserSearch(await response.json());
  },
  async withAnswers(search) {
    const { createOfflineAnswers } = await import("./offline_answers.js");
    return createOfflineAnswers(search, pages);
  },
});
