import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";
import { LONGEST_PAUSE, SHORTEST_PAUSE, watchIncident } from "../../theme/javascripts/incident.js";

const MINUTE = 60_000;
/** @type {number[]} */
let asked = [];
/** @type {FakeStream[]} */
let streams = [];
/** @type {(() => void)[]} */
let lookedAt = [];
const page = { hidden: false };
const shown = { className: "", textContent: "", setAttribute() {} };
const announced = { incident: { text: "部分灯不亮" } };

class FakeStream {
  static CLOSED = 2;
  readyState = 1;
  onopen = () => {};
  onerror = () => {};
  /** @param {{data: string}} _event */
  onmessage = (_event) => {};
  constructor(/** @type {string} */ address) {
    this.address = address;
    streams.push(this);
  }
}

beforeEach(() => {
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout", "Date"], now: 1_000_000 });
  [asked, streams, lookedAt] = [[], [], []];
  page.hidden = false;
  shown.textContent = "";
  Object.assign(globalThis, {
    document: Object.assign(page, {
      createElement: () => shown,
      addEventListener: (/** @type {string} */ _name, /** @type {() => void} */ call) => lookedAt.push(call),
    }),
    fetch: async () => {
      asked.push(Date.now());
      return { ok: true, json: async () => announced };
    },
    EventSource: FakeStream,
  });
});

const place = /** @type {Element} */ (/** @type {unknown} */ ({ prepend() {} }));
const look = (/** @type {boolean} */ visible) => {
  page.hidden = !visible;
  for (const call of lookedAt) call();
};
const pass = async (/** @type {number} */ milliseconds) => {
  for (let left = milliseconds; left > 0; left -= 1000) {
    mock.timers.tick(1000);
    await Promise.resolve();
  }
};

test("a page asks when it is opened and then at most once a minute, at least once in two", async () => {
  watchIncident(place);
  await pass(60 * MINUTE);
  const pauses = asked.slice(1).map((moment, index) => moment - /** @type {number} */ (asked[index]));
  assert.ok(asked.length > 30);
  assert.ok(Math.min(...pauses) >= SHORTEST_PAUSE && Math.max(...pauses) <= LONGEST_PAUSE + 1000);
  assert.ok(new Set(pauses).size > 5, "every page has its own rhythm");
  assert.equal(shown.textContent, "部分灯不亮");
});

test("a page that nobody looks at does not ask; looked at again it asks, at most once a minute", async () => {
  watchIncident(place);
  look(false);
  await pass(30 * MINUTE);
  assert.equal(asked.length, 1);
  look(true);
  assert.equal(asked.length, 2);
  for (let times = 0; times < 20; times++) {
    look(false);
    look(true);
  }
  await pass(MINUTE - 1000);
  assert.equal(asked.length, 2);
  await pass(2000);
  assert.equal(asked.length, 3);
});

test("with a stream the page is told and does not ask", async () => {
  watchIncident(place, "/events");
  const [stream] = streams;
  assert.ok(stream);
  stream.onopen();
  stream.onmessage({ data: JSON.stringify(announced) });
  assert.equal(shown.textContent, "部分灯不亮");
  stream.onmessage({ data: '{"incident": null}' });
  assert.equal(shown.textContent, "");
  await pass(30 * MINUTE);
  assert.equal(asked.length, 0);
});

test("a stream that is refused is asked for again later, and meanwhile the page asks", async () => {
  watchIncident(place, "/events");
  Object.assign(streams[0] ?? {}, { readyState: FakeStream.CLOSED });
  streams[0]?.onerror();
  assert.equal(asked.length, 1);
  await pass(LONGEST_PAUSE);
  assert.equal(streams.length, 2);
  streams[1]?.onopen();
  const before = asked.length;
  await pass(30 * MINUTE);
  assert.equal(asked.length, before);
});

test("a clock that is put back keeps nobody waiting", async () => {
  watchIncident(place);
  look(false);
  mock.timers.setTime(1_000);
  look(true);
  await pass(1000);
  assert.equal(asked.length, 2);
});
