// @ts-check
// What the desk asks of the service. Nothing is kept: the service says that nobody may.

import { Refused, SignedOut, Unavailable } from "./failures.js";

const ROOT = new URL("../../", import.meta.url);
const API = new URL("api/v1/agent/", ROOT);

// A caller is on the line: what takes longer is as good as away.
const PATIENCE_MILLISECONDS = 10_000;
const [RECORDED, TOO_MANY, BROKEN] = [201, 429, 500];

/**
 * @param {URL} url
 * @param {RequestInit} [options]
 */
async function ask(url, options = {}) {
  const response = await sent(url, { ...options, headers: { Accept: "application/json", ...options.headers } });
  if (response.status === 401) throw new SignedOut();
  if (response.ok) return response;
  const message = String(response.body?.detail ?? `服务没有答上来（${response.status}）。`);
  if (response.status >= BROKEN || response.status === TOO_MANY) throw new Unavailable(message);
  throw new Refused(message);
}

/**
 * What came back, read to its end; `body` is null where it is no JSON object.
 * @param {URL} url
 * @param {RequestInit} options
 * @returns {Promise<{ok: boolean, status: number, body: any}>}
 */
async function sent(url, options) {
  options.signal?.throwIfAborted(); // what was asked before somebody signed in again may be over
  const stop = new AbortController();
  const giveUp = () => stop.abort(options.signal?.reason);
  options.signal?.addEventListener("abort", giveUp);
  const waiting = setTimeout(giveUp, PATIENCE_MILLISECONDS);
  try {
    const response = await fetch(url, { ...options, signal: stop.signal });
    return { ok: response.ok, status: response.status, body: objectIn(await response.text()) };
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Unavailable("连不上服务。顾客在等，先用网站上的公开文章。");
  } finally {
    clearTimeout(waiting);
    options.signal?.removeEventListener("abort", giveUp);
  }
}

/** @param {string} text @returns {any} null when it is none */
function objectIn(text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    return null;
  }
}

/**
 * An answer that is what was asked for. The page of a network that wants somebody to sign in, and half
 * an answer, come with 200 as well.
 * @param {{body: any}} response
 * @param {string} has  What the answer has in any case.
 */
function answered({ body }, has) {
  if (body?.[has] !== undefined) return body;
  throw new Unavailable("回来的不是服务的回答。顾客在等，先用网站上的公开文章。");
}

/** @param {string} path @param {string} has @param {Record<string, string>} [query] @param {AbortSignal} [signal] */
async function get(path, has, query = {}, signal) {
  const url = new URL(path, API);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return answered(await ask(url, { signal }), has);
}

export const session = () => get("session", "agent");
/** @param {string} q @param {AbortSignal} signal */
export const search = (q, signal) => get("search", "hits", { q }, signal);
/** @param {string} id @param {AbortSignal} [signal] */
export const article = (id, signal) => get(`articles/${encodeURIComponent(id)}`, "id", {}, signal);
/** @param {string} id @param {string} day */
export const articleAsOf = (id, day) => get(`articles/${encodeURIComponent(id)}`, "id", { as_of: day });

/** @param {string} path @param {object} body */
const post = (path, body) =>
  ask(new URL(path, API), {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-KB-Request": "1" },
    body: JSON.stringify(body),
  });

/** @param {string} path @param {object} body @returns {Promise<true>} it was written down */
async function record(path, body) {
  if ((await post(path, body)).status === RECORDED) return true;
  throw new Unavailable("没有提交成功：回来的不是服务的回答。");
}

/** @param {string} id @param {string} comment */
export const flag = (id, comment) => record("flags", { article_id: id, comment });
/** @param {string} question  No article answers it. */
export const unanswered = (question) => record("unanswered", { question });
/** @param {string} id  Of an article that was opened, not only drawn. */
export const read = (id) => post("reads", { article_id: id });
/** What of a long text can be asked. @param {string} text @returns {Promise<string>} */
export const questionOf = async (text) => answered(await post("answer", { text }), "question").question;

/** @param {string} name @param {string} password */
export async function signIn(name, password) {
  const response = await sent(new URL("agent/login", ROOT), {
    method: "POST",
    headers: { "X-KB-Request": "1" },
    body: new URLSearchParams({ name, password }),
  });
  if (response.ok) return;
  throw new Refused(String(response.body?.detail ?? "登录没有成功。"));
}
