// @ts-check
// Keeps the shell of the site, the browser's search and the pages that were visited, for readers
// whose network is gone or hangs. Everything is asked of the network first: a page is never older
// than it must be. The API, the agents' desk and
// the preview are none of its business.

const CACHE = "kb-{{ build_date_utc.strftime('%Y%m%dT%H%M%S') }}";
const ROOT = new URL("./", globalThis.location.href);
const OFFLINE_PAGE = "offline.html";
// Self-service tools work offline even if they were never opened: pages and data, as the site has them.
const TOOL_PAGES = "{{ nav.pages | selectattr('meta.tool') | map(attribute='url') | join(' ') }}";
const TOOL_DATA = "{{ nav.pages | selectattr('meta.tool') | map(attribute='meta.tool') | join(' ') }}";
const words = (text) => text.split(" ").filter(Boolean);
const SHELL = [
  ...words(TOOL_PAGES),
  ...words(TOOL_DATA).map((name) => `assets/tools/${name}.json`),
  "./",
  "search/",
  OFFLINE_PAGE,
  "stylesheets/site.css",
  "stylesheets/tool_pages.css",
  "images/favicon.svg",
  "assets/browser-index.json",
  "javascripts/early.js",
  "javascripts/elements.js",
  "javascripts/incident.js",
  "javascripts/main.js",
  "javascripts/sensitive.js",
  "javascripts/storage.js",
  "javascripts/article/copying.js",
  "javascripts/article/feedback_form.js",
  "javascripts/article/feedback_queue.js",
  "javascripts/article/main.js",
  "javascripts/article/marks.js",
  "javascripts/search/bm25.js",
  "javascripts/search/browser_search.js",
  "javascripts/search/dialog.js",
  "javascripts/search/errors.js",
  "javascripts/search/excerpt.js",
  "javascripts/search/followed.js",
  "javascripts/search/main.js",
  "javascripts/search/normalise.js",
  "javascripts/search/pinyin.js",
  "javascripts/search/pinyin_table.js",
  "javascripts/search/query.js",
  "javascripts/search/recent.js",
  "javascripts/search/results_view.js",
  "javascripts/search/rewriting.js",
  "javascripts/search/search_page.js",
  "javascripts/search/searcher.js",
  "javascripts/search/service.js",
  "javascripts/search/site.js",
  "javascripts/search/site_searcher.js",
  "javascripts/search/terms.js",
  "javascripts/search/tool_links.js",
  "javascripts/search/typing.js",
  "javascripts/tools/address.js",
  "javascripts/tools/cards/masking.js",
  "javascripts/tools/cards/text.js",
  "javascripts/tools/cards/view.js",
  "javascripts/tools/china_time.js",
  "javascripts/tools/error-code/rules.js",
  "javascripts/tools/error-code/view.js",
  "javascripts/tools/guide/rules.js",
  "javascripts/tools/guide/view.js",
  "javascripts/tools/hours/rules.js",
  "javascripts/tools/hours/view.js",
  "javascripts/tools/main.js",
  "javascripts/tools/refund-date/reminder.js",
  "javascripts/tools/refund-date/rules.js",
  "javascripts/tools/refund-date/view.js",
  "javascripts/tools/refund-date/words.js",
  "javascripts/tools/saving.js",
  "javascripts/tools/verify/accounts.js",
  "javascripts/tools/verify/cleaning.js",
  "javascripts/tools/verify/finding.js",
  "javascripts/tools/verify/hosts.js",
  "javascripts/tools/verify/judge.js",
  "javascripts/tools/verify/lookalikes.js",
  "javascripts/tools/verify/mailboxes.js",
  "javascripts/tools/verify/numbers.js",
  "javascripts/tools/verify/phone_shape.js",
  "javascripts/tools/verify/punycode.js",
  "javascripts/tools/verify/registry.js",
  "javascripts/tools/verify/view.js",
  "javascripts/tools/verify/words.js",
];
const MOST_KEPT = 200;
const PATIENCE_MILLISECONDS = 3000;

const worker = /** @type {any} */ (globalThis);

worker.addEventListener("install", (event) => {
  const keep = async () => (await caches.open(CACHE)).addAll(SHELL.map((path) => new URL(path, ROOT)));
  event.waitUntil(keep().then(() => worker.skipWaiting()));
});

worker.addEventListener("activate", (event) => {
  const clean = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith("kb-") && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await worker.clients.claim();
  };
  event.waitUntil(clean());
});

/** Whether this worker answers a request at all. */
function isOurs({ method, url }) {
  const { origin, pathname } = new URL(url);
  const path = pathname.slice(ROOT.pathname.length);
  return method === "GET" && origin === ROOT.origin && !/^(?:agent|api|preview)(?:\/|$)/.test(path);
}

/** The address without what was asked: nobody's question is kept. */
const withoutQuery = (url) => url.split(/[?#]/, 1)[0];

/** Results that the service has put into a page are nobody else's. */
const mayBeKept = ({ ok, type, headers }) =>
  ok && type === "basic" && !headers.get("Cache-Control")?.includes("no-store");

/** Keeps a good answer, and forgets the oldest ones. */
async function keep(url, response) {
  const cache = await caches.open(CACHE);
  await cache.put(withoutQuery(url), response);
  const kept = await cache.keys();
  const shell = new Set(SHELL.map((path) => new URL(path, ROOT).href));
  const visited = kept.filter((request) => !shell.has(request.url));
  await Promise.all(visited.slice(0, -MOST_KEPT).map((request) => cache.delete(request)));
}

/** From the network; from the cache when that fails, or takes too long and something is kept. */
async function answer(event) {
  const { request } = event;
  const kept = () => caches.match(withoutQuery(request.url));
  const fetched = fetch(request).then((response) => {
    if (mayBeKept(response)) event.waitUntil(keep(request.url, response.clone()));
    return response;
  });
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLISECONDS)).then(kept);
  try {
    return (await Promise.race([fetched, late])) ?? (await fetched);
  } catch {
    const page = request.mode === "navigate" ? await caches.match(new URL(OFFLINE_PAGE, ROOT)) : undefined;
    return (await kept()) ?? page ?? Response.error();
  }
}

worker.addEventListener("fetch", (event) => {
  if (isOurs(event.request)) event.respondWith(answer(event));
});
