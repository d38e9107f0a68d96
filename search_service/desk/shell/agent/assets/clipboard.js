// @ts-check
import { say } from "./dom.js";

/**
 * Copies a text, an empty one too, also on pages without https, where browsers offer no clipboard.
 * @param {string} text
 * @param {string} done  Said when it is copied.
 * @param {boolean} [caution]
 */
export async function copy(text, done, caution = false) {
  try {
    // In a frame that was not given the clipboard, browsers offer it and refuse it.
    await (navigator.clipboard?.writeText(text) ?? Promise.reject()).catch(() => copyByHand(text));
    say(done, caution);
  } catch {
    say("没能复制，请用鼠标选中再复制。", true);
  }
}

/** @param {string} text */
function copyByHand(text) {
  const focused = /** @type {HTMLElement | null} */ (document.activeElement);
  const give = (/** @type {ClipboardEvent} */ event) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
  };
  const area = document.createElement("textarea");
  area.value = text || " ";
  area.className = "kb-hidden";
  // A modal dialog lets nothing outside it be selected.
  (document.querySelector("dialog[open]") ?? document.body).append(area);
  area.select();
  // An empty field has nothing to select: what is copied is said to the browser itself.
  document.addEventListener("copy", give, { once: true, capture: true });
  const copied = document.execCommand("copy");
  document.removeEventListener("copy", give, { capture: true });
  area.remove();
  focused?.focus();
  if (!copied) throw new Error("not copied");
}
