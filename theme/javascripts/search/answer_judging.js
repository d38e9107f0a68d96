// @ts-check
// "这就是我要的 / 不是" below the answer: an opinion about its article, sent as the one below an article.
import { element } from "../elements.js";

const SAID = {
  recorded: "谢谢，已经记下。",
  kept: "现在发不出去，已存在这台设备上，连上后会自动发送。",
  lost: "现在发不出去，这台设备也存不下。请稍后再试。",
};

/**
 * Puts both buttons below each answer of a card, once for an article; not below one that stands in none.
 * @param {Element | null} card
 */
export function offerJudging(card) {
  if (!card || card.querySelector(".kb-answer__judge")) return;
  /** @type {Map<string, Element>} */
  const last = new Map();
  for (const item of card.querySelectorAll(".kb-answer__item[data-article]")) {
    last.set(item.getAttribute("data-article") ?? "", item);
  }
  for (const [article, item] of last) {
    const line = element("div", "kb-answer__judge");
    line.setAttribute("role", "group");
    line.setAttribute("aria-label", `${article} 是不是你要的`);
    /** @param {string} text  @param {boolean} helpful */
    const button = (text, helpful) => {
      const made = element("button", "", text);
      made.type = "button";
      made.addEventListener("click", () => void judge(line, article, helpful));
      return made;
    };
    line.append(button("这就是我要的", true), button("不是", false));
    item.append(line);
  }
}

/** @param {HTMLElement} line  @param {string} article  @param {boolean} helpful */
async function judge(line, article, helpful) {
  line.removeAttribute("aria-label");
  line.setAttribute("role", "status");
  line.tabIndex = -1;
  line.textContent = "正在发送…";
  line.focus({ preventScroll: true });
  const { send } = await import("../article/feedback_queue.js");
  const reason = helpful ? null : /** @type {const} */ ("not_found");
  const outcome = await send({ article_id: article, helpful, reason, comment: null });
  line.textContent = outcome.status === "refused" ? `没有记下：${outcome.detail}` : SAID[outcome.status];
}
