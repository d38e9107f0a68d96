import assert from "node:assert/strict";
import { test } from "node:test";
import { createBrowserSearch } from "../../theme/javascripts/search/browser_search.js";
import { QueryRejected, ServiceUnavailable } from "../../theme/javascripts/search/errors.js";
import { createSearcher, newestOnly } from "../../theme/javascripts/search/searcher.js";
import { SHOP } from "./shop.js";

const never = new AbortController().signal;
const suggest = async () => [];
const downService = { search: () => Promise.reject(new ServiceUnavailable()), suggest };
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
  const service = { search: () => Promise.reject(new QueryRejected("太长")), suggest };
  await assert.rejects(createSearcher({ service, loadBrowserSearch }).search({ q: "退款" }, never), QueryRejected);
});

/** A service that finds nothing. */
const emptyService = {
  search: async () => /** @type {any} */ ({ query: { text: "" }, total: 0, hits: [] }),
  suggest,
};

test("where the service finds nothing, the nearest articles are offered", async () => {
  const { source, nearest } = await createSearcher({ service: emptyService, loadBrowserSearch }).search(
    { q: "果就" },
    never,
  );
  assert.equal(source, "service");
  assert.deepEqual(
    nearest.map(({ article_id }) => article_id),
    ["D-101", "R-101"],
  );
});

test("nothing found stays an answer when the browser's index cannot be loaded", async () => {
  const offline = () => Promise.reject(new TypeError("offline"));
  const answer = await createSearcher({ service: emptyService, loadBrowserSearch: offline }).search(
    { q: "果就" },
    never,
  );
  assert.deepEqual([answer.source, answer.nearest], ["service", []]);
});

test("a private number reaches neither the service nor the browser's search", async () => {
  /** @type {string[]} */
  const asked = [];
  const service = {
    search: async (/** @type {{q: string}} */ { q }) => /** @type {any} */ (asked.push(q)),
    suggest: async (/** @type {string} */ q) => {
      asked.push(q);
      return [];
    },
  };
  const searcher = createSearcher({ service, loadBrowserSearch });
  for (const q of ["13800138000", "1380013800", "4111111111111111", "11010519491231002x"]) {
    await assert.rejects(searcher.search({ q }, never, { suggests: true }), QueryRejected);
  }
  assert.deepEqual(asked, []);
});

test("what is private is withheld, the rest is searched", async () => {
  /** @type {string[]} */
  const asked = [];
  const service = {
    search: async (/** @type {{q: string}} */ { q }) => {
      asked.push(q);
      return /** @type {any} */ ({ total: 1, hits: [] });
    },
    suggest: async (/** @type {string} */ q) => {
      asked.push(q);
      return [];
    },
  };
  const { withheld } = await createSearcher({ service, loadBrowserSearch }).search(
    { q: "13800138000 收不到验证码 482913" },
    never,
    { suggests: true },
  );
  assert.deepEqual(withheld, ["手机号", "密码或验证码"]);
  assert.deepEqual(asked, ["收不到验证码", "收不到验证码"]);
});

test("completions come with the hits when they are wanted", async () => {
  const completion = { text: "退款多久到账", kind: "title", article_id: "R-101", url: "/returns/", anchor: null };
  const service = {
    search: async () => /** @type {any} */ ({ total: 1, hits: [] }),
    suggest: async () => /** @type {any} */ ([completion]),
  };
  const searcher = createSearcher({ service, loadBrowserSearch });
  assert.deepEqual((await searcher.search({ q: "退款" }, never)).suggestions, []);
  assert.deepEqual((await searcher.search({ q: "退款" }, never, { suggests: true })).suggestions, [completion]);
});

const FOUND = /** @type {any} */ ({ query: { text: "退款" }, total: 1, hits: [] });

/**
 * A service whose answer is late, and comes or fails when it is told to.
 * @param {boolean} fails
 */
function lateService(fails = false) {
  let come = () => {};
  return {
    suggest,
    search: (/** @type {unknown} */ _, /** @type {unknown} */ __, /** @type {() => void} */ late = () => {}) => {
      queueMicrotask(late);
      return new Promise((resolve, reject) => {
        come = () => (fails ? reject(new ServiceUnavailable()) : resolve(FOUND));
      });
    },
    come: () => come(),
  };
}

test("while the service is late the browser's own index answers", async () => {
  const searcher = createSearcher({ service: lateService(), loadBrowserSearch });
  assert.equal((await searcher.search({ q: "退款" }, never)).source, "browser");
});

test("what is late is shown where the browser's own index has not come sooner", async () => {
  for (const load of [() => new Promise(() => {}), () => Promise.reject(new TypeError("offline"))]) {
    const service = lateService();
    const found = createSearcher({ service, loadBrowserSearch: /** @type {any} */ (load) }).search(
      { q: "退款" },
      never,
    );
    setTimeout(service.come, 20);
    assert.equal((await found).source, "service");
  }
});

test("a late failure leaves what the browser's own index says", async () => {
  const service = lateService(true);
  const offline = () => Promise.reject(new TypeError("offline"));
  const found = createSearcher({ service, loadBrowserSearch: offline }).search({ q: "退款" }, never);
  setTimeout(service.come, 20);
  await assert.rejects(found, TypeError);
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
