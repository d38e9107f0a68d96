// @ts-check
// What the desk asks of the service. Nothing is kept: the service says that nobody may.

import { Refused, SignedOut, Unavailable } from "./failures.js";

const ROOT = new URL("../../", import.meta.url);
const API = new URL("api/v1/agent/", ROOT);

// A caller is on the line: what takes longer is as good as away.
const PATIENCE_MILLISECONDS = 10_000;
const [TOO_MANY, BROKEN] = [429, 500];

/**
 * @param {URL} url
 * @param {RequestInit} [options]
 */
async function ask(url, options = {}) {
  const response = await sent(url, { ...options, headers: { Accept: "application/json", ...options.headers } });
  if (response.status === 401) throw new SignedOut();
  if (response.ok) return response;
  const body = await response.json().catch(() => ({}));
  const message = String(body.detail ?? `服务没有答上来（${response.status}）。`);
  if (response.status >= BROKEN || response.status === TOO_MANY) throw new Unavailable(message);
  throw new Refused(message);
}

/** @param {URL} url @param {RequestInit} options @returns {Promise<Response>} */
async function sent(url, options) {
  options.signal?.throwIfAborted(); // what was asked before somebody signed in again may be over
  const stop = new AbortController();
  const giveUp = () => stop.abort(options.signal?.reason);
  options.signal?.addEventListener("abort", giveUp);
  const waiting = setTimeout(giveUp, PATIENCE_MILLISECONDS);
  try {
    return await fetch(url, { ...options, signal: stop.signal });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new Unavailable("连不上服务。顾客在等，先用网站上的公开文章。");
  } finally {
    clearTimeout(waiting);
    options.signal?.removeEventListener("abort", giveUp);
  }
}

/** @param {string} path @param {Record<string, string>} [query] @param {AbortSignal} [signal] */
async function get(path, query = {}, signal) {
  const url = new URL(path, API);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return (await ask(url, { signal })).json();
}

export const session = () => get("session");
/** @param {string} q @param {AbortSignal} signal */
export const search = (q, signal) => get("search", { q }, signal);
/** @param {string} id @param {AbortSignal} [signal] */
export const article = (id, signal) => get(`articles/${encodeURIComponent(id)}`, {}, signal);
/** @param {string} id @param {string} day */
export const articleAsOf = (id, day) => get(`articles/${encodeURIComponent(id)}`, { as_of: day });

/** @param {string} path @param {object} body */
const post = (path, body) =>
  ask(new URL(path, API), {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-KB-Request": "1" },
    body: JSON.stringify(body),
  });

/** @param {string} id @param {string} comment */
export const flag = (id, comment) => post("flags", { article_id: id, comment });
/** @param {string} question  No article answers it. */
export const unanswered = (question) => post("unanswered", { question });
/** @param {string} id  Of an article that was opened, not only drawn. */
export const read = (id) => post("reads", { article_id: id });
/** What of a long text can be asked. @param {string} text @returns {Promise<string>} */
export const questionOf = async (text) => (await (await post("answer", { text })).json()).question;

/** @param {string} name @param {string} password */
export async function signIn(name, password) {
  const response = await sent(new URL("agent/login", ROOT), {
    method: "POST",
    headers: { "X-KB-Request": "1" },
    body: new URLSearchParams({ name, password }),
  });
  if (response.ok) return;
  const body = await response.json().catch(() => ({}));
  throw new Refused(String(body.detail ?? "登录没有成功。"));
}
