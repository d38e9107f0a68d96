// @ts-check
// Starts the tool of a page: its view `<tool>/view.js` is handed the part of the page that is its own
// and its data `assets/tools/<tool>.json`, which the build has made of content/data.
import { foldText } from "./folding.js";

/**
 * @typedef {object} ToolView
 * @property {(root: HTMLElement, data: any) => void} start
 */

/** @param {string} name */
async function dataOf(name) {
  const response = await fetch(new URL(`../../assets/tools/${name}.json`, import.meta.url));
  if (!response.ok) throw new Error(`${response.status} for the data of ${name}`);
  return response.json();
}

/**
 * @param {HTMLElement} root  Carries the tool's name in `data-tool`; gets `data-ready` when it works.
 */
export async function start(root) {
  const name = root.dataset.tool ?? "";
  try {
    const [view, data] = await Promise.all([
      /** @type {Promise<ToolView>} */ (import(`./${name}/view.js`)),
      dataOf(name),
    ]);
    view.start(root, data);
    foldText(document.querySelector(".kb-article__body"));
    root.dataset.ready = "";
  } catch (error) {
    root.dataset.failed = "";
    const message = /** @type {HTMLElement} */ (root.querySelector("[data-tool-failed]"));
    message.textContent = "工具没有加载出来。请检查网络后刷新；同样的内容在下面的文字和表格里。";
    console.warn("tool", name, error);
  }
}
