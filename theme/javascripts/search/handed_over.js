// @ts-check
// A text that the search hands to 验真 on this device: through the storage of this tab, never through
// an address.
import { read, write } from "../storage.js";

const HANDED_OVER = "kb-verify-text";

/** Where a browser keeps nothing, the name of the tab does. @param {string} text */
export function handOver(text) {
  if (!write("sessionStorage", HANDED_OVER, text)) window.name = HANDED_OVER + text;
}

/** What was handed over, once. @returns {string | null} */
export function handedOver() {
  const text = read("sessionStorage", HANDED_OVER);
  write("sessionStorage", HANDED_OVER, null);
  const isNamed = window.name.startsWith(HANDED_OVER);
  const named = isNamed ? window.name.slice(HANDED_OVER.length) : null;
  if (isNamed) window.name = "";
  return typeof text === "string" ? text : named;
}
