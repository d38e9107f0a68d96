// @ts-check
// Every key of the desk, once: for the keyboard, the buttons, the line at the foot and the overlay.
// While the search field has the focus, a command takes Alt, so that no letter or digit of a query is
// ever taken for one. After Enter the focus is in the article, where no input method is at work, and
// the bare key does.

/**
 * @typedef {object} Command
 * @property {string} id
 * @property {string} code  `KeyboardEvent.code`, the same on every layout and with every input method.
 * @property {string} key  As shown.
 * @property {string} name
 * @property {string} help
 */

/** @type {Command[]} */
export const COMMANDS = [
  { id: "link", code: "KeyL", key: "L", name: "链接", help: "复制给顾客的网址" },
  { id: "sms", code: "KeyS", key: "S", name: "短信", help: "复制短信，不超过 70 字" },
  { id: "spoken", code: "KeyC", key: "C", name: "口令", help: "复制念给顾客的编号，例如「R 幺零二」" },
  { id: "pin", code: "KeyP", key: "P", name: "钉住", help: "钉在本次通话里，再按一次取下" },
  { id: "handover", code: "KeyH", key: "H", name: "交接", help: "填交接单并复制" },
  { id: "basis", code: "KeyY", key: "Y", name: "依据", help: "看这篇文章依据什么" },
  { id: "asOf", code: "KeyT", key: "T", name: "某日版本", help: "看某一天的版本，处理争议用" },
  { id: "flag", code: "KeyW", key: "W", name: "有误", help: "标记有误，写一句话" },
  { id: "unanswered", code: "KeyN", key: "N", name: "没有答案", help: "没有文章回答这个问题，报给写的人" },
  { id: "clear", code: "KeyX", key: "X", name: "清空", help: "清空这次通话，接下一个" },
];

export const OTHER_KEYS = [
  ["Enter", "打开选中的文章，之后单键有效"],
  ["Esc 或 /", "回到搜索框，再打字就是新的问题"],
  ["↑ ↓", "搜索时选文章；打开后滚动"],
  ["1–9", "复制第几条话术"],
  ["?", "这张表"],
];

/**
 * What a key means.
 * @param {Pick<KeyboardEvent, "code" | "key" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey" | "isComposing">} event
 * @param {boolean} typing  Whether the search field has the focus.
 * @returns {{id: string, number?: number} | null}
 */
export function commandOf(event, typing) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey !== typing) return null;
  if (event.key === "?" && !typing) return { id: "help" };
  if (event.code === "Slash" && typing) return { id: "help" };
  if (event.shiftKey) return null;
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  // With Alt, Windows makes characters from the numbers of the number pad.
  if (digit && !(typing && event.code.startsWith("Numpad"))) return { id: "say", number: Number(digit[1]) };
  const command = COMMANDS.find(({ code }) => code === event.code);
  return command ? { id: command.id } : null;
}
