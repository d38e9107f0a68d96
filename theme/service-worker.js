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
// What is asked most can be read offline even if it was never opened.
const ASKED_PAGES =
  "{{ nav.pages | selectattr('meta.id', 'in', config.extra.most_asked) | map(attribute='url') | join(' ') }}";
// And the official channels, where every page that knows no answer leads.
const CHANNELS_PAGE =
  "{{ nav.pages | selectattr('meta.id', 'equalto', config.extra.official_channels_id) | map(attribute='url') | join(' ') }}";
// So can what to do in an emergency; `kb build` fills it in from content/words/distress.yml.
/** @type {string[]} */
const EMERGENCY_PAGES = [];
// Every module that a page may load; `kb build` fills it in from the built site.
/** @type {string[]} */
const MODULES = [];
/** @param {string} text */
const words = (text) => text.split(" ").filter(Boolean);
const SHELL = [
  ...new Set([...words(TOOL_PAGES), ...words(ASKED_PAGES), ...words(CHANNELS_PAGE), ...EMERGENCY_PAGES]),
  ...words(TOOL_DATA).map((/** @type {string} */ name) => `assets/tools/${name}.json`),
  "./",
  "search/",
  OFFLINE_PAGE,
  "stylesheets/site.css",
  "stylesheets/tool_pages.css",
  "images/favicon.svg",
  "assets/browser-index-4.json",
  ...MODULES,
];
const MOST_KEPT = 200;
const PATIENCE_MILLISECONDS = 3000;
// While the network hangs, nothing that is kept is waited for: one wait would follow the other.
const HANGING_MILLISECONDS = 10_000;
let hangsUntil = 0;
// A page that is not kept is waited for longer, but not as long as a browser would.
const LONGEST_MILLISECONDS = 15_000;

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (globalThis));

worker.addEventListener("install", (event) => {
  const keep = async () => (await caches.open(CACHE)).addAll(SHELL.map((path) => new URL(path, ROOT).href));
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

/**
 * Whether this worker answers a request at all.
 * @param {Request} request
 */
function isOurs({ method, url }) {
  const { origin, pathname } = new URL(url);
  const path = pathname.slice(ROOT.pathname.length);
  return method === "GET" && origin === ROOT.origin && !/^(?:agent|api|preview)(?:\/|$)/.test(path);
}

/**
 * The address without what was asked: nobody's question is kept.
 * @param {string} url
 */
const withoutQuery = (url) => url.split(/[?#]/, 1)[0];

/**
 * Results that the service has put into a page are nobody else's.
 * @param {Response} response
 */
const mayBeKept = ({ ok, type, headers }) =>
  ok && type === "basic" && !headers.get("Cache-Control")?.includes("no-store");

/**
 * Keeps a good answer, and forgets the oldest ones.
 * @param {string} url
 * @param {Response} response
 */
async function keep(url, response) {
  const cache = await caches.open(CACHE);
  await cache.put(withoutQuery(url), response);
  const kept = await cache.keys();
  const shell = new Set(SHELL.map((path) => new URL(path, ROOT).href));
  const visited = kept.filter((request) => !shell.has(request.url));
  await Promise.all(visited.slice(0, -MOST_KEPT).map((request) => cache.delete(request)));
}

/** @param {number} milliseconds  @returns {Promise<void>} */
const after = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/**
 * From the network; from the cache when that fails, or takes too long and something is kept.
 * @param {FetchEvent} event
 */
async function answer(event) {
  const { request } = event;
  const kept = () => caches.match(withoutQuery(request.url));
  const fetched = fetch(request).then((response) => {
    hangsUntil = 0;
    if (mayBeKept(response)) event.waitUntil(keep(request.url, response.clone()));
    return response;
  });
  const soonKept = async () => {
    const isHanging = performance.now() < hangsUntil;
    await after(isHanging ? 0 : PATIENCE_MILLISECONDS);
    return kept();
  };
  const explained = () => caches.match(new URL(OFFLINE_PAGE, ROOT));
  const isPage = request.mode === "navigate";
  try {
    const [soon, isLate] = await Promise.race([
      fetched.then((response) => /** @type {const} */ ([response, false])),
      soonKept().then((response) => /** @type {const} */ ([response, true])),
    ]);
    if (isLate) hangsUntil = performance.now() + HANGING_MILLISECONDS;
    if (soon) return soon;
    return (isPage && (await Promise.race([fetched, after(LONGEST_MILLISECONDS).then(explained)]))) || (await fetched);
  } catch {
    return (await kept()) ?? (isPage ? await explained() : undefined) ?? Response.error();
  }
}

worker.addEventListener("fetch", (event) => {
  if (isOurs(event.request)) event.respondWith(answer(event));
});
