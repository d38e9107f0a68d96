// @ts-check
// Loaded only under `kb serve`: reloads the page when an article was saved, and shows what is
// wrong with the content.

import { read, write } from "./storage.js";

const KEPT = "kb-preview-problems";
// Problems are announced right behind a rebuild; both belong to one save.
const COLLECT_MILLISECONDS = 150;

/** @param {string} title  @param {...Node} content */
function showBanner(title, ...content) {
  document.querySelector(".kb-banner")?.remove();
  const heading = document.createElement("p");
  heading.textContent = title;
  const banner = document.createElement("div");
  banner.className = "kb-banner";
  banner.setAttribute("role", "status");
  banner.append(heading, ...content);
  // An open dialog covers the rest of the page.
  (document.querySelector("dialog[open]") ?? document.body).append(banner);
}

/** @param {string[]} messages */
function showProblems(messages) {
  const list = document.createElement("ul");
  for (const message of messages) {
    const item = document.createElement("li");
    item.textContent = message;
    list.append(item);
  }
  showBanner(`内容有 ${messages.length} 处要改`, list);
}

function offerReload() {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "刷新";
  button.addEventListener("click", () => location.reload());
  showBanner("内容已更新。", button);
}

/** Whether a reload would throw away what someone is doing. */
function isBusy() {
  const typed = [...document.querySelectorAll("input[type=text], textarea")].some(
    (field) => /** @type {HTMLInputElement} */ (field).value !== "",
  );
  return typed || document.querySelector("dialog[open]") !== null;
}

const kept = read("sessionStorage", KEPT);
write("sessionStorage", KEPT, null);
if (kept) showProblems(kept);

const events = new EventSource("/preview/events");
/** @type {ReturnType<typeof setTimeout> | undefined} */
let reloading;
/** @param {number} milliseconds */
function reload(milliseconds) {
  if (isBusy()) offerReload();
  else reloading = setTimeout(() => location.reload(), milliseconds);
}

// A saved page is drawn at once; what the rest of the site makes of it follows, rebuilt.
events.addEventListener("drawn", (event) => {
  if (JSON.parse(event.data).includes(location.pathname)) reload(0);
});
events.addEventListener("rebuilt", (event) => {
  if (!JSON.parse(event.data).includes(location.pathname)) reload(COLLECT_MILLISECONDS);
});
events.addEventListener("problems", (event) => {
  const problems = JSON.parse(event.data);
  if (reloading) write("sessionStorage", KEPT, problems);
  else showProblems(problems);
});
