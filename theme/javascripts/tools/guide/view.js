// @ts-check
import { dialled, element, link } from "../../elements.js";
import { pageUrl } from "../../search/site.js";
import { parameter, withParameters } from "../address.js";
import { printTool } from "../printing.js";
import { follow, pathOf, pathText } from "./rules.js";

/**
 * @typedef {import("./rules.js").Tree} Tree
 * @typedef {import("./rules.js").Outcome} Outcome
 * @typedef {import("./rules.js").Position} Position
 * @typedef {Record<string, {title: string, url: string}>} Articles
 */

/** @param {Outcome} outcome  @param {Articles} articles */
function outcomeParts({ do: todo, article, tool, channel, hotline }, articles) {
  /** @type {HTMLElement[]} */
  const parts = [element("p", "kb-guide__do", todo)];
  const contacts = element("ul", "kb-guide__contacts");
  if (hotline) contacts.append(element("li", "", `${hotline.name}：`, dialled(hotline.value)));
  if (channel) {
    // What nobody has confirmed is shown as an example and cannot be dialled.
    const verified = channel.status === "已核实";
    const value = verified ? dialled(channel.value) : channel.value;
    const item = element("li", "", `${channel.name}：`, value);
    if (!verified) item.append(" ", element("span", "kb-badge", "示例，待核实"));
    contacts.append(item);
  }
  if (contacts.children.length) parts.push(contacts);
  const next = element("p", "kb-guide__next");
  if (tool) {
    const button = link(withParameters(pageUrl(`/tools/${tool.name}/`), tool.with), tool.say);
    button.className = "kb-button";
    next.append(button);
  }
  const more = articles[article];
  if (more) {
    const read = link(pageUrl(more.url), more.title);
    read.className = "kb-guide__read";
    next.append(read);
  }
  parts.push(next);
  return parts;
}

/**
 * @param {HTMLElement} root
 * @param {{trees: Tree[], articles: Articles}} data
 */
export function start(root, { trees, articles }) {
  /** @template {Element} T @param {string} selector @returns {T} */
  const part = (selector) => /** @type {T} */ (root.querySelector(selector));
  const step = part("[data-guide-step]");
  const ask = /** @type {HTMLElement} */ (part("[data-guide-ask]"));
  const hint = part("[data-guide-hint]");
  const answers = part("[data-guide-answers]");
  const end = part("[data-guide-outcome]");
  const said = part("[data-guide-said]");
  const steps = /** @type {HTMLElement} */ (part("[data-guide-steps]"));
  const status = part("[data-guide-status]");

  const here = () => {
    const asked = parameter("tree");
    const tree = trees.find(({ key, title }) => asked === key || asked === title);
    return { tree, position: tree ? follow(tree, pathOf(parameter("path"))) : null };
  };

  /** @param {string} key  @param {string[]} path */
  const address = (key, path) => withParameters(location.href, { tree: key, path: pathText(path) });

  /** @param {string} text  @param {() => void} choose  @param {string} [more] */
  const choice = (text, choose, more) => {
    const number = element("span", "kb-guide__digit", String(answers.children.length + 1));
    number.setAttribute("aria-hidden", "true");
    const words = element("span", "", text);
    if (more) words.append(element("span", "kb-guide__more", more));
    const button = element("button", "kb-guide__answer", number, words);
    button.type = "button";
    button.addEventListener("click", choose);
    answers.append(element("li", "", button));
  };

  /** @param {string} href */
  const go = (href) => {
    history.pushState({ ...history.state, guideCameFromBefore: true }, "", href);
    show(true);
  };

  const showTrees = () => {
    step.textContent = "";
    ask.textContent = "遇到了什么问题？";
    for (const tree of trees) choice(tree.title, () => go(address(tree.key, [])), tree.when);
  };

  /** @param {Tree} tree  @param {Position} position */
  const showPosition = (tree, position) => {
    const { question, outcome, path } = position;
    step.textContent = outcome ? `${tree.title} · 结果` : `${tree.title} · 第 ${path.length + 1} 步`;
    ask.textContent = (question?.ask ?? outcome?.title) || "";
    hint.textContent = question?.hint ?? "";
    for (const answer of question?.answers ?? []) {
      choice(answer.say, () => go(address(tree.key, [...path, answer.go])));
    }
    if (outcome) end.append(...outcomeParts(outcome, articles));
    said.replaceChildren(
      ...position.said.map(({ ask: asked, say }) => element("li", "", `${asked} `, element("b", "", say))),
    );
    status.textContent = position.isCut ? "这个链接里的步骤已经改过，请从这里接着答。" : "";
  };

  /** @param {boolean} moveFocus  Not when the page has just been opened. */
  function show(moveFocus) {
    const { tree, position } = here();
    for (const box of [hint, answers, end, said, status]) box.replaceChildren();
    root.classList.toggle("kb-guide--ended", Boolean(position?.outcome));
    steps.hidden = !tree;
    if (tree && position) showPosition(tree, position);
    else showTrees();
    if (moveFocus) {
      ask.focus({ preventScroll: true });
      step.scrollIntoView({ block: "nearest" });
    }
  }

  const back = () => {
    if (history.state?.guideCameFromBefore) {
      history.back();
      return;
    }
    // Opened by a link in the middle: the step before was never on this screen.
    const { tree, position } = here();
    const path = position?.path ?? [];
    const href = tree && path.length ? address(tree.key, path.slice(0, -1)) : withParameters(location.href, {});
    history.replaceState(history.state, "", href);
    show(true);
  };

  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      status.textContent = "链接已复制，打开就是这一步。";
    } catch {
      status.textContent = "没能复制，请从地址栏复制链接。";
    }
  };

  part("[data-guide-back]").addEventListener("click", back);
  part("[data-guide-restart]").addEventListener("click", () => go(withParameters(location.href, {})));
  part("[data-guide-copy]").addEventListener("click", copyLink);
  part("[data-guide-print]").addEventListener("click", () => printTool("guide"));
  // Only while the focus is inside, so that no other key of the page is taken.
  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !/^[1-9]$/.test(event.key)) return;
    const button = /** @type {HTMLElement | null} */ (answers.children[Number(event.key) - 1]?.firstElementChild);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
  globalThis.addEventListener("popstate", () => show(true));
  show(false);
}
