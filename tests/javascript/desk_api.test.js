import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import {
  article,
  flag,
  questionOf,
  search,
  session,
  unanswered,
} from "../../search_service/desk/shell/agent/assets/api.js";
import { Refused, Unavailable } from "../../search_service/desk/shell/agent/assets/failures.js";

const FETCH = globalThis.fetch;
const SIGN_IN_PAGE = "<!doctype html><title>Wi-Fi</title>";
// What a network, a proxy or half an answer puts in the place of the service's answer.
const NO_ANSWERS = [SIGN_IN_PAGE, '{"hits": [{"id": "R-1', "", "{}", "[]", "null", '"hits"', "7", '{"error": 1}'];

afterEach(() => {
  globalThis.fetch = FETCH;
});

/** @param {number} status @param {string} body */
function answers(status, body) {
  globalThis.fetch = async () => new Response(status === 204 ? null : body, { status });
}

const never = new AbortController().signal;
const asking = {
  session,
  search: () => search("退款", never),
  article: () => article("R-102"),
  flag: () => flag("R-102", "错了"),
  unanswered: () => unanswered("怎么退"),
  questionOf: () => questionOf("怎么退"),
};

test("what is no answer of the service is said to be none, and may be asked again", async () => {
  for (const [name, ask] of Object.entries(asking)) {
    for (const body of NO_ANSWERS) {
      answers(200, body);
      await assert.rejects(ask, Unavailable, `${name}: ${body}`);
    }
  }
});

test("an answer is taken, and a record only when it was made", async () => {
  answers(200, '{"hits": [], "total": 0}');
  assert.deepEqual(await asking.search(), { hits: [], total: 0 });
  answers(201, "");
  assert.equal(await asking.flag(), true);
  assert.equal(await asking.unanswered(), true);
});

test("a refusal says what the service said", async () => {
  answers(422, '{"detail": "问题太长"}');
  await assert.rejects(asking.search, (error) => error instanceof Refused && error.message === "问题太长");
  answers(502, SIGN_IN_PAGE);
  await assert.rejects(asking.search, (error) => error instanceof Unavailable && error.message.includes("502"));
});
