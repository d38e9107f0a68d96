// @ts-check
// What is kept on the device when somebody follows a hit or a completion.
import { keepMarks } from "../article/marks.js";
import { withoutPrivate } from "../sensitive.js";
import { write } from "../storage.js";
import { keepRecent } from "./recent.js";

/**
 * @param {HTMLElement} area  Where the links are.
 * @param {() => string} query  What they were found with.
 */
export function watchFollowed(area, query) {
  area.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    const followed = /** @type {HTMLAnchorElement | null} */ (target.closest(".kb-hit a, .kb-suggestion a"));
    if (!followed) return;
    if (followed.closest("[data-counted]")) {
      write("sessionStorage", "kb-followed", { q: withoutPrivate(query()).text, path: followed.pathname });
    }
    if (followed.closest(".kb-hit")) {
      const words = [...followed.querySelectorAll("mark")].map((mark) => mark.textContent ?? "");
      keepMarks(followed.pathname, [...new Set(words)]);
    }
    keepRecent(query());
  });
}
