// @ts-check
import { COMMANDS } from "./commands.js";
import { audienceBadge, element, statusBadge } from "./dom.js";
import { richText } from "./rich_text.js";

/** @typedef {import("./types.js").DeskArticle} DeskArticle */

const CUSTOMER_COMMANDS = new Set(["link", "sms", "spoken"]);

/**
 * An article as agents read it: how far to trust it, what to say, then the text and what it rests on.
 * @param {DeskArticle} article
 * @param {boolean} pinned
 * @param {{anchor: string | null} | null} wanted  The section that was found, if it was one.
 */
export function previewOf(article, pinned, wanted = null) {
  const { answer, rest } = answerAndRest(article.body);
  return [
    element(
      "header",
      "kb-preview__head",
      element(
        "p",
        "kb-preview__facts",
        element("b", "kb-code", article.id),
        audienceBadge(article.audience),
        statusBadge(article.status),
        ...flagMark(article),
        element("span", "kb-quiet", `${article.topic} · 更新 ${article.updated} · 复核 ${article.reviewed}`),
      ),
      element("h2", "kb-preview__title", article.title),
      ...warnings(article),
      ...answer,
      ...foundSection(article, wanted?.anchor ?? null),
    ),
    element(
      "div",
      article.scripts ? "kb-preview__columns" : "kb-preview__single",
      element(
        "div",
        "kb-preview__first",
        ...(article.scripts ? [sayOf(article.scripts)] : reasonOf(article)),
        commandButtons(article, pinned),
        ...flagged(article),
        ...(article.scripts ? linesOf(article.scripts) : []),
      ),
      bodyOf(article, rest),
    ),
  ];
}

/**
 * The first paragraph is the answer; it stands on top, and the rest below what is said.
 * @param {import("./rich_text.js").RichNode[]} body
 */
export function answerAndRest(body) {
  const at = body.findIndex((node) => typeof node !== "string");
  const first = body[at];
  if (typeof first === "string" || first?.tag !== "p") return { answer: [], rest: body };
  const answer = element("p", "kb-answer", ...richText(first.children));
  return { answer: [answer], rest: [...body.slice(0, at), ...body.slice(at + 1)] };
}

/** Leads to the section that was found. @param {DeskArticle} article @param {string | null} anchor */
function foundSection(article, anchor) {
  const heading = article.body.find((node) => typeof node !== "string" && node.anchor === anchor);
  if (!anchor || !heading || typeof heading === "string") return [];
  const link = element("a", "", "找到的在：", ...richText(heading.children));
  link.href = `#${article.id}`;
  link.dataset.open = article.id;
  link.dataset.openAt = anchor;
  return [element("p", "kb-preview__found", link)];
}

/** @param {DeskArticle} article */
function warnings(article) {
  const texts = {
    草稿: "草稿：还没有人复核这一版。只作参考，不据此向顾客承诺。",
    过期: `已过复核期（${article.due_on} 到期）。念给顾客之前，先核对有没有变。`,
  };
  const text = texts[/** @type {keyof typeof texts} */ (article.status)];
  return text ? [element("p", "kb-warning", text)] : [];
}

const STATES = { open: "待处理", taken: "处理中" };

/** That somebody found something wrong, in the line on how far to trust it. @param {DeskArticle} article */
const flagMark = ({ flags }) => (flags.length ? [element("span", "kb-flag-mark", `有人标记有误 ${flags.length}`)] : []);

/** What other agents found wrong, until it has been dealt with. @param {DeskArticle} article */
function flagged({ flags }) {
  if (!flags.length) return [];
  const items = flags.map(({ agent, comment, state, handled_by, at }) => {
    const by = handled_by ? `：${handled_by}` : "";
    const how = `${STATES[/** @type {keyof typeof STATES} */ (state)] ?? state}${by}`;
    return element("li", "", `${agent || "坐席"} ${at.slice(0, 10)}（${how}）：${comment || "内容已隐去"}`);
  });
  const head = element("h3", "kb-part", "坐席标记有误");
  return [element("section", "kb-lines kb-lines--flags", head, element("ul", "", ...items))];
}

/** @param {DeskArticle} article */
const reasonOf = ({ without_scripts: why }) => (why ? [element("p", "kb-quiet", `没有话术：${why}`)] : []);

/** @param {DeskArticle} article @param {boolean} pinned */
function commandButtons(article, pinned) {
  const buttons = COMMANDS.filter(({ id }) => id !== "clear" && id !== "unanswered").map(({ id, key, name, help }) => {
    const made = element("button", "kb-command", name, " ", element("kbd", "", key));
    made.type = "button";
    made.dataset.command = id;
    made.title = help;
    made.disabled = (CUSTOMER_COMMANDS.has(id) && !article.hand_out) || (id === "handover" && !article.handover);
    if (id === "pin") made.setAttribute("aria-pressed", String(pinned));
    return made;
  });
  return element("div", "kb-preview__commands", ...buttons);
}

/** What is said; a digit copies it. @param {import("./types.js").Scripts} scripts */
export function sayOf(scripts) {
  const said = scripts.say.map((one, index) => {
    const text = element("span", "kb-say__text", one.text);
    const button = element(
      "button",
      "kb-say",
      element("kbd", "kb-say__number", String(index + 1)),
      element("span", "kb-say__when", one.when),
      text,
    );
    button.type = "button";
    button.dataset.say = String(index + 1);
    if (one.unverified) button.append(element("span", "kb-badge", "含待核实的数据"));
    return element("li", "", button);
  });
  const head = element("h3", "kb-part", "话术");
  if (scripts.draft) head.append(" ", element("span", "kb-badge", "草稿，运营方未确认"));
  return element("section", "kb-scripts", head, element("ol", "kb-says", ...said));
}

/** What is asked, checked and never said. @param {import("./types.js").Scripts} scripts */
export function linesOf(scripts) {
  return [
    ...list("不能说", "never", scripts.never_say),
    ...list("先问", "ask", scripts.ask),
    ...list("核验", "verify", scripts.verify),
    ...escalations(scripts.escalate),
  ];
}

/** @param {string} title @param {string} kind @param {{text: string}[]} lines */
function list(title, kind, lines) {
  if (!lines.length) return [];
  return [
    element(
      "section",
      `kb-lines kb-lines--${kind}`,
      element("h3", "kb-part", title),
      element("ul", "", ...lines.map(({ text }) => element("li", "", text))),
    ),
  ];
}

/** @param {import("./types.js").Scripts["escalate"]} escalate */
function escalations(escalate) {
  if (!escalate.length) return [];
  const lines = escalate.map(({ when, to }) => {
    const line = element("li", "", `${when} → `, element("b", "", to.name));
    if (to.unverified) line.append(" ", element("span", "kb-badge", "待核实"));
    return line;
  });
  const title = element("h3", "kb-part", "升级");
  return [element("section", "kb-lines kb-lines--escalate", title, element("ul", "", ...lines))];
}

/** @param {DeskArticle} article @param {import("./rich_text.js").RichNode[]} rest */
function bodyOf(article, rest) {
  const body = element("section", "kb-text", ...richText(rest));
  body.append(basisOf(article));
  if (article.see_also.length) {
    const links = article.see_also.map(({ id, title, audience }) => {
      const link = element("a", "", `${id} ${title}`);
      link.href = `#${id}`;
      link.dataset.open = id;
      return element("li", "", link, " ", ...(audience === "internal" ? [audienceBadge(audience)] : []));
    });
    body.append(element("h2", "", "相关"), element("ul", "", ...links));
  }
  return body;
}

/** Who has answered for what it says of law or money. @param {DeskArticle} article */
export function approvalOf({ approved, updated, approved_facts: facts }) {
  // Days are written alike, so that the later one is the greater text.
  const whole = approved ? [{ ...approved, name: "", outdated: approved.day < updated }] : [];
  return [...whole, ...facts].map(({ name, by, day, outdated }) => {
    const said = `${name ? `${name}的批准` : "批准"}：${by}，${day}。`;
    const line = element("p", "kb-quiet kb-approval", said);
    if (outdated) line.append(" ", element("span", "kb-badge", "批准以后又改过"));
    return line;
  });
}

/** @param {DeskArticle} article */
function basisOf(article) {
  const sources = article.sources.map(({ title, url, checked_on }) => {
    const name = url && /^https?:\/\//.test(url) ? element("a", "", title) : element("span", "", title);
    if (name instanceof HTMLAnchorElement) {
      name.href = /** @type {string} */ (url);
      name.target = "_blank";
      name.rel = "noopener noreferrer";
    }
    const checked = checked_on
      ? element("span", "kb-quiet", `${checked_on} 核对`)
      : element("span", "kb-badge", "待核对");
    return element("li", "", name, " ", checked);
  });
  const basis = element(
    "section",
    "kb-basis",
    element("h2", "", "依据"),
    sources.length ? element("ul", "", ...sources) : element("p", "", "没有引用外部文件。"),
    element(
      "p",
      "kb-quiet",
      `负责：${article.owner}。每 ${article.review_every_days} 天复核，这次到 ${article.due_on}。`,
    ),
    ...approvalOf(article),
  );
  basis.id = "kb-basis";
  basis.tabIndex = -1;
  return basis;
}
