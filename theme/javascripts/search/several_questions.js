// @ts-check
// Without the service: a text that asks two things, or is a whole message, as its questions, and what
// was found for each as one answer. Splits as asking.clauses and asking.long_texts do; held to the
// same cases (tests/javascript/questions.json).
import { LONGEST_QUERY } from "./query.js";

const MOST_QUESTIONS = 8; // service: asking.long_texts.MOST_QUESTIONS
const MOST_CLAUSES = 3; // service: asking.clauses._MOST_CLAUSES
const FEWEST_CHARACTERS = 3; // service: asking.clauses._FEWEST_CHARACTERS
const MOST_CARDS = 3; // service: answering.long_search._MOST_CARDS
const HITS = 10; // service: answering.long_search._HITS
const TURNS = /(?<=.{6})(?=还有|另外|然后|但是|可是|不过|因为|所以|而且|请问|想问|我想|我现在|结果|谢谢)/u;

// As answering.wanted.asks, in short.
const ASKS =
  /怎么|怎样|咋|如何|多久|几[天次号点个]|多少|什么|啥|哪|谁|吗|么$|呢$|能不能|可不可以|是不是|有没有|[?？]|^我?想/u;

/** @typedef {import("./types.js").SearchResponse} SearchResponse */

/** @param {string[]} parts */
const said = (parts) =>
  parts.filter((part) => (part.match(/[\p{L}\p{N}]/gu) ?? []).length >= FEWEST_CHARACTERS).map((part) => part.trim());

/**
 * The questions of a text of ordinary length; none when there is only one.
 * @param {string} text
 * @param {readonly string[]} joins  Words that stand between two questions.
 */
export function clauses(text, joins) {
  const words = [...joins].sort((a, b) => b.length - a.length).map((word) => `|${word}`);
  const between = new RegExp(`[,，、]?(?:[。.!！?？;；\\n]${words.join("")})+[,，、]?`, "u");
  const parts = said(text.split(between));
  if (parts.length > 1) return parts.slice(0, MOST_CLAUSES);
  const halves = said(text.split(/[,，、]/));
  return halves.length === 2 ? halves : [];
}

/** The pieces of a text that is longer than a question, those that ask before the others. @param {string} text */
export function pieces(text) {
  const found = text.split(/[。！？!?；;\r\n]+/).flatMap((sentence) => short(sentence.replace(/\s+/g, " ").trim()));
  const asking = [...new Set(found.filter((piece) => /[\p{L}\p{N}_]{2}/u.test(piece)))];
  return asking.sort((a, b) => Number(ASKS.test(b)) - Number(ASKS.test(a))).slice(0, MOST_QUESTIONS);
}

/** @param {string} sentence */
function short(sentence) {
  const cut = sentence
    .split(/(?<=[，,、：:\s])/)
    .flatMap((clause) => (clause.length > LONGEST_QUERY ? clause.split(TURNS) : [clause]));
  /** @type {string[]} */
  const made = [];
  let piece = "";
  for (const clause of cut) {
    if (piece && piece.length + clause.length > LONGEST_QUERY) {
      made.push(piece.trim());
      piece = "";
    }
    piece += clause;
    for (; piece.length > LONGEST_QUERY; piece = piece.slice(LONGEST_QUERY))
      made.push(piece.slice(0, LONGEST_QUERY).trim());
  }
  return [...made, piece.trim()];
}

/**
 * What is found for a text, each of its questions answered.
 * @param {import("./browser_search.js").BrowserSearch} search
 * @param {(response: SearchResponse, q: string) => Promise<SearchResponse>} answer  Adds what answers.
 * @param {import("./types.js").SearchParameters} parameters
 * @returns {Promise<SearchResponse>}
 */
export async function answerEach(search, answer, parameters) {
  const { q, literal = false } = parameters;
  const isLong = q.length > LONGEST_QUERY;
  const parts = isLong ? pieces(q) : literal ? [] : clauses(q, search.joins);
  const asks = isLong || parts.every((part) => ASKS.test(part));
  const asked = parts.length > 1 && asks ? parts.map((part) => ({ part, found: searchFor(part) })) : [];
  const known = asked.filter(({ found }) => found.total > 0 && found.confidence === "high");
  const firsts = new Set(known.map(({ found }) => found.hits[0].article_id));
  // Of a text of ordinary length every part has to be a question of its own.
  const isEach = isLong ? known.length > 0 : firsts.size > 1 && known.length === parts.length;
  const whole = isLong ? (parts[0] ?? q.slice(0, LONGEST_QUERY)) : q;
  const frame = search.search({ ...parameters, q: whole });
  if (!isEach) return answer(withDanger({ ...frame, query: { ...frame.query, text: q } }), whole);
  const answered = await Promise.all(known.map(({ part, found }) => answer(found, part)));
  return withDanger(together(answered, parameters, frame));

  /** @param {SearchResponse} response */
  function withDanger(response) {
    const urgent = literal ? undefined : search.inDanger(response.urgent, search.plain(q));
    return urgent ? { ...response, urgent } : response;
  }

  /** @param {string} part */
  function searchFor(part) {
    return search.search({ q: part, limit: HITS });
  }
}

/**
 * One response of several: trouble first, then what is answered, the hits of all in turn.
 * @param {SearchResponse[]} answered
 * @param {import("./types.js").SearchParameters} parameters
 * @param {SearchResponse} frame  What the response looks like.
 * @returns {SearchResponse}
 */
export function together(answered, { q, limit = HITS, offset = 0, category }, frame) {
  const rank = (/** @type {SearchResponse} */ one) => (one.urgent ? 0 : one.answer ? 1 : 2);
  const ordered = [...answered].sort((a, b) => rank(a) - rank(b));
  /** @type {Map<string, import("./types.js").Hit>} */
  const all = new Map();
  for (let place = 0; place < HITS; place += 1) {
    for (const { hits } of ordered) {
      const hit = hits[place];
      if (hit && !all.has(hit.article_id)) all.set(hit.article_id, hit);
    }
  }
  const hits = [...all.values()].filter((hit) => !category || hit.category === category);
  const categories = new Map(answered.flatMap((one) => one.categories).map((one) => [one.id, one]));
  const counted = [...categories.values()].map((one) => ({
    ...one,
    count: [...all.values()].filter((hit) => hit.category === one.id).length,
  }));
  /** @type {Map<string, import("./types.js").Extract>} */
  const cards = new Map();
  for (const { answer } of ordered) if (answer && !cards.has(answer.article_id)) cards.set(answer.article_id, answer);
  const [answer, ...others] = [...cards.values()].slice(0, MOST_CARDS);
  const urgent = ordered.find((one) => one.urgent)?.urgent;
  return {
    ...frame,
    query: { text: q, normalised: q, literal: false },
    applied: [],
    ...(urgent && { urgent }),
    total: hits.length,
    limit,
    offset,
    confidence: "high",
    categories: counted.filter(({ count }) => count > 0),
    hits: hits.slice(offset, offset + limit),
    ...(answer && { answer, also_possible: others, level: "possible" }),
  };
}
