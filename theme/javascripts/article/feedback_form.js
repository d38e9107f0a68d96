// @ts-check
import { findSensitive, nameOf } from "../sensitive.js";
import { send } from "./feedback_queue.js";

// "有帮助 / 没帮助" below an article. "没帮助" asks why before anything is sent.

const section = /** @type {HTMLElement} */ (document.querySelector("[data-feedback]"));
/** @template {HTMLElement} T @param {string} selector @returns {T} */
const part = (selector) => /** @type {T} */ (section.querySelector(selector));
const choices = part("[data-feedback-choices]");
const form = /** @type {HTMLFormElement} */ (part("form"));
const comment = /** @type {HTMLTextAreaElement} */ (part("textarea"));
const warning = part("[data-feedback-warning]");
const status = part("[role=status]");

comment.addEventListener("input", check);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (check()) void submit(false);
  else comment.focus();
});

/** @param {Element} button  The one that says whether the article helped. */
export function choose(button) {
  const helpful = button.getAttribute("data-helpful") === "true";
  for (const one of choices.querySelectorAll("button")) {
    one.setAttribute("aria-pressed", String(one === button));
  }
  form.hidden = helpful;
  if (helpful) void submit(true);
  else form.querySelector("input")?.focus();
}

/** Whether the comment may be sent; says why not. */
function check() {
  const found = findSensitive(comment.value);
  warning.textContent = found ? `里面好像有${nameOf(found)}。为了你的安全，请先删掉再提交。` : "";
  comment.setAttribute("aria-invalid", String(found !== null));
  return found === null;
}

/** @param {boolean} helpful */
async function submit(helpful) {
  const text = comment.value.trim();
  status.textContent = "正在发送…";
  const outcome = await send({
    article_id: String(section.dataset.feedback),
    helpful,
    reason: helpful ? null : /** @type {any} */ (new FormData(form).get("reason")),
    comment: helpful || !text ? null : text,
  });
  if (outcome.status === "refused") {
    status.textContent = `没有记下：${outcome.detail}`;
    return;
  }
  status.textContent = {
    recorded: "谢谢，已经记下。",
    kept: "现在发不出去，已存在这台设备上，连上后会自动发送。",
    lost: "现在发不出去，这台设备也存不下。请稍后再试。",
  }[outcome.status];
  if (outcome.status === "lost") return;
  // The buttons go; the focus must not go with them.
  choices.hidden = true;
  form.hidden = true;
  status.tabIndex = -1;
  status.focus({ preventScroll: true });
}
