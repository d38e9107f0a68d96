// @ts-check
// A tool page is one screen long: what its text says besides is folded under one line once the tool
// works. Without JavaScript, and on paper, all of it stands there.
import { element } from "../elements.js";

const LAST = "还没解决";

/** @param {Element} child */
const isLast = (child) => child.tagName === "H2" && (child.textContent ?? "").startsWith(LAST);

/**
 * Folds from the first heading to the one that says where to go next.
 * @param {Element | null} body  The text of the page.
 */
export function foldText(body) {
  const children = [...(body?.children ?? [])];
  const first = children.findIndex((child) => child.tagName === "H2" && !isLast(child));
  const end = children.findIndex(isLast);
  const folded = first < 0 ? [] : children.slice(first, end < 0 ? undefined : end);
  if (!folded.length) return;
  const titles = folded.filter(({ tagName }) => tagName === "H2").map((title) => title.firstChild?.textContent ?? "");
  const details = element("details", "kb-tool-text", element("summary", "", `文字版：${titles.join("、")}`));
  folded[0].before(details);
  details.append(...folded);

  /** Opened for who is led to a place inside. */
  const openForAddress = () => {
    const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!place || !details.contains(place)) return;
    details.open = true;
    place.scrollIntoView();
  };
  globalThis.addEventListener("hashchange", openForAddress);
  openForAddress();

  let wasOpen = false;
  globalThis.addEventListener("beforeprint", () => {
    wasOpen = details.open;
    details.open = true;
  });
  globalThis.addEventListener("afterprint", () => {
    details.open = wasOpen;
  });
}
