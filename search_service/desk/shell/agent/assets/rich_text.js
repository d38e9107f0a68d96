// @ts-check
// Draws the tree that the service sends. Only the elements listed here are ever made.
import { element } from "./dom.js";

const TAGS = new Set(
  "p h2 h3 h4 h5 h6 ul ol li table thead tbody tr th td blockquote strong em s code pre hr br dl dt dd aside span".split(
    " ",
  ),
);

/** @typedef {{tag: string, children: RichNode[], article?: string, anchor?: string, href?: string}} RichElement */
/** @typedef {RichElement | string} RichNode */

/**
 * @param {RichNode[]} nodes
 * @returns {(Node | string)[]}
 */
export const richText = (nodes) => nodes.map(drawn);

/** @param {RichNode} node @returns {Node | string} */
function drawn(node) {
  if (typeof node === "string") return node;
  const children = richText(node.children);
  if (node.tag === "badge") return element("span", "kb-badge", ...children);
  if (node.tag === "table") {
    // Wide tables scroll by themselves, also for who has only a keyboard.
    const wrap = element("div", "kb-table", element("table", "", ...children));
    return wrap;
  }
  if (node.tag === "a") return link(node, children);
  const made = document.createElement(TAGS.has(node.tag) ? node.tag : "span");
  if (node.anchor) made.dataset.anchor = node.anchor;
  made.append(...children);
  return made;
}

/** @param {RichElement} node @param {(Node | string)[]} children */
function link(node, children) {
  const made = element("a", "", ...children);
  if (node.article) {
    made.href = `#${node.article}`;
    made.dataset.open = node.article;
    if (node.anchor) made.dataset.openAt = node.anchor;
  } else if (/^https?:\/\//.test(node.href ?? "")) {
    made.href = node.href ?? "";
    made.target = "_blank";
    made.rel = "noopener noreferrer";
  }
  return made;
}
