// @ts-check
// Opinions about articles: sent at once, or kept on the device until they can be sent.
import { read, write } from "../storage.js";

const KEY = "kb-feedback";
const MOST_KEPT = 20;
const KEPT_MILLISECONDS = 30 * 24 * 3600 * 1000;
const TIMEOUT_MILLISECONDS = 8000;
const ENDPOINT = new URL("../../api/v1/feedback", import.meta.url);
// The service will never take these, however often they are sent.
const RECORDED = 201;
const REFUSALS = new Set([400, 403, 409, 413, 415, 422]);

/**
 * @typedef {object} Feedback
 * @property {string} article_id
 * @property {boolean} helpful
 * @property {"outdated" | "wrong" | "unclear" | "not_found" | "other" | null} reason
 * @property {string | null} comment
 *
 * @typedef {{key: string, at: number, feedback: Feedback}} Kept
 * @typedef {{status: "recorded" | "kept" | "lost"} | {status: "refused", detail: string}} Outcome
 */

/** A random version-4 UUID; `crypto.randomUUID` exists only on secure pages. */
export function randomKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

/** @returns {Kept[]} */
function readKept() {
  const kept = read("localStorage", KEY);
  if (!Array.isArray(kept)) return [];
  return kept.filter((one) => one?.feedback && Date.now() - one.at < KEPT_MILLISECONDS);
}

/** @param {Kept[]} all */
const writeKept = (all) => write("localStorage", KEY, all.length ? all.slice(-MOST_KEPT) : null);

/**
 * @param {Kept} one
 * @returns {Promise<Outcome>} "kept" when it may work later
 */
async function post({ key, feedback }) {
  const request = new AbortController();
  const timer = setTimeout(() => request.abort(), TIMEOUT_MILLISECONDS);
  try {
    const response = await fetch(ENDPOINT, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-KB-Request": "1", "Idempotency-Key": key },
      body: JSON.stringify(feedback),
      signal: request.signal,
    });
    if (response.status === RECORDED) return { status: "recorded" };
    // 200 is the page of a network that wants somebody to sign in.
    if (!REFUSALS.has(response.status)) return { status: "kept" };
    const problem = await response.json().catch(() => null);
    return { status: "refused", detail: String(problem?.detail ?? "服务没有接受这条反馈。") };
  } catch {
    return { status: "kept" };
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Sends an opinion, or keeps it for later. The key stays the same, so that the service counts it once.
 * @param {Feedback} feedback
 * @returns {Promise<Outcome>}
 */
export async function send(feedback) {
  const one = { key: randomKey(), at: Date.now(), feedback };
  const outcome = await post(one);
  if (outcome.status !== "kept") return outcome;
  return { status: writeKept([...readKept(), one]) ? "kept" : "lost" };
}

/** @type {Promise<number> | null} */
let sending = null;

/**
 * Sends what was kept, oldest first, and stops at the first that still cannot be sent.
 * @returns {Promise<number>} how many were taken
 */
export function sendQueued() {
  sending ??= (async () => {
    let taken = 0;
    for (const one of readKept()) {
      const { status } = await post(one);
      if (status === "kept") break;
      if (status === "recorded") taken += 1;
      writeKept(readKept().filter(({ key }) => key !== one.key));
    }
    return taken;
  })().finally(() => {
    sending = null;
  });
  return sending;
}

// A module is loaded once, so this listens once; in the unit tests there is no window.
globalThis.window?.addEventListener("online", () => void sendQueued());
