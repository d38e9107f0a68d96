// @ts-check
// Draws the screen. What belongs to an older text looks like it and cannot be used.
import { byId, element } from "./dom.js";
import { oldVersionOf } from "./old_version.js";
import { previewOf } from "./preview.js";
import { select, showRows } from "./results.js";
import { rowsAreFresh, subject } from "./screen.js";

const EMPTY_TEXT = "打字就查，Enter 打开，? 看按键。";

const found = /** @type {HTMLElement} */ (document.querySelector(".kb-desk__found"));
const preview = byId("kb-desk-preview");
const status = byId("kb-desk-status");
const waiting = byId("kb-desk-waiting");
const trouble = byId("kb-desk-trouble");

/** @type {import("./screen.js").Screen["rows"]} */
let lastRows = null;
/** @type {import("./screen.js").Drawn | null | undefined} */
let lastDrawn;

/**
 * @param {import("./screen.js").Screen} screen
 * @param {(id: string) => boolean} isPinned
 */
export function paint(screen, isPinned) {
  paintRows(screen);
  if (screen.drawn !== lastDrawn) paintArticle(screen, isPinned);
  const stale = screen.drawn !== null && !subject(screen);
  preview.classList.toggle("kb-desk--stale", stale);
  preview.setAttribute("aria-busy", String(stale));
  waiting.hidden = !stale;
  if (stale) {
    const next = screen.typed ? `「${screen.typed}」` : "另一篇";
    const said = isRefused(screen) ? "没有查到" : "还没出来";
    waiting.textContent = `下面是上一篇 ${screen.drawn?.article.id}，${next}${said}`;
  }
  paintTrouble(screen);
}

/** Whether what is typed was asked for, and nothing more will come. @param {import("./screen.js").Screen} screen */
const isRefused = ({ trouble: wrong, typed }) => Boolean(wrong && !wrong.again && wrong.text === typed);

/** @param {import("./screen.js").Screen} screen */
function paintRows(screen) {
  const { rows, typed } = screen;
  if (rows?.list !== lastRows?.list) {
    const listed = /** @type {{id: string, anchor: string | null, row: HTMLElement}[]} */ (rows?.list ?? []);
    showRows(listed);
  }
  select(rows?.at ?? -1);
  lastRows = rows;
  const fresh = rowsAreFresh(screen);
  found.classList.toggle("kb-desk--stale", !fresh);
  found.setAttribute("aria-busy", String(!fresh));
  const asking = typed && !isRefused(screen) ? `正在查「${typed}」…` : "";
  status.textContent = fresh ? (rows?.note ?? "") : asking;
  status.classList.toggle("kb-desk__status--doubtful", fresh && Boolean(rows?.doubtful));
}

/** @param {import("./screen.js").Screen} screen @param {(id: string) => boolean} isPinned */
function paintArticle({ drawn, wanted }, isPinned) {
  const isSame = lastDrawn?.article === drawn?.article && lastDrawn?.old === drawn?.old;
  lastDrawn = drawn;
  if (!drawn) {
    preview.replaceChildren(element("p", "kb-desk__empty", EMPTY_TEXT));
    return;
  }
  if (!isSame) {
    const { article, old } = drawn;
    const held = preview.contains(document.activeElement);
    preview.replaceChildren(...(old ? oldVersionOf(old) : previewOf(article, isPinned(article.id), wanted)));
    for (const table of preview.querySelectorAll(".kb-table")) table.setAttribute("tabindex", "0");
    if (held) preview.focus({ preventScroll: true });
  }
  // An article opens with its answer, whatever part of it was found; a link to a section goes there.
  preview.scrollTop = 0;
  if (wanted?.follow && wanted.anchor) goTo(wanted.anchor);
}

/** @param {import("./screen.js").Screen} screen */
function paintTrouble({ trouble: wrong }) {
  trouble.hidden = !wrong;
  const text = wrong ? `没有查到${wrong.text ? `「${wrong.text}」` : ""}：${wrong.message}` : "";
  const said = wrong?.again ? `${text} 网络一恢复就自动再查。` : text;
  if (trouble.textContent !== said) trouble.textContent = said;
}

/** @param {string} anchor  Of a section of the article that is drawn. */
export function goTo(anchor) {
  const headings = [.../** @type {NodeListOf<HTMLElement>} */ (preview.querySelectorAll("[data-anchor]"))];
  headings.find(({ dataset }) => dataset.anchor === anchor)?.scrollIntoView({ block: "start" });
}
