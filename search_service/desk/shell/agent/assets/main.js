// @ts-check
// The desk: what is typed, what is found, what is open, and what belongs to this call.
import { watchIncident } from "../../javascripts/incident.js";
import { watchTyping } from "../../javascripts/search/typing.js";
import { nameOf, withoutPrivate } from "../../javascripts/sensitive.js";
import * as api from "./api.js";
import { copy } from "./clipboard.js";
import { COMMANDS, commandOf } from "./commands.js";
import { byId, element, say } from "./dom.js";
import { openAsOf, openFlag, openHandover } from "./forms.js";
import * as panels from "./panels.js";
import { oldVersionOf, previewOf } from "./preview.js";
import { hitRow, move, namedRow, selectId, showRows } from "./results.js";
import { asking, sessionInfo, startSession } from "./session.js";

// Longer than between two keys of quick typing: the article is drawn, and noted as read, when the
// hand pauses, and not between the results of one key and the next.
const PREVIEW_MILLISECONDS = 160;

const EMPTY_TEXT = "打字就查，Enter 打开，? 看按键。";

const query = /** @type {HTMLInputElement} */ (byId("kb-desk-query"));
const preview = byId("kb-desk-preview");
const status = byId("kb-desk-status");
const pinArea = /** @type {HTMLElement} */ (document.querySelector(".kb-desk__pins"));

/** What belongs to one call; kept in this window only, and gone with 清空. */
const newCall = () => ({
  /** @type {import("./types.js").Named[]} */ pins: [],
  /** @type {Map<string, string>} */ handover: new Map(),
});
let call = newCall();
/** @type {import("./types.js").DeskArticle | null} */
let shown = null;
let searching = new AbortController();
let fetching = new AbortController();
/** @type {ReturnType<typeof setTimeout> | undefined} */
let previewing;

/** @param {string} text @returns {Promise<void>} */
async function searchFor(text) {
  searching.abort();
  searching = new AbortController();
  const { signal } = searching;
  const asked = text.trim();
  if (!asked) return showStart();
  const { text: rest, kinds } = withoutPrivate(asked);
  const withheld = kinds.map(nameOf).join("、");
  if (withheld && !/[\p{L}\p{N}]/u.test(rest)) {
    showRows([]);
    status.textContent = `里面好像有${withheld}，没有发送。请再写上遇到的问题。`;
    return;
  }
  const found = await asking(() => api.search(rest, signal));
  if (!found || signal.aborted) return;
  const selected = showRows(found.hits.map(hitRow));
  status.textContent = `${withheld ? `${withheld}没有发送。` : ""}${foundText(found)}`;
  if (selected) show(selected.id, selected.anchor);
}

/** @param {import("./types.js").Found} found */
function foundText(found) {
  if (!found.total) return "没有找到。换一个说法，或报编号。";
  const read = found.applied.filter(({ kind }) => kind !== "synonym").map(({ to }) => `「${to}」`);
  const as = read.length ? `，按${read.join("")}查` : "";
  return `${stated(found.conditions)}${found.total} 篇${as}${found.confident ? "" : "，不太确定"}`;
}

/** @param {import("./types.js").Found["conditions"]} conditions */
function stated(conditions) {
  if (!conditions) return "";
  const said = conditions.said.join("、");
  return conditions.met ? `${said}：` : `没有文章满足（${said}），不带条件查：`;
}

/** Before anything is typed: this call's articles, then the internal ones. */
function showStart() {
  const pinned = new Set(call.pins.map(({ id }) => id));
  const internal = (sessionInfo()?.internal ?? []).filter(({ id }) => !pinned.has(id));
  showRows([...call.pins, ...internal].map(namedRow));
  status.textContent = call.pins.length ? "本次通话和内部文章" : "内部文章";
}

/**
 * Shows an article beside the list, a moment later.
 * @param {string} id
 * @param {string | null} [anchor]
 */
function show(id, anchor = null) {
  clearTimeout(previewing);
  previewing = setTimeout(() => void open(id, anchor), PREVIEW_MILLISECONDS);
}

/** @param {string} id @param {string | null} [anchor] */
async function open(id, anchor = null) {
  clearTimeout(previewing);
  fetching.abort();
  fetching = new AbortController();
  const { signal } = fetching;
  if (shown?.id !== id || preview.dataset.old) {
    const article = await asking(() => api.article(id, signal));
    if (!article || signal.aborted) return;
    shown = article;
    draw();
    preview.scrollTop = 0;
  }
  const headings = [.../** @type {NodeListOf<HTMLElement>} */ (preview.querySelectorAll("[data-anchor]"))];
  headings.find(({ dataset }) => dataset.anchor === anchor)?.scrollIntoView({ block: "nearest" });
}

function draw() {
  if (!shown) return;
  delete preview.dataset.old;
  const pinned = call.pins.some(({ id }) => id === shown?.id);
  preview.replaceChildren(...previewOf(shown, pinned));
  for (const table of preview.querySelectorAll(".kb-table")) table.setAttribute("tabindex", "0");
}

function drawPins() {
  pinArea.hidden = call.pins.length === 0;
  const chips = call.pins.map(({ id, title }) => {
    const chip = element("button", "kb-pin", element("b", "kb-code", id), ` ${title}`);
    chip.type = "button";
    chip.dataset.open = id;
    return element("li", "", chip);
  });
  pinArea.querySelector("ul")?.replaceChildren(...chips);
}

const reading = () => preview.contains(document.activeElement);

function drawKeys() {
  byId("kb-desk-mode").textContent = reading() ? "阅读：直接按键" : "打字：加 Alt";
  byId("kb-desk-keys").replaceChildren(
    ...[
      ...(reading()
        ? [["Esc", "回到搜索"]]
        : [
            ["Enter", "打开"],
            ["Alt +", ""],
          ]),
      ["1–9", "话术"],
      ...COMMANDS.map(({ key, name }) => [key, name]),
    ].map(([key, name]) => element("span", "kb-desk__hint", element("kbd", "", key), ` ${name}`)),
  );
}

/** @type {Record<string, (number?: number) => unknown>} */
const acts = {
  help: () => panels.showKeys(),
  say(number = 0) {
    const line = shown?.scripts?.say[number - 1];
    if (!line) return say(shown?.scripts ? `没有第 ${number} 条话术` : "这篇文章没有话术");
    const caution = line.unverified ? "。里面有待核实的数据，发出前先核对" : "";
    return copy(line.text, `已复制话术 ${number}：${line.when}${caution}`, line.unverified);
  },
  link: () => handOut("link", "已复制链接"),
  sms: () => handOut("sms", "已复制短信"),
  spoken: () => handOut("spoken", "已复制口令", true),
  pin() {
    if (!shown) return;
    const { id, title, audience, status } = shown;
    const without = call.pins.filter((pin) => pin.id !== id);
    const taken = without.length === call.pins.length;
    call.pins = taken ? [...without, { id, title, audience, status }] : without;
    drawPins();
    const button = preview.querySelector("[data-command=pin]");
    button?.setAttribute("aria-pressed", String(taken));
    say(taken ? `已钉住 ${id}` : `已取下 ${id}`);
  },
  handover: () => openHandover(shown, call.pins, call.handover).then(stayReading),
  basis() {
    const basis = document.getElementById("kb-basis");
    basis?.scrollIntoView({ block: "start" });
    basis?.focus({ preventScroll: true });
  },
  asOf() {
    if (!shown) return;
    if (preview.dataset.old) {
      draw();
      return stayReading();
    }
    return openAsOf(shown.id, (old) => {
      preview.replaceChildren(...oldVersionOf(old));
      preview.dataset.old = old.as_of;
      preview.scrollTop = 0;
    }).then(stayReading);
  },
  flag: () => shown && openFlag(shown).then(stayReading),
  clear() {
    // What is still on its way belongs to the call that is over.
    clearTimeout(previewing);
    searching.abort();
    fetching.abort();
    call = newCall();
    shown = null;
    preview.replaceChildren(element("p", "kb-desk__empty", EMPTY_TEXT));
    drawPins();
    typing.set("");
    query.focus();
    showStart();
    say("已清空，可以接下一个");
  },
};

/**
 * @param {"link" | "sms" | "spoken"} what
 * @param {string} done
 * @param {boolean} [anywhere]  Whether it is of use although the address leads to this machine only.
 */
function handOut(what, done, anywhere = false) {
  const text = shown?.hand_out?.[what];
  if (!text) return say("内部文章，不能发给顾客", true);
  const local = sessionInfo()?.site_is_local && !anywhere;
  const caution = local ? "。网址还是本机的，别发给顾客：请运营设置 KB_SITE_URL" : `：${text}`;
  return copy(text, done + caution, local);
}

/** A panel gives the focus back by itself, but not to a button that is gone by then. */
function stayReading() {
  if (document.activeElement === document.body) preview.focus({ preventScroll: true });
}

/** The search for what was typed last. */
let latest = Promise.resolve();
const typing = watchTyping(
  query,
  (text) => {
    latest = searchFor(text);
  },
  0,
);

query.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const selected = move(event.key === "ArrowDown" ? 1 : -1);
    if (selected) show(selected.id, selected.anchor);
  } else if ((event.key === "?" || event.key === "？") && !query.value) {
    event.preventDefault();
    acts.help();
  } else if (event.key === "Escape") {
    query.select();
  }
});
query.form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  await latest; // what is opened is what was found for the whole text
  const selected = move(0);
  if (!selected) return;
  await open(selected.id, selected.anchor);
  preview.focus({ preventScroll: true });
});
document.addEventListener("keydown", (event) => {
  if (panels.isOpen() || event.defaultPrevented) return;
  const typed = document.activeElement === query;
  if (!typed && !event.altKey && !event.ctrlKey && !event.metaKey && (event.key === "Escape" || event.key === "/")) {
    event.preventDefault();
    query.focus();
    query.select();
    return;
  }
  const command = commandOf(event, typed);
  if (!command) return;
  event.preventDefault();
  acts[command.id](command.number);
});
document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const command = /** @type {HTMLElement | null} */ (target.closest("[data-command]"));
  const line = /** @type {HTMLElement | null} */ (target.closest("[data-say]"));
  const opener = /** @type {HTMLElement | null} */ (target.closest("[data-open]"));
  if (command) acts[command.dataset.command ?? ""]();
  else if (line) acts.say(Number(line.dataset.say));
  else if (opener) {
    event.preventDefault();
    selectId(opener.dataset.open ?? "");
    void open(opener.dataset.open ?? "", opener.dataset.openAt ?? null).then(() => preview.focus());
  }
});
document.addEventListener("focusin", drawKeys);
watchIncident(byId("kb-desk-notices"));

async function start() {
  query.setAttribute("role", "combobox");
  query.setAttribute("aria-autocomplete", "list");
  query.setAttribute("aria-controls", "kb-desk-hits");
  query.setAttribute("aria-expanded", "false");
  byId("kb-desk-hits").setAttribute("role", "listbox");
  byId("kb-desk-hits").setAttribute("aria-label", "找到的文章");
  preview.append(element("p", "kb-desk__empty", EMPTY_TEXT));
  query.focus();
  drawKeys();
  const info = await startSession();
  if (!info) return;
  byId("kb-desk-agent").textContent = info.agent;
  if (!query.value) showStart();
}

void start();
