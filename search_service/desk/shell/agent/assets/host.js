// @ts-check
// The program that holds the desk in a frame, a CRM: what it is told, and what it may ask. Only
// hosts that the operator lists are heard, and only who has been heard is told anything; docs/crm.md.

const LONGEST_ID = 64;
const LONGEST_TEXT = 2_000; // service: asking.typed_text.RAW_QUERY_LIMIT

/** @type {string | null} */
let heard = null;

/**
 * A message of the program, read; null when it is none.
 * @param {unknown} data
 * @returns {{type: "hello"} | {type: "case", id: string, text: string} | null}
 */
export function readMessage(data) {
  if (typeof data !== "object" || data === null) return null;
  const { to, type, id, text } = /** @type {Record<string, unknown>} */ (data);
  if (to !== "kb-desk") return null;
  if (type === "hello") return { type };
  const isCase = typeof id === "string" && id.trim() && id.length <= LONGEST_ID;
  if (type !== "case" || !isCase || typeof text !== "string") return null;
  return { type, id: id.trim(), text: text.slice(0, LONGEST_TEXT) };
}

/**
 * Listens to the program that holds the desk, and says to it that the desk is ready.
 * @param {readonly string[]} hosts  Origins that the operator lists.
 * @param {(id: string, text: string) => unknown} onCase
 */
export function watchHost(hosts, onCase) {
  if (window.parent === window || !hosts.length) return;
  window.addEventListener("message", ({ data, origin, source }) => {
    if (source !== window.parent || !hosts.includes(origin)) return;
    const message = readMessage(data);
    if (!message) return;
    heard = origin;
    if (message.type === "case") onCase(message.id, message.text);
    else tellHost("ready", {});
  });
  // Browsers deliver it to the host that really holds the desk, and to no other.
  for (const host of hosts) window.parent.postMessage({ from: "kb-desk", type: "ready" }, host);
}

/** @param {"ready" | "inserted" | "linked" | "unlinked"} type @param {object} detail */
export function tellHost(type, detail) {
  if (heard) window.parent.postMessage({ from: "kb-desk", type, ...detail }, heard);
}
