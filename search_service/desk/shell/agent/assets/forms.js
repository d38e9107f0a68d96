// @ts-check
// What an agent fills in: a hand-over, a day, a flag.
import { privateInHandover } from "../../javascripts/sensitive_orders.js";
import * as api from "./api.js";
import { copy } from "./clipboard.js";
import { dayOf } from "./days.js";
import { element, say } from "./dom.js";
import { handoverFields, handoverText } from "./handover.js";
import { handoverChoices } from "./handover_choice.js";
import { tellHost } from "./host.js";
import * as panels from "./panels.js";
import { answered } from "./session.js";

/** @typedef {import("./types.js").Handover} Handover */

/** @param {import("./types.js").Team} team */
const teamName = (team) => team.name + (team.unverified ? "（示例，待核实）" : "");

/** @param {string} value */
function warn(value) {
  const found = privateInHandover(value);
  return found ? `好像有${found}，交接单里不写` : null;
}

/**
 * Passes the question on: a form to fill in, and its text to paste into a ticket.
 * @param {import("./types.js").DeskArticle | null} article  What it is about.
 * @param {import("./call.js").Call} call  What else was looked up, and what was written before.
 * @param {Handover[]} handovers
 */
export async function openHandover(article, call, handovers) {
  const choices = handoverChoices(article, call.pins, handovers);
  if (!choices.length) return say("没有可用的交接单", true);
  const articles = [...(article ? [article] : []), ...call.pins.filter(({ id }) => id !== article?.id)];
  /** @type {Handover | null} */
  let chosen = choices[0].why ? choices[0].handover : null;
  const rows = element("div", "kb-panel__rows");
  const draw = () => rows.replaceChildren(...(chosen ? [handoverFields(chosen.form, call, warn)] : []));
  const { row, select } = teamRow(choices, chosen);
  select.addEventListener("change", () => {
    chosen = choices.find(({ handover }) => handover.article.id === select.value)?.handover ?? null;
    draw();
  });
  draw();
  const shown = panels.show({
    title: "交接",
    body: [row, rows],
    submit: "复制交接单 Ctrl+Enter",
    agree: () => {
      if (!chosen) return "请先选交给谁。";
      const fields = chosen.form.fields.map(({ name }) => ({ name, value: call.drafts.get(name) ?? "" }));
      const bad = fields.find(({ value }) => warn(value));
      if (bad) return `「${bad.name}」里${warn(bad.value)}，请删掉再复制。`;
      const team = teamName(chosen.form.to);
      const text = handoverText({ team, articles, fields });
      void copy(text, `已复制交接单，交给${team}`);
      tellHost("inserted", { case: call.caseId, article: article?.id ?? null, what: "handover", number: null, text });
      return null;
    },
  });
  // Who takes over is settled as a rule; the first thing to write is not.
  if (chosen) /** @type {HTMLElement | null} */ (rows.querySelector("input, select"))?.focus();
  await shown;
}

/** @param {import("./handover_choice.js").Choice[]} choices @param {Handover | null} chosen */
function teamRow(choices, chosen) {
  const label = element("label", "kb-panel__label", "交给");
  label.htmlFor = "kb-handover-team";
  const options = choices.map(({ handover, why }) => {
    const { article, form } = handover;
    const option = element("option", "", `${teamName(form.to)}（${why || `${article.id} ${article.title}`}）`);
    option.value = article.id;
    return option;
  });
  const none = element("option", "", "请选择");
  none.value = "";
  const select = element("select", "kb-panel__input", ...(chosen ? [] : [none]), ...options);
  select.id = "kb-handover-team";
  return { row: element("div", "kb-panel__row", label, select), select };
}

/** The date in China. */
const today = () => new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10);

/**
 * Asks for a day and shows the article as it stood then.
 * @param {string} id
 * @param {(old: import("./types.js").OldVersion) => void} showOld
 */
export async function openAsOf(id, showOld) {
  await panels.askLine({
    title: `${id} 某一天的版本`,
    label: "日期，例如 20261124 或 2026-11-24",
    submit: "查看",
    async agree(typed) {
      const { day, wrong: misread } = dayOf(typed, today());
      if (!day) return misread;
      let wrong = "";
      const old = await answered(
        () => api.articleAsOf(id, day),
        (message) => {
          wrong = message;
        },
      );
      if (old) showOld(old);
      return old ? null : wrong;
    },
  });
}

/**
 * One line on what is wrong, for the people who write.
 * @param {{id: string, title: string}} article
 */
export async function openFlag({ id, title }) {
  const sent = await panels.askLine({
    title: `${id} 哪里有误`,
    label: `「${title}」哪里不对？一句话，不写顾客的信息`,
    submit: "提交",
    async agree(comment) {
      let wrong = "";
      const done = await answered(
        () => api.flag(id, comment),
        (message) => {
          wrong = message;
        },
      );
      return done ? null : wrong;
    },
  });
  if (sent) say("已标记，内容组会看到");
}

/**
 * A question that no article answers, for the people who write.
 * @param {string} question  What stands in the box, without what is private.
 */
export async function openUnanswered(question) {
  const sent = await panels.askLine({
    title: "没有答案",
    label: "顾客问什么？一句话，不写顾客的信息，内容组照着写文章",
    submit: "提交",
    value: question,
    async agree(typed) {
      let wrong = "";
      const done = await answered(
        () => api.unanswered(typed),
        (message) => {
          wrong = message;
        },
      );
      return done ? null : wrong;
    },
  });
  if (sent) say("已报给内容组，他们会起草");
}
