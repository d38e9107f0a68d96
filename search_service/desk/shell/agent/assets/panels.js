// @ts-check
// What lies over the desk for a moment: the keys, a hand-over, a flag, a day.
import { COMMANDS, OTHER_KEYS } from "./commands.js";
import { byId, element } from "./dom.js";

const panel = /** @type {HTMLDialogElement} */ (byId("kb-panel"));

/** @type {((ok: boolean) => void) | null} */
let finish = null;
panel.addEventListener("close", () => {
  const done = finish;
  finish = null;
  panel.replaceChildren();
  done?.(panel.returnValue === "ok");
});

export const isOpen = () => panel.open;
export const close = () => panel.close("");

/**
 * Shows a panel until it is closed.
 * @param {object} content
 * @param {string} content.title
 * @param {(Node | string)[]} content.body
 * @param {string} [content.submit]  Name of the button that agrees; Enter in the last field, or Ctrl-Enter, presses it.
 * @param {() => Promise<string | null> | string | null} [content.agree]  Says what is wrong, or null to close.
 * @returns {Promise<boolean>}  Whether it was agreed to.
 */
export function show({ title, body, submit, agree }) {
  if (panel.open) return Promise.resolve(false);
  const error = element("p", "kb-panel__error");
  error.setAttribute("role", "alert");
  const form = element("form", "kb-panel__form", element("h2", "kb-panel__title", title), ...body, error);
  form.method = "dialog";
  const buttons = element("div", "kb-panel__buttons");
  if (submit) {
    const button = element("button", "kb-panel__agree", submit);
    button.type = "submit";
    buttons.append(button);
  }
  const leave = element("button", "kb-panel__leave", "关闭 ", element("kbd", "", "Esc"));
  leave.type = "button";
  leave.addEventListener("click", () => panel.close(""));
  buttons.append(leave);
  form.append(buttons);
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return; // a second Enter does not send it twice
    busy = true;
    error.textContent = "";
    const wrong = (await agree?.()) ?? null;
    busy = false;
    if (wrong === null) panel.close("ok");
    else error.textContent = wrong;
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return;
    const field = /** @type {HTMLElement} */ (event.target);
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit();
    } else if (field.matches("input, select")) {
      event.preventDefault();
      const fields = [.../** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("input, select"))];
      const next = fields[fields.indexOf(field) + 1];
      if (next) next.focus();
      else form.requestSubmit();
    }
  });
  panel.setAttribute("aria-label", title);
  panel.replaceChildren(form);
  panel.returnValue = "";
  panel.showModal();
  /** @type {HTMLElement | null} */ (panel.querySelector("input, select, button"))?.focus();
  return new Promise((resolve) => {
    finish = resolve;
  });
}

export function showKeys() {
  const row = (/** @type {string} */ key, /** @type {string} */ help) =>
    element("div", "kb-keys__row", element("dt", "", element("kbd", "", key)), element("dd", "", help));
  return show({
    title: "按键",
    body: [
      element("p", "kb-panel__text", "在搜索框里打字时，加按 Alt；打开文章以后，直接按。"),
      element(
        "dl",
        "kb-keys",
        ...OTHER_KEYS.map(([key, help]) => row(key, help)),
        ...COMMANDS.map(({ key, help }) => row(key, help)),
      ),
      element("p", "kb-panel__text", page("coverage", "覆盖和标记"), " · ", page("password", "改密码")),
    ],
  });
}

/** A page of the desk in a window of its own: the call goes on in this one. @param {string} path @param {string} name */
function page(path, name) {
  const link = element("a", "", name);
  link.href = path;
  link.target = "_blank";
  link.rel = "noopener";
  return link;
}

/**
 * One line to fill in.
 * @param {object} content
 * @param {string} content.title
 * @param {string} content.label
 * @param {string} content.submit
 * @param {string} [content.value]
 * @param {number} [content.most]  Characters.
 * @param {(value: string) => Promise<string | null>} content.agree
 */
export function askLine({ title, label, submit, value = "", most = 200, agree }) {
  const name = element("label", "kb-panel__label", label);
  name.htmlFor = "kb-panel-line";
  const input = element("input", "kb-panel__input");
  input.id = "kb-panel-line";
  input.type = "text";
  input.value = value;
  input.maxLength = most;
  input.required = true;
  input.autocomplete = "off";
  return show({ title, body: [name, input], submit, agree: () => agree(input.value.trim()) });
}
