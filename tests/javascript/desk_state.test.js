import assert from "node:assert/strict";
import { test } from "node:test";
import { nothing, scriptCopy } from "../../search_service/desk/shell/agent/assets/copying.js";
import { Desk } from "../../search_service/desk/shell/agent/assets/desk.js";
import { Refused, Unavailable } from "../../search_service/desk/shell/agent/assets/failures.js";
import { subject, whyNothing } from "../../search_service/desk/shell/agent/assets/screen.js";

/** A generator of numbers that always gives the same. @param {number} seed */
function numbers(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

// What is found for a text depends on the text alone, so the right article is known at any moment.
const CODES = ["L-101", "L-102", "L-103", "L-104", "L-105"];
/** @param {string} text */
function codesFor(text) {
  const sum = [...text].reduce((all, one) => all + (one.codePointAt(0) ?? 0), text.length);
  if (sum % 11 === 0) return [];
  return CODES.map((_, place) => CODES[(sum + place) % CODES.length]).slice(0, 1 + (sum % 4));
}

/** @param {string} id @returns {any} */
const articleOf = (id) => ({
  id,
  status: "已复核",
  flags: [],
  hand_out: null,
  scripts: { say: [{ when: "开场", text: `${id} 的话`, unverified: false }], draft: false },
});

/** A desk whose answers and timers come when the test says so, in any order. */
function deskInHand() {
  /** @type {{kind: string, act: () => void}[]} */
  const pending = [];
  const hold = (/** @type {string} */ kind, /** @type {any} */ value) =>
    new Promise((resolve, reject) => {
      pending.push({ kind, act: () => (value instanceof Error ? reject(value) : resolve(value)) });
    });
  let broken = false;
  const desk = new Desk({
    search: (text) =>
      hold(
        "answer",
        broken
          ? new Unavailable("连不上服务。")
          : { list: codesFor(text).map((id) => ({ id, anchor: null })), note: "没有找到。", doubtful: false },
      ),
    article: (id) => hold("answer", broken ? new Unavailable("连不上服务。") : articleOf(id)),
    refused: (text) => (text.includes("卡") ? "里面好像有卡号，没有搜索。" : null),
    start: () => ({ list: [{ id: "L-105", anchor: null }], note: "内部文章", doubtful: false }),
    later(act) {
      const one = { kind: "timer", act };
      pending.push(one);
      return () => {
        const at = pending.indexOf(one);
        if (at >= 0) pending.splice(at, 1);
      };
    },
    draw() {},
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  const step = async (/** @type {number} */ at) => {
    pending.splice(at, 1)[0]?.act();
    await settle();
  };
  return {
    desk,
    pending,
    step,
    async finish() {
      for (let turn = 0; pending.length && turn < 200; turn += 1) await step(0);
    },
    breakDown: (/** @type {boolean} */ is) => {
      broken = is;
    },
  };
}

test("in 500 random interleavings of typing, answers and commands nothing wrong is ever copied", async () => {
  let copied = 0;
  let refused = 0;
  for (let seed = 1; seed <= 500; seed += 1) {
    const random = numbers(seed);
    const { desk, pending, step, breakDown } = deskInHand();
    let box = "";
    /** What was last chosen by hand, and for which text. */
    let choice = /** @type {{text: string, id: string} | null} */ (null);
    for (let turn = 0; turn < 80; turn += 1) {
      const what = random(12);
      if (what < 2) {
        // Typing: what stands in the box counts at once; the question follows, or another key does.
        box = random(4) ? box + "灯泡亮坏卡"[random(5)] : box.slice(0, -1 - random(2));
        desk.box(box);
        if (random(3)) desk.ask(box);
      } else if (what < 7) {
        if (pending.length) await step(random(pending.length));
      } else if (what === 7) {
        const before = desk.screen;
        desk.move(random(2) ? 1 : -1);
        const { rows } = desk.screen;
        if (rows && rows !== before.rows) {
          assert.equal(rows.text, box, "only rows of the text in the box can be chosen from");
          choice = { text: box, id: rows.list[rows.at].id };
        }
      } else if (what === 8) {
        if (random(3)) desk.enter(box);
        else {
          choice = { text: box, id: CODES[random(CODES.length)] };
          desk.open({ id: choice.id, anchor: null }, false);
        }
      } else if (what === 9) {
        breakDown(random(4) === 0);
        desk.retry();
      } else {
        const drawn = desk.subject();
        const { text } = drawn ? scriptCopy(drawn, 1) : nothing(whyNothing(desk.screen));
        if (text) copied += 1;
        else refused += 1;
        // The article of this text: the first found for it, or the one that was chosen for it.
        const right = [codesFor(box)[0], ...(choice?.text === box ? [choice.id] : [])].map((id) => `${id} 的话`);
        if (text) assert.ok(right.includes(text), `${text}: seed ${seed}, turn ${turn}, box 「${box}」`);
      }
    }
  }
  // The test is worth something only when both happen often.
  assert.ok(copied > 200, `copied ${copied}`);
  assert.ok(refused > 200, `refused ${refused}`);
});

test("whatever happened meanwhile, the article of the last text is open in the end", async () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const random = numbers(seed);
    const hand = deskInHand();
    let box = "";
    for (let turn = 0; turn < 20; turn += 1) {
      box = random(4) ? box + "灯泡亮坏"[random(4)] : box.slice(0, -1);
      hand.desk.ask(box);
      if (random(2) && hand.pending.length) await hand.step(random(hand.pending.length));
    }
    hand.desk.ask(`${box}灯`);
    await hand.finish();
    const wanted = codesFor(`${box}灯`)[0];
    assert.equal(hand.desk.subject()?.article.id, wanted);
  }
});

test("rows and article of an older text are nothing to act on", async () => {
  const { desk, finish } = deskInHand();
  desk.ask("灯");
  await finish();
  assert.ok(desk.subject());
  desk.box("灯泡"); // an input method is still at work
  assert.equal(desk.subject(), null);
  desk.move(1);
  assert.equal(desk.screen.rows?.at, 0);
  assert.match(whyNothing(desk.screen), /「灯泡」的文章还没出来/);
  desk.box("灯"); // and is given up again
  assert.ok(desk.subject());
});

test("a question that cannot be answered says so until it is, and is asked again by itself", async () => {
  const { desk, pending, step, finish, breakDown } = deskInHand();
  breakDown(true);
  desk.ask("灯");
  await step(0);
  assert.deepEqual(desk.screen.trouble, { text: "灯", message: "连不上服务。", again: true });
  assert.equal(whyNothing(desk.screen), "连不上服务。");
  await step(0); // the timer
  assert.ok(desk.screen.trouble, "while it is asked again, it is still said");
  await step(0);
  assert.deepEqual(
    pending.map(({ kind }) => kind),
    ["timer"],
  );
  breakDown(false);
  desk.retry(); // the network is back
  await finish();
  assert.equal(desk.screen.trouble, null);
  assert.equal(desk.subject()?.article.id, codesFor("灯")[0]);
});

test("what the service refuses is said and not asked again", async () => {
  const { pending, desk } = deskInHand();
  desk.around.search = async () => {
    throw new Refused("问题太长。");
  };
  desk.ask("灯");
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(desk.screen.trouble, { text: "灯", message: "问题太长。", again: false });
  assert.deepEqual(pending, []);
});

test("going into an article asks for it once, and at once", async () => {
  const { desk, pending, step } = deskInHand();
  desk.ask("灯");
  assert.ok(desk.enter("灯"));
  await step(0);
  assert.deepEqual(
    pending.map(({ kind }) => kind),
    ["answer"],
  );
  desk.enter("灯");
  assert.equal(pending.length, 1);
  await step(0);
  assert.ok(desk.subject());
});

test("what was opened by hand stays open when the rows arrive", async () => {
  const { desk, finish } = deskInHand();
  desk.ask("灯");
  desk.open({ id: "L-104", anchor: null }, false);
  await finish();
  assert.equal(desk.subject()?.article.id, "L-104");
});

test("a private number is not asked for, and nothing is open for it", async () => {
  const { desk, finish, pending } = deskInHand();
  desk.ask("灯");
  await finish();
  desk.ask("灯卡");
  assert.deepEqual(pending, []);
  assert.equal(subject(desk.screen), null);
  assert.equal(whyNothing(desk.screen), "里面好像有卡号，没有搜索。");
});

test("after the call nothing of it is left", async () => {
  const { desk, finish } = deskInHand();
  desk.ask("灯");
  desk.clear();
  await finish();
  assert.equal(desk.subject(), null);
  assert.equal(desk.screen.drawn, null);
  assert.deepEqual(
    desk.screen.rows?.list.map(({ id }) => id),
    ["L-105"],
  );
});
