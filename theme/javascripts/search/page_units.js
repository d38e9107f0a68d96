// @ts-check
// The pieces of an article's page that say something by themselves, as the service cuts them
// (content.unit_cutting): what is about, what introduces, what is said. A browser test compares.

const BODY = ".kb-article__body";
const MOST_CHARACTERS = 100; // service: content.unit_text.MOST_CHARACTERS
const MOST_PROMISED = 160; // service: answering.promises.MOST_CHARACTERS
const LONGEST_LEAD = 26; // service: content.unit_cutting._LONGEST_LEAD
const MOST_LINKED = 0.8; // service: content.unit_cutting._MOST_LINKED
const TERM = /^([^：。]{1,14})：/;
const UNREAD = "script, style, button, template, svg, input, .headerlink, .kb-unverified";
const CJK = "\\u2e80-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef\\u3000-\\u303f\\u2018-\\u201d\\u2014\\u2026";
const CJK_BREAK = new RegExp(`(?<=[${CJK}])\\s*\\n\\s*|\\s*\\n\\s*(?=[${CJK}])`, "g");

/**
 * @typedef {import("./unit_choice.js").Unit & {
 *   anchor: string | null, parts: {label: string, text: string}[], unverified: boolean,
 *   begins?: boolean,
 * }} PageUnit  `begins`: the first of its list.
 */

/** @param {Element} node */
function wordsOf(node) {
  const copy = /** @type {Element} */ (node.cloneNode(true));
  const unverified = copy.querySelector(".kb-unverified") !== null;
  for (const nested of copy.querySelectorAll(`${UNREAD}, ul, ol, table, dl`)) nested.remove();
  const read = (/** @type {Node} */ one) =>
    (one.textContent ?? "")
      .replace(CJK_BREAK, "")
      .replace(/\s+/g, " ")
      .replace(/ (?=[，。；：、！？])/g, "")
      .trim();
  const text = read(copy);
  const inside = [...copy.querySelectorAll("a[href]")].filter(
    (link) => !/^(?:https?:|mailto:|tel:|#)/.test(link.getAttribute("href") ?? ""),
  );
  const linked = inside.reduce((sum, link) => sum + read(link).length, 0);
  return { text, unverified, pointer: Math.min(1, linked / Math.max(1, text.length)) };
}

/** @param {string} text  @returns {string[]} whole sentences, as many together as may be shown */
function runsOf(text) {
  /** @type {string[]} */
  const runs = [];
  for (const sentence of text.match(/[^。！？]+(?:[。！？][」』”）)]*|$)/g) ?? []) {
    const last = runs[runs.length - 1];
    if (last !== undefined && last.length + sentence.length <= MOST_CHARACTERS) runs[runs.length - 1] = last + sentence;
    else runs.push(sentence);
  }
  return runs;
}

/**
 * A first step leads nowhere without the next ones, which are shown with it.
 * @param {PageUnit} unit
 * @param {number} at
 * @param {PageUnit[]} units
 */
function withNextSteps(unit, at, units) {
  if (unit.kind !== "step" || !unit.begins) return unit;
  const rest = units.slice(at + 1);
  const end = rest.findIndex(({ kind, anchor, begins }) => kind !== "step" || anchor !== unit.anchor || begins);
  /** @type {PageUnit[]} */
  const shown = [];
  for (const one of end < 0 ? rest : rest.slice(0, end)) {
    if (shown.length && shown.reduce((sum, { text }) => sum + text.length, one.text.length) > MOST_PROMISED) break;
    shown.push(one);
  }
  const parts = [unit, ...shown].flatMap((one) => one.parts);
  const unverified = [unit, ...shown].some((one) => one.unverified);
  return { ...unit, parts, unverified, text: parts.map((part) => part.text).join(" ") };
}

/**
 * Cuts the page of an article; nothing of what stands under `stillStuck`.
 * @param {Document} page
 * @param {string} stillStuck  The heading of the section that every article has.
 * @returns {PageUnit[]}
 */
export function unitsOf(page, stillStuck) {
  /** @type {PageUnit[]} */
  const units = [];
  let heading = "";
  /** @type {string | null} */
  let anchor = null;
  let lead = "";
  /** @type {PageUnit[]} */
  let opening = [];

  /**
   * @param {string} kind
   * @param {{text: string, unverified: boolean, pointer: number}} words
   * @param {Partial<PageUnit>} [also]
   */
  const add = (kind, { text, unverified, pointer }, also = {}) => {
    if (!text || pointer > MOST_LINKED) return;
    const parts = [{ label: "", text }];
    const unit = { kind, text, label: "", lead: "", heading, anchor, unverified, pointer, parts, ...also };
    units.push(unit);
    if (/^(?:paragraph|step|item)$/.test(kind)) opening.push(unit);
  };

  const endSection = () => {
    /** @type {PageUnit[]} */
    const run = [];
    for (const unit of opening) {
      if (run.length && [...run, unit].reduce((sum, { text }) => sum + text.length, 0) > MOST_CHARACTERS) break;
      run.push(unit);
    }
    if (run.length > 1 && heading) {
      const parts = run.flatMap((unit) => unit.parts);
      const unverified = run.some((unit) => unit.unverified);
      const text = parts.map((part) => part.text).join(" ");
      add("opening", { text, unverified, pointer: 0 }, { parts, label: heading, lead: run[0].lead });
    }
    opening = [];
    lead = "";
  };

  /** @param {Element} node */
  const read = (node) => {
    for (const child of node.children) {
      const tag = child.tagName.toLowerCase();
      if (tag === "h2" || tag === "h3") {
        endSection();
        heading = wordsOf(child).text;
        anchor = child.id || null;
      } else if (heading !== stillStuck) block(child, tag);
    }
  };

  /** @param {Element} node @param {string} tag */
  const block = (node, tag) => {
    if (tag === "p") paragraph(node);
    else if (tag === "ul" || tag === "ol") list(node, tag === "ol" ? "step" : "item");
    else if (tag === "table") table(node);
    else if (node.classList.contains("admonition") || tag === "details") note(node);
    else if (/^(?:div|section|figure)$/.test(tag)) read(node);
  };

  /** @param {Element} node */
  const paragraph = (node) => {
    const words = wordsOf(node);
    const runs = runsOf(words.text);
    if (!units.length && !heading) add("box", words);
    else for (const text of runs) add("paragraph", { ...words, text });
    const last = words.text.match(/[^。！？]+[。！？：]?$/)?.[0] ?? "";
    lead = last.endsWith("：") || last.length < LONGEST_LEAD ? last : "";
  };

  /** @param {Element} node @param {string} kind @param {string} [of] */
  const list = (node, kind, of = lead) => {
    for (const [at, item] of node.querySelectorAll(":scope > li").entries()) {
      const words = wordsOf(item.querySelector(":scope > p") ?? item);
      add(kind, words, { label: words.text.match(TERM)?.[1] ?? "", lead: of, ...(at === 0 && { begins: true }) });
      for (const nested of item.querySelectorAll(":scope > ul, :scope > ol")) list(nested, "item", words.text);
      for (const other of item.querySelectorAll(":scope > table")) table(other);
    }
    lead = "";
  };

  /** @param {Element} node */
  const table = (node) => {
    const heads = [...node.querySelectorAll("thead th")].map((cell) => wordsOf(cell).text);
    for (const row of node.querySelectorAll("tbody tr")) {
      const cells = [...row.children].map(wordsOf);
      const parts = cells.flatMap(({ text }, at) => (text ? [{ label: heads[at] ?? "", text }] : []));
      if (!parts.length) continue;
      const text = parts.map((part) => part.text).join(" ");
      const linked = cells.reduce((sum, cell) => sum + cell.pointer * cell.text.length, 0) / Math.max(1, text.length);
      const words = { text, unverified: cells.some(({ unverified }) => unverified), pointer: linked };
      add("row", words, { parts, label: parts[0].text, lead: [...heads, lead].join(" ").trim() });
    }
    lead = "";
  };

  /** @param {Element} node */
  const note = (node) => {
    const head = node.querySelector(".admonition-title, summary");
    const label = head ? wordsOf(head).text : "";
    for (const child of node.querySelectorAll("p:not(.admonition-title)")) {
      const words = wordsOf(child);
      const parts = [...(label ? [{ label: "", text: label }] : []), { label: "", text: words.text }];
      add("note", { ...words, text: [label, words.text].filter(Boolean).join(" ") }, { label, parts });
    }
  };

  const body = page.querySelector(BODY);
  if (body) read(body);
  endSection();
  return units.map(withNextSteps);
}
