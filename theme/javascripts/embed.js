// @ts-check
// A page in a frame tells the page around it what happens, never what was typed (docs/embedding.md).
// Who may be around it is decided by `frame-ancestors`, so the messages are addressed to whoever is.

const MESSAGE_VERSION = 1;

/** @param {string} type  @param {Record<string, unknown>} [details] */
function tell(type, details = {}) {
  if (window.parent !== window)
    window.parent.postMessage({ type: `kb:${type}`, version: MESSAGE_VERSION, ...details }, "*");
}

/** The code of the article on this page, if it is one. */
const code = () => document.querySelector(".kb-facts .kb-code")?.textContent ?? null;

/** Starts telling; the page is there already. @param {MouseEvent[]} clicks  those before this module came */
export function startEmbed(clicks) {
  tell("ready");
  // The heading, not the title: that of a results page holds the question.
  const title = document.querySelector("h1")?.textContent?.trim() ?? "";
  tell("opened", { path: location.pathname, title, code: code() });
  watchHeight();
  watchAnswers();
  window.addEventListener("message", ({ source, data }) => {
    if (source !== window.parent || data?.type !== "kb:ask" || typeof data.text !== "string") return;
    tell("asked");
    void ask(data.text);
  });
  for (const click of clicks) tellContact(click);
  document.addEventListener("click", tellContact);
}

/** A click on a way to reach a person. @param {MouseEvent} click */
function tellContact({ target }) {
  const chosen = /** @type {Element} */ (target).closest("a");
  const href = chosen?.getAttribute("href") ?? "";
  if (href.startsWith("tel:")) tell("contact", { channel: "phone" });
  else if (href === "#kb-human" || chosen?.closest("#kb-human")) tell("contact", { channel: "human" });
}

/** A question from the page around; what is private in it reaches no address. @param {string} text */
async function ask(text) {
  const [{ withoutPrivate }, { oneLine }, { resultsUrl }] = await Promise.all([
    import("./sensitive.js"),
    import("./search/lines.js"),
    import("./search/site.js"),
  ]);
  const { text: q } = withoutPrivate(oneLine(text));
  if (q) location.assign(resultsUrl({ q }));
}

/** Whoever made the frame may let it grow with the page. */
function watchHeight() {
  let told = 0;
  const measure = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (height !== told) tell("resize", { height });
    told = height;
  };
  new ResizeObserver(measure).observe(document.body);
  measure();
}

/** That an answer was shown, and how sure it is. */
function watchAnswers() {
  const area = document.querySelector(".kb-results__answer");
  if (!area) return;
  const look = () => {
    const card = /** @type {HTMLElement | null} */ (area.querySelector(".kb-answer"));
    if (card) tell("answer_shown", { level: card.dataset.level ?? null });
  };
  new MutationObserver(look).observe(area, { childList: true });
  look();
}
