// @ts-check
// What an agent fills in: a hand-over, a day, a flag.
import { findSensitiveWhileTyping, nameOf } from "../../javascripts/sensitive.js";
import * as api from "./api.js";
import { copy } from "./clipboard.js";
import { say } from "./dom.js";
import { handoverFields, handoverText } from "./handover.js";
import * as panels from "./panels.js";
import { asking } from "./session.js";

/**
 * Passes the question on: a form to fill in, and its text to paste into a ticket.
 * @param {import("./types.js").DeskArticle | null} article  What it is about.
 * @param {{id: string, title: string}[]} pins  What else was looked up in this call.
 * @param {Map<string, string>} draft
 */
export async function openHandover(article, pins, draft) {
  if (!article?.handover) return say("没有可用的交接单", true);
  const { form } = article.handover;
  const team = form.to.name + (form.to.unverified ? "（示例，待核实）" : "");
  const articles = [article, ...pins.filter(({ id }) => id !== article.id)];
  const warn = (/** @type {string} */ value) => {
    const found = findSensitiveWhileTyping(value);
    return found ? `好像有${nameOf(found)}，交接单里不写` : null;
  };
  const fields = handoverFields(form, draft, warn);
  await panels.show({
    title: `交接给${team}`,
    body: [fields],
    submit: "复制交接单 Ctrl+Enter",
    agree: () => {
      const filled = form.fields.map(({ name }) => ({ name, value: draft.get(name) ?? "" }));
      const bad = filled.find(({ value }) => warn(value));
      if (bad) return `「${bad.name}」里好像有卡号或证件号，请删掉再复制。`;
      void copy(handoverText({ team, articles, fields: filled }), "已复制交接单");
      return null;
    },
  });
}

/**
 * Asks for a day and shows the article as it stood then.
 * @param {string} id
 * @param {(old: import("./types.js").OldVersion) => void} showOld
 */
export async function openAsOf(id, showOld) {
  await panels.askLine({
    title: `${id} 某一天的版本`,
    label: "日期",
    submit: "查看",
    type: "date",
    async agree(day) {
      let wrong = "";
      const old = await asking(
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
      const done = await asking(
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
