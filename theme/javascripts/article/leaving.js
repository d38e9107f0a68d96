// @ts-check
// Says once, when an article that a search led to is left, how long it was read: for counts only,
// and only when the operator counts. Nothing in it says who reads.
import { read, write } from "../storage.js";

const ENDPOINT = new URL("../../api/v1/visits", import.meta.url);
// Ways to reach people: a number to ring, or the page of the official channels.
const CONTACT = 'a[href^="tel:"], a[href^="mailto:"]';

/**
 * What is sent of an article that is left.
 * @param {{q: string, path: string} | null} followed  What led here.
 * @param {string} path  Of this page.
 * @param {string} article  Its code.
 * @param {{seconds: number, contact: boolean, helpful: boolean | null}} seen
 * @returns {object | null} nothing when something else led here
 */
export function leftOf(followed, path, article, { seconds, contact, helpful }) {
  if (!followed?.q || followed.path !== path || !article) return null;
  return { q: followed.q, article_id: article, seconds: Math.round(seconds), contact, helpful };
}

/** Watches one article, from when it is shown until it is left. */
export function watchLeaving() {
  const followed = read("sessionStorage", "kb-followed");
  write("sessionStorage", "kb-followed", null);
  const article = document.querySelector("[data-feedback]")?.getAttribute("data-feedback") ?? "";
  const since = performance.now();
  let contact = false;
  /** @type {boolean | null} */
  let helpful = null;
  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    contact ||= target.closest(CONTACT) !== null;
    const vote = target.closest("[data-helpful]");
    if (vote) helpful = vote.getAttribute("data-helpful") === "true";
  });
  const send = () => {
    const seconds = (performance.now() - since) / 1000;
    const body = leftOf(followed, location.pathname, article, { seconds, contact, helpful });
    if (!body) return;
    fetch(ENDPOINT, {
      method: "POST",
      keepalive: true,
      headers: { "Content-Type": "application/json", "X-KB-Request": "1" },
      body: JSON.stringify(body),
    }).catch(() => {}); // a count, not an answer
  };
  window.addEventListener("pagehide", send, { once: true });
}
