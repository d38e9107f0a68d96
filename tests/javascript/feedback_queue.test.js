import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { randomKey, send, sendQueued } from "../../theme/javascripts/article/feedback_queue.js";
import { emptyStorage } from "./kept_on_device.js";

const UNHELPFUL = /** @type {const} */ ({ article_id: "R-102", helpful: false, reason: "wrong", comment: null });
const DAY = 24 * 3600 * 1000;
/** @type {{key: string | null, body: any}[]} */
let received = [];

/** Answers every request with these statuses in turn, the last one for ever; 0 is no network. @param {...number} statuses */
function serviceAnswers(...statuses) {
  received = [];
  globalThis.fetch = async (_url, options) => {
    const status = statuses.length > 1 ? statuses.shift() : statuses[0];
    if (!status) throw new TypeError("offline");
    const headers = new Headers(options?.headers);
    assert.equal(headers.get("X-KB-Request"), "1");
    assert.equal(headers.get("Content-Type"), "application/json");
    received.push({ key: headers.get("Idempotency-Key"), body: JSON.parse(String(options?.body)) });
    return Response.json({ detail: "太频繁" }, { status });
  };
}

beforeEach(emptyStorage);

test("a taken opinion leaves nothing on the device", async () => {
  serviceAnswers(201);
  assert.deepEqual(await send(UNHELPFUL), { status: "recorded" });
  assert.deepEqual(received[0].body, UNHELPFUL);
  assert.equal(localStorage.getItem("kb-feedback"), null);
});

test("what cannot be sent is kept, and sent once later under the same key", async () => {
  for (const failure of [0, 200, 404, 429, 500, 503]) {
    emptyStorage();
    serviceAnswers(failure);
    assert.deepEqual(await send(UNHELPFUL), { status: "kept" });
    const [{ key }] = JSON.parse(localStorage.getItem("kb-feedback") ?? "[]");
    serviceAnswers(201);
    assert.equal(await sendQueued(), 1);
    assert.equal(received[0].key, key);
    assert.equal(await sendQueued(), 0);
    assert.equal(received.length, 1);
  }
});

test("a refused opinion is told and not tried again", async () => {
  for (const refusal of [403, 409, 422]) {
    serviceAnswers(refusal);
    assert.deepEqual(await send(UNHELPFUL), { status: "refused", detail: "太频繁" });
    assert.equal(localStorage.getItem("kb-feedback"), null);
  }
});

test("sending stops at the first failure and keeps the order", async () => {
  serviceAnswers(0);
  for (const article_id of ["R-101", "R-102", "R-103"]) await send({ ...UNHELPFUL, article_id });
  serviceAnswers(201, 503);
  assert.equal(await sendQueued(), 1);
  serviceAnswers(201);
  await sendQueued();
  assert.deepEqual(
    received.map(({ body }) => body.article_id),
    ["R-102", "R-103"],
  );
});

test("a refused opinion does not block the ones behind it", async () => {
  serviceAnswers(0);
  await send(UNHELPFUL);
  await send(UNHELPFUL);
  serviceAnswers(422, 201);
  assert.equal(await sendQueued(), 1);
  assert.equal(localStorage.getItem("kb-feedback"), null);
});

test("what is older than thirty days is not sent any more", async () => {
  const kept = [{ key: randomKey(), at: Date.now() - 31 * DAY, feedback: UNHELPFUL }];
  localStorage.setItem("kb-feedback", JSON.stringify(kept));
  serviceAnswers(201);
  assert.equal(await sendQueued(), 0);
  assert.equal(received.length, 0);
});

test("without storage and network the reader is told that it is lost", async () => {
  Object.assign(globalThis, { localStorage: undefined });
  serviceAnswers(0);
  assert.deepEqual(await send(UNHELPFUL), { status: "lost" });
});

test("a key is a random version-4 UUID", () => {
  const keys = new Set(Array.from({ length: 100 }, randomKey));
  assert.equal(keys.size, 100);
  for (const key of keys) assert.match(key, /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
});
