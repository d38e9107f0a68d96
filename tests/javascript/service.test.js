import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { QueryRejected, ServiceUnavailable } from "../../theme/javascripts/search/errors.js";
import { createService } from "../../theme/javascripts/search/service.js";

const ANSWER = {
  query: { text: "退款", normalised: "退款", literal: false },
  applied: [],
  total: 0,
  limit: 10,
  offset: 0,
  confidence: "low",
  categories: [],
  hits: [],
};
/** @type {{status: number, body: string, delay: number, asked: string[]}} */
const server = { status: 200, body: "", delay: 0, asked: [] };
const http = createServer((request, response) => {
  server.asked.push(request.url ?? "");
  setTimeout(() => response.writeHead(server.status).end(server.body), server.delay).unref();
});
before(() => new Promise((resolve) => http.listen(0, "127.0.0.1", () => resolve(undefined))));
after(() => {
  http.closeAllConnections();
  http.close();
});

/** @param {Partial<typeof server>} behaviour */
const serve = (behaviour) =>
  Object.assign(server, { status: 200, body: JSON.stringify(ANSWER), delay: 0, asked: [], ...behaviour });
const clock = { time: 0 };
/** @param {{patience?: number}} [options] */
const newService = (options) =>
  createService({
    endpoint: new URL(
      `http://127.0.0.1:${/** @type {import("node:net").AddressInfo} */ (http.address()).port}/api/v1/search`,
    ),
    now: () => clock.time,
    timeout: 2000,
    ...options,
  });
const never = new AbortController().signal;

test("the answer comes through, and only parameters that say something are sent", async () => {
  serve({});
  assert.deepEqual(await newService().search({ q: "退款", limit: 8, category: "", literal: false }, never), ANSWER);
  assert.deepEqual(server.asked, [`/api/v1/search?q=${encodeURIComponent("退款")}&limit=8`]);
});

for (const [name, behaviour] of /** @type {[string, Partial<typeof server>][]} */ ([
  ["500", { status: 500 }],
  ["404", { status: 404 }],
  ["too many requests", { status: 429 }],
  ["HTML", { body: "<html></html>" }],
  ["truncated JSON", { body: JSON.stringify(ANSWER).slice(0, 40) }],
  ["JSON of another shape", { body: "{}" }],
  ["a slow answer", { delay: 20_000 }],
])) {
  test(`${name} means unavailable`, async () => {
    serve(behaviour);
    await assert.rejects(newService().search({ q: "退款" }, never), ServiceUnavailable);
  });
}

test("a rejected query is the reader's business and leaves the service in use", async () => {
  const service = newService();
  serve({ status: 422, body: JSON.stringify({ detail: "问题太长" }) });
  await assert.rejects(
    service.search({ q: "长" }, never),
    (error) => error instanceof QueryRejected && error.message === "问题太长",
  );
  serve({});
  await service.search({ q: "短" }, never);
});

test("after a failure the service rests for 30 seconds", async () => {
  const service = newService();
  serve({ status: 503 });
  await assert.rejects(service.search({ q: "一" }, never), ServiceUnavailable);
  serve({});
  clock.time += 29_999;
  await assert.rejects(service.search({ q: "二" }, never), ServiceUnavailable);
  assert.deepEqual(server.asked, []);
  clock.time += 1;
  assert.deepEqual(await service.search({ q: "三" }, never), ANSWER);
});

test("a search made pointless by a newer one is not a failure", async () => {
  const service = newService();
  serve({ delay: 100 });
  const newer = new AbortController();
  const older = service.search({ q: "旧" }, newer.signal);
  newer.abort();
  await assert.rejects(older, { name: "AbortError" });
  serve({});
  await service.search({ q: "新" }, never);
});

test("a late answer is told of, the service rests meanwhile and is used again once it has come", async () => {
  const service = newService({ patience: 20 });
  serve({ delay: 200 });
  /** @type {Promise<unknown>} */
  let asked = Promise.resolve();
  await new Promise((late) => {
    asked = service.search({ q: "一" }, never, () => late(undefined));
  });
  await assert.rejects(service.search({ q: "二" }, never), ServiceUnavailable);
  assert.deepEqual(await asked, ANSWER);
  serve({});
  assert.deepEqual(await service.search({ q: "三" }, never), ANSWER);
});

test("an answer in time is not late", async () => {
  serve({});
  let late = 0;
  await newService({ patience: 5_000 }).search({ q: "一" }, never, () => {
    late += 1;
  });
  assert.equal(late, 0);
});
