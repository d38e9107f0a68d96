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
 */
export function previewOf(article, pinned) {
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
        element("span", "kb-quiet", `${article.topic} · 更新 ${article.updated} · 复核 ${article.reviewed}`),
      ),
      element("h2", "kb-preview__title", article.title),
      ...warnings(article),
      commandButtons(article, pinned),
    ),
    element(
      "div",
      article.scripts ? "kb-preview__columns" : "kb-preview__single",
      ...(article.scripts ? [scriptsOf(article.scripts)] : []),
      bodyOf(article),
    ),
  ];
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

/** @param {DeskArticle} article @param {boolean} pinned */
function commandButtons(article, pinned) {
  const buttons = COMMANDS.filter(({ id }) => id !== "clear").map(({ id, key, name, help }) => {
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

/** @param {NonNullable<DeskArticle["scripts"]>} scripts */
function scriptsOf(scripts) {
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
  return element(
    "section",
    "kb-scripts",
    head,
    element("ol", "kb-says", ...said),
    ...list("不能说", "never", scripts.never_say),
    ...list("先问", "ask", scripts.ask),
    ...list("核验", "verify", scripts.verify),
    ...escalations(scripts.escalate),
  );
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

/** @param {NonNullable<DeskArticle["scripts"]>["escalate"]} escalate */
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

/** @param {DeskArticle} article */
function bodyOf(article) {
  const body = element("section", "kb-text", ...richText(article.body));
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
  );
  basis.id = "kb-basis";
  basis.tabIndex = -1;
  return basis;
}

/**
 * The version of a day, for a dispute.
 * @param {import("./types.js").OldVersion} old
 */
export function oldVersionOf(old) {
  const when = old.committed_at.slice(0, 16).replace("T", " ");
  const back = element("button", "kb-command", "回到现在的版本 ", element("kbd", "", "T"));
  back.type = "button";
  back.dataset.command = "asOf";
  const head = element(
    "header",
    "kb-preview__head",
    element(
      "p",
      "kb-preview__facts",
      element("b", "kb-code", old.id),
      element("span", "kb-status kb-status--stale", `${old.as_of} 的版本`),
    ),
    element("h2", "kb-preview__title", old.title),
    element(
      "p",
      "kb-warning",
      `这是仓库里 ${old.as_of} 当天结束时的版本（提交 ${old.commit}，${when}）。网站几点发布的，以部署记录为准。`,
    ),
    element("div", "kb-preview__commands", back),
  );
  if (!old.complete) {
    head.append(element("p", "kb-warning", "当时的数据没能全部填进去，下面保留了引用的写法。"));
  }
  return [head, element("div", "kb-preview__single", element("section", "kb-text", ...richText(old.body)))];
}
