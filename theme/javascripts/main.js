// @ts-check
// What every page needs at once. Everything else is loaded when it is first used, so that a page
// costs one script.

const root = document.documentElement;
const searchDialog = /** @type {HTMLDialogElement} */ (document.getElementById("kb-search"));
const resultsPage = document.getElementById("kb-results");
// What can wait starts when the page is painted, so that nothing read is held up by it.
const PAINTED_MILLISECONDS = 500;

startAppearance();
startMenu();
startTables();
startSearch();
startArticle();
startIncident();
startTool();
startServiceWorker();

/** Colours and text size; the inline script of the page has already set what was chosen before. */
function startAppearance() {
  const names = { auto: "跟随系统", light: "浅色", dark: "深色" };
  const system = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    const choice = /** @type {keyof typeof names} */ (root.dataset.choice);
    const dark = choice === "auto" ? system.matches : choice === "dark";
    root.dataset.scheme = dark ? "dark" : "light";
    for (const button of document.querySelectorAll("[data-next-scheme]")) {
      const label = `配色：${names[choice]}`;
      button.setAttribute("aria-label", label);
      button.setAttribute("title", label);
      /** @type {Element} */ (button.querySelector(".kb-appearance__name")).textContent = label;
    }
    for (const button of document.querySelectorAll("[data-large-text]")) {
      button.setAttribute("aria-pressed", String(root.dataset.text === "large"));
    }
  };
  const keep = () => {
    show();
    const chosen = { scheme: root.dataset.choice, large: root.dataset.text === "large" };
    try {
      localStorage.setItem("kb-appearance", JSON.stringify(chosen));
    } catch {
      // Storage is blocked: the choice holds for this page.
    }
  };
  document.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-next-scheme], [data-large-text]");
    if (!button) return;
    if (button.hasAttribute("data-next-scheme")) {
      const choices = Object.keys(names);
      root.dataset.choice = choices[(choices.indexOf(root.dataset.choice ?? "") + 1) % choices.length];
    } else if (root.dataset.text === "large") {
      delete root.dataset.text;
    } else {
      root.dataset.text = "large";
    }
    keep();
  });
  system.addEventListener("change", show);
  show();
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

/**
 * Tables with many columns become cards on a phone: each cell gets its column's name to show beside
 * it, and the roles that a table loses when it is no longer laid out as one.
 */
function startTables() {
  const fewestColumns = 4;
  for (const table of document.querySelectorAll(".kb-prose table")) {
    const names = [...table.querySelectorAll("thead th")].map((cell) => cell.textContent?.trim() ?? "");
    if (names.length < fewestColumns) continue;
    table.setAttribute("data-cards", "");
    table.setAttribute("role", "table");
    for (const group of table.querySelectorAll("thead, tbody")) group.setAttribute("role", "rowgroup");
    for (const row of table.querySelectorAll("tr")) {
      row.setAttribute("role", "row");
      for (const cell of row.querySelectorAll("th")) cell.setAttribute("role", "columnheader");
      [...row.querySelectorAll("td")].forEach((cell, column) => {
        cell.setAttribute("role", "cell");
        cell.dataset.column = names[column] ?? "";
      });
    }
  }
}

/** Opens the search dialog at once, so that no key is lost while the search itself is loading. */
function startSearch() {
  const input = /** @type {HTMLInputElement} */ (searchDialog.querySelector("input"));
  const loadSearch = () => import("./search/main.js");
  let composing = false;
  input.addEventListener("compositionstart", () => {
    composing = true;
  });
  input.addEventListener("compositionend", () => {
    composing = false;
  });

  const open = async (text = "") => {
    if (searchDialog.open) return;
    searchDialog.showModal();
    input.value = text;
    input.focus();
    input.select();
    (await loadSearch()).dialog.opened(text, composing);
  };

  document.addEventListener("click", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target === searchDialog || target.closest("[data-search-close]")) searchDialog.close();
    if (target instanceof HTMLInputElement && target.closest("[data-search-hero]")) void open(target.value);
  });
  document.addEventListener("submit", (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    const isDialogs = searchDialog.contains(form);
    if (!isDialogs && !form.matches("[data-search-form]")) return;
    // A form would put into an address what may be private.
    event.preventDefault();
    if (isDialogs) return void loadSearch().then(({ dialog }) => dialog.submitted());
    // The results page takes what is typed when it starts, and from then on itself.
    if (resultsPage?.contains(form)) {
      resultsPage.dataset.submitted = "true";
      startResultsPage();
    } else void open(String(new FormData(form).get("q") ?? "").trim());
  });
  document.addEventListener("keydown", (event) => {
    const typingElsewhere = /** @type {Element} */ (event.target).closest("input, textarea, select, [contenteditable]");
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const slash = event.key === "/" && !typingElsewhere && plain;
    const commandK = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
    if (event.isComposing || !(slash || commandK)) return;
    event.preventDefault();
    void open();
  });
  for (const hint of ["pointerover", "focusin"]) {
    const opener = document.querySelector(".kb-opener");
    opener?.addEventListener(hint, () => void loadSearch(), { once: true });
  }

  const asked = new URLSearchParams(location.search).get("q")?.trim();
  if (resultsPage) {
    const hasItsHits = resultsPage.querySelector("[data-rendered]");
    if (hasItsHits) whenPainted(startResultsPage);
    else startResultsPage();
    for (const sign of ["focusin", "pointerdown"]) resultsPage.addEventListener(sign, startResultsPage);
  }
  // Asked for in the address, or by someone who comes back from a hit.
  else if (asked || history.state?.asked) void open(asked || history.state.asked);
}

/** The results page that was loaded; starting it again does nothing. */
function startResultsPage() {
  if (!resultsPage || resultsPage.dataset.started) return;
  resultsPage.dataset.started = "true";
  void import("./search/search_page.js").then(({ startSearchPage }) => startSearchPage(resultsPage));
}

/** What an article can do, when its end comes near or something waits to be sent or marked. */
function startArticle() {
  const feedback = document.querySelector("[data-feedback]");
  const load = () => import("./article/main.js");
  if (feedback) {
    const watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watcher.disconnect();
        void load();
      },
      { rootMargin: "600px" },
    );
    watcher.observe(feedback);
    document.addEventListener("click", (event) => {
      const source = /** @type {Element} */ (event.target).closest("[data-helpful], [data-copy], .headerlink");
      if (!source || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void load().then(({ choose, copy }) => (source.matches("[data-helpful]") ? choose : copy)(source));
    });
  }
  try {
    if (localStorage.getItem("kb-feedback")) {
      void import("./article/feedback_queue.js").then(({ sendQueued }) => sendQueued());
    }
    if (sessionStorage.getItem("kb-marks")) {
      void import("./article/marks.js").then(({ showMarks }) => showMarks());
    }
  } catch {
    // Storage is blocked: nothing was kept, so nothing is due.
  }
}

/** What is wrong right now, once the page itself is there. */
function startIncident() {
  whenPainted(() => void import("./incident.js").then(({ watchIncident }) => watchIncident(document.body)));
}

/** @param {() => void} start */
function whenPainted(start) {
  const later = () => requestAnimationFrame(() => setTimeout(start, PAINTED_MILLISECONDS));
  if (document.readyState === "complete") later();
  else window.addEventListener("load", later);
}

/** The tool of a tool page, with its data. */
function startTool() {
  const tool = /** @type {HTMLElement | null} */ (document.querySelector("[data-tool]"));
  if (tool) void import("./tools/main.js").then(({ start }) => start(tool));
}

/** Pages stay readable without a network. A preview must never show a kept page. */
function startServiceWorker() {
  if (!("serviceWorker" in navigator)) return;
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

export {};
