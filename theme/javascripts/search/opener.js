// @ts-check
// What of the search every page needs at once: the keys and buttons that open it. The search itself
// is loaded when it is first used.

const searchDialog = /** @type {HTMLDialogElement} */ (document.getElementById("kb-search"));
const resultsPage = document.getElementById("kb-results");
// What can wait starts when the page is painted, so that nothing read is held up by it.
const PAINTED_MILLISECONDS = 500;
// Where the search cannot be loaded, neither can what tells private from harmless: what only may be
// private is left out then. A code alone (E1003, R-102) is not.
const MAY_BE_PRIVATE =
  /(?:密码|口令|验证码|账号|微信|qq)\s*(?:(?:就?是|为|叫|[:：=]).*|[a-z]\S*)|[^\s\p{Script=Han}]*[\p{Nd}@][^\s\p{Script=Han}]*|[零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]{5,}/giu;
const CODE = /^\s*[a-z]?[\s-]*\d{3,4}\s*$/i;
// Modal dialogs are younger (2022) than some phones: there a question leads to the results page.
const CAN_OPEN = typeof searchDialog.showModal === "function";
// What the search imports, further on too: so it comes in one way there and back
// (tests/javascript/module_depth.test.js).
const MODULES =
  "article/marks elements search/answer_view search/dialog search/errors search/followed " +
  "search/handed_over search/lines search/main search/recent search/results_view search/searcher " +
  "search/service search/site search/site_searcher search/typing search/urgent_calls " +
  "search/verify_offer sensitive sensitive_clauses sensitive_folding sensitive_length sensitive_named " +
  "sensitive_numbers sensitive_ordinary sensitive_pasted sensitive_rules sensitive_seeds " +
  "sensitive_unexplained sensitive_words storage";
// So long nothing is said of a search that is loading, and so long a question that is sent off waits for it.
const LATE_MILLISECONDS = 400;
const PATIENCE_MILLISECONDS = 3000;
const LOADING = "正在载入搜索，可以先打字，也可以先看下面。";
const NOT_LOADED = "搜索没能载入。连上网络后按回车再试，也可以按主题找。";

/** Opens the search dialog at once, so that no key is lost while the search itself is loading. */
export function startSearch() {
  const input = /** @type {HTMLInputElement} */ (searchDialog.querySelector("input"));
  const loadSearch = () => {
    preload();
    return import("./main.js");
  };
  let composing = false;
  input.addEventListener("compositionstart", () => {
    composing = true;
  });
  input.addEventListener("compositionend", () => {
    composing = false;
  });

  const open = async (text = "") => {
    if (searchDialog.open || !CAN_OPEN) return;
    searchDialog.showModal();
    input.value = text;
    input.focus();
    input.select();
    await takeOver(text);
  };
  /** The search takes the dialog over, with what has been typed since. @param {string} text */
  const takeOver = (text) => {
    delete searchDialog.dataset.lost;
    const late = setTimeout(leadOn, LATE_MILLISECONDS, LOADING);
    return loadSearch().then(
      ({ dialog }) => {
        clearTimeout(late);
        dialog.opened(text, composing);
      },
      () => {
        clearTimeout(late);
        searchDialog.dataset.lost = "true";
        leadOn(NOT_LOADED);
      },
    );
  };
  // With the next key it may come after all.
  input.addEventListener("input", () => {
    if (searchDialog.dataset.lost) void takeOver("");
  });

  document.addEventListener("paste", pasteOnOneLine);
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
    if (isDialogs) {
      const search = loadSearch();
      const submitted = () => search.then(({ dialog }) => dialog.submitted());
      const late = new Promise((_, reject) => setTimeout(reject, PATIENCE_MILLISECONDS));
      // What is left without what may be private is sent; where nothing is, there is time.
      return void Promise.race([search, late])
        .then(submitted)
        .catch(() => (sendPlainly(form) ? undefined : submitted()))
        .catch(() => {});
    }
    // The results page takes what is typed when it starts, and from then on itself.
    if (resultsPage?.contains(form)) {
      resultsPage.dataset.submitted = "true";
      startResultsPage();
    } else if (CAN_OPEN) void open(String(new FormData(form).get("q") ?? "").trim());
    else if (form.matches("[data-search-opener]")) location.assign(form.action);
    else sendPlainly(form);
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

let preloaded = false;
/** Asks for all modules of the search at once. */
function preload() {
  if (preloaded) return;
  preloaded = true;
  for (const name of MODULES.split(" ")) {
    const link = document.createElement("link");
    link.rel = "modulepreload";
    link.href = new URL(`../${name}.js`, import.meta.url).href;
    document.head.append(link);
  }
}

/** Pastes what a field of one line would drop or show turned round. @param {ClipboardEvent} event */
async function pasteOnOneLine(event) {
  const field = event.target;
  const text = event.clipboardData?.getData("text/plain").trim() ?? "";
  if (!(field instanceof HTMLInputElement && field.name === "q") || !/[\p{Cc}\p{Cf}]/u.test(text)) return;
  event.preventDefault();
  const line = await import("./lines.js").then(
    ({ oneLine }) => oneLine(text),
    () => text,
  );
  field.focus();
  // The only way that the reader's own keys can undo.
  document.execCommand("insertText", false, line);
}

/** The results page that was loaded; starting it again does nothing. */
function startResultsPage() {
  if (!resultsPage || resultsPage.dataset.started) return;
  resultsPage.dataset.started = "true";
  import("./search_page.js").then(
    ({ startSearchPage }) => startSearchPage(resultsPage),
    () => {
      delete resultsPage.dataset.started;
      const form = resultsPage.querySelector("form");
      if (form && resultsPage.dataset.submitted) sendPlainly(form);
    },
  );
}

/** Without the search the dialog still leads on. @param {string} text  What is said of it. */
function leadOn(text) {
  const [status, help] = [".kb-search__status", ".kb-search__help"].map((one) => searchDialog.querySelector(one));
  const parts = /** @type {HTMLTemplateElement[]} */ (
    ["kb-search-asked", "kb-search-directory"].map((part) => document.getElementById(part))
  );
  if (status) status.textContent = text;
  help?.replaceChildren(...parts.map(({ content }) => content.cloneNode(true)));
}

/**
 * Sends a form as a browser without scripts does, without what may be private.
 * @param {HTMLFormElement} form
 * @returns {boolean} whether anything was left to send
 */
function sendPlainly(form) {
  const text = String(new FormData(form).get("q") ?? "");
  const q = (CODE.test(text) ? text : text.replace(MAY_BE_PRIVATE, " ")).trim();
  if (!/[\p{L}\p{N}]/u.test(q)) return false;
  const address = new URL(form.action);
  address.searchParams.set("q", q);
  location.assign(address);
  return true;
}

/** @param {() => void} start */
export function whenPainted(start) {
  const later = () => requestAnimationFrame(() => setTimeout(start, PAINTED_MILLISECONDS));
  if (document.readyState === "complete") later();
  else window.addEventListener("load", later);
}
