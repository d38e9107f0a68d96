import assert from "node:assert/strict";
import { test } from "node:test";
import { createBrowserSearch } from "../../theme/javascripts/search/browser_search.js";
import { QueryRejected, ServiceUnavailable } from "../../theme/javascripts/search/errors.js";
import { createSearcher, newestOnly } from "../../theme/javascripts/search/searcher.js";
import { SHOP } from "./shop.js";

const never = new AbortController().signal;
const downService = { search: () => Promise.reject(new ServiceUnavailable()) };
const loadBrowserSearch = async () => createBrowserSearch(SHOP);

test("when the service is down the browser's own index answers", async () => {
  const { source, response } = await createSearcher({ service: downService, loadBrowserSearch }).search(
    { q: "退款" },
    never,
  );
  assert.equal(source, "browser");
  assert.equal(response.hits[0].article_id, "R-101");
});

test("the index is loaded once, and again only after a failed load", async () => {
  let loads = 0;
  const searcher = createSearcher({
    service: downService,
    async loadBrowserSearch() {
      loads += 1;
      if (loads === 1) throw new TypeError("offline");
      return createBrowserSearch(SHOP);
    },
  });
  await assert.rejects(searcher.search({ q: "退款" }, never), TypeError);
  await searcher.search({ q: "退款" }, never);
  await searcher.search({ q: "退货" }, never);
  assert.equal(loads, 2);
});

test("a query that the service rejects is not searched in the browser", async () => {
  const service = { search: () => Promise.reject(new QueryRejected("太长")) };
  await assert.rejects(
    createSearcher({ service, loadBrowserSearch }).search({ q: "退款" }, never),
    QueryRejected,
  );
});

/** A searcher that answers after the delay that the query names, in milliseconds. */
class TimedSearcher {
  /** @param {{q: string}} parameters */
  async search({ q }) {
    await new Promise((resolve) => setTimeout(resolve, Number(q)));
    return /** @type {any} */ ({ q });
  }
}

/** @param {any} searcher */
function recorded(searcher) {
  /** @type {any[]} */
  const shown = [];
  const search = newestOnly(searcher, {
    waiting: () => {},
    answer: (/** @type {any} */ answer) => shown.push(answer.q),
    rejected: (message) => shown.push(message),
    failed: () => shown.push("failed"),
  });
  return { search, shown };
}

test("the newest query wins, whichever answer comes last", async () => {
  const { search, shown } = recorded(new TimedSearcher());
  await Promise.all([search.run({ q: "40" }), search.run({ q: "5" })]);
  assert.deepEqual(shown, ["5"]);
});

test("a cancelled search shows nothing", async () => {
  const { search, shown } = recorded(new TimedSearcher());
  const running = search.run({ q: "5" });
  search.cancel();
  await running;
  assert.deepEqual(shown, []);
});

test("a rejection is shown in its own words, any other failure as a failure", async () => {
  for (const [error, expected] of /** @type {[Error, string][]} */ ([
    [new QueryRejected("太长"), "太长"],
    [new TypeError("offline"), "failed"],
  ])) {
    const { search, shown } = recorded({ search: () => Promise.reject(error) });
    await search.run({ q: "退款" });
    assert.deepEqual(shown, [expected]);
  }
});
