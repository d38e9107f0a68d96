// @ts-check
// What every page needs at once. Everything else is loaded when it is first used, so that a page
// costs few scripts; `main.html` preloads the ones imported here.

import { startAppearance } from "./appearance.js";
import { startArticle } from "./article/start.js";
import { startSearch, whenPainted } from "./search/opener.js";

startAppearance();
startMenu();
startSearch();
startArticle();
startIncident();
startTool();
startServiceWorker();
startEmbed();
startHuman();

/** What a reader tells customer service, once the page itself is there. */
function startHuman() {
  whenPainted(() => void import("./human.js").then((human) => human.startHuman()));
}

/** Tells the page around this one what happens, when this one stands in a frame, clicks from now on included. */
function startEmbed() {
  if (!document.documentElement.classList.contains("kb-embedded")) return;
  const early = new AbortController();
  /** @type {MouseEvent[]} */
  const clicks = [];
  document.addEventListener("click", (event) => clicks.push(event), { signal: early.signal });
  void import("./embed.js").then((embed) => {
    early.abort();
    embed.startEmbed(clicks);
  });
}

/** The menu of narrow screens opens by itself; here it closes when the reader turns to something else. */
function startMenu() {
  const menu = /** @type {HTMLDetailsElement} */ (document.querySelector(".kb-menu"));
  document.addEventListener("click", (event) => {
    if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}

/** What is wrong right now, once the page itself is there. */
function startIncident() {
  whenPainted(() => void import("./incident.js").then(({ watchIncident }) => watchIncident(document.body)));
}

/** The tool of a tool page, with its data. */
function startTool() {
  const tool = /** @type {HTMLElement | null} */ (document.querySelector("[data-tool]"));
  if (tool) void import("./tools/main.js").then(({ start }) => start(tool));
}

/** Pages stay readable without a network. A preview must never show a kept page. */
function startServiceWorker() {
  if (!("serviceWorker" in navigator) || document.documentElement.classList.contains("kb-embedded")) return;
  const named = document.querySelector("meta[name=kb-service-worker]");
  if (!named) {
    void navigator.serviceWorker
      .getRegistrations()
      .then((all) => Promise.all(all.map((registration) => registration.unregister())));
    return;
  }
  const saveData = /** @type {any} */ (navigator).connection?.saveData === true;
  if (saveData) return;
  const address = new URL(named.getAttribute("content") ?? "", document.baseURI);
  const register = () => void navigator.serviceWorker.register(address).catch(() => {});
  if (document.readyState === "complete") register();
  else window.addEventListener("load", register);
}
