// @ts-check
// What a command copies of the article that is open, and what is said of it. An empty text empties
// the clipboard: what lies there from before is not pasted for something it is not.

/** @typedef {{text: string, said: string, caution: boolean}} Copy */
/** @typedef {import("./screen.js").Drawn} Drawn */

/** @param {string} said @returns {Copy} */
export const nothing = (said) => ({ text: "", said: `${said}。没有复制，剪贴板已清空`, caution: true });

/**
 * A line of the 话术: of the version that is shown.
 * @param {Drawn} drawn
 * @param {number} number  From 1.
 * @returns {Copy}
 */
export function scriptCopy({ article, old }, number) {
  const scripts = old ? old.scripts : article.scripts;
  const of = old ? `${article.id} ${old.as_of} 的版本` : article.id;
  const why = !old && article.without_scripts ? `（${article.without_scripts}）` : "";
  if (!scripts) return nothing(`${of} 没有话术${why}`);
  const line = scripts.say[number - 1];
  if (!line) return nothing(`${of} 没有第 ${number} 条话术`);
  const doubts = [
    ...(old ? [`是 ${old.as_of} 的旧话术`] : []),
    ...(!old && article.status === "过期" ? ["文章过期"] : []),
    ...(!old && article.status === "草稿" ? ["文章还是草稿"] : []),
    ...(!old && article.flags.length ? ["有人标记这篇有误"] : []),
    ...(scripts.draft ? ["话术还是草稿"] : []),
    ...(line.unverified ? ["里面有待核实的数据"] : []),
  ];
  const caution = doubts.length ? `。注意：${doubts.join("，")}，念之前先核对` : "";
  return {
    text: line.text,
    said: `已复制 ${article.id} 话术 ${number}：${line.when}${caution}`,
    caution: doubts.length > 0,
  };
}

const NAMES = { link: "链接", sms: "短信", spoken: "口令" };

/**
 * What is given to a customer.
 * @param {Drawn} drawn
 * @param {keyof typeof NAMES} what
 * @param {boolean} local  Whether the address leads to this very machine.
 * @returns {Copy}
 */
export function handOutCopy({ article, old }, what, local) {
  if (old) return nothing(`正在看 ${old.as_of} 的版本，网址打开的是现在的版本。按 T 回来再复制`);
  const text = article.hand_out?.[what];
  if (!text) return nothing(`${article.id} 是内部文章，不能发给顾客`);
  const done = `已复制 ${article.id} ${NAMES[what]}`;
  if (local && what !== "spoken") {
    return { text, said: `${done}。网址还是本机的，别发给顾客：请运营设置 KB_SITE_URL`, caution: true };
  }
  const doubt = { 过期: "文章过期，发之前先核对", 草稿: "文章还是草稿，发之前先核对" }[article.status];
  return { text, said: `${done}${doubt ? `。注意：${doubt}` : `：${text}`}`, caution: Boolean(doubt) };
}
