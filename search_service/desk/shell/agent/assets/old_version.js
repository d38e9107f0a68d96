// @ts-check
import { element } from "./dom.js";
import { answerAndRest, linesOf, sayOf } from "./preview.js";
import { richText } from "./rich_text.js";

/**
 * The version of a day, for a dispute: the text, the data and the 话术 of that day.
 * @param {import("./types.js").OldVersion} old
 */
export function oldVersionOf(old) {
  const when = old.committed_at.slice(0, 16).replace("T", " ");
  const { answer, rest } = answerAndRest(old.body);
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
    ...answer,
    element("div", "kb-preview__commands", back),
  );
  if (!old.complete) {
    head.append(element("p", "kb-warning", "当时的数据没能全部填进去，下面保留了引用的写法。"));
  }
  const text = element("section", "kb-text", ...richText(rest));
  if (!old.scripts) {
    head.append(element("p", "kb-preview__found", "那天的这篇没有话术，数字键不复制。"));
    return [head, element("div", "kb-preview__single", text)];
  }
  const words = element("div", "kb-preview__first", sayOf(old.scripts), ...linesOf(old.scripts));
  return [head, element("div", "kb-preview__columns", words, text)];
}
