// @ts-check
// What lies over the desk for a moment: the keys, a hand-over, a flag, a day, signing in again.
import { COMMANDS, OTHER_KEYS } from "./commands.js";
import { byId, element } from "./dom.js";

const panel = /** @type {HTMLDialogElement} */ (byId("kb-panel"));

/** @type {((ok: boolean) => void) | null} */
let finish = null;
let stays = false;

panel.addEventListener("cancel", (event) => {
  if (stays) event.preventDefault();
});
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
 * @param {boolean} [content.forced]  Cannot be closed without agreeing.
 * @returns {Promise<boolean>}  Whether it was agreed to.
 */
export function show({ title, body, submit, agree, forced = false }) {
  if (panel.open) panel.close("");
  stays = forced;
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
  if (!forced) {
    const leave = element("button", "kb-panel__leave", "关闭 ", element("kbd", "", "Esc"));
    leave.type = "button";
    leave.addEventListener("click", () => panel.close(""));
    buttons.append(leave);
  }
  form.append(buttons);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    error.textContent = "";
    const wrong = (await agree?.()) ?? null;
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
    ],
  });
}

/**
 * One line to fill in.
 * @param {object} content
 * @param {string} content.title
 * @param {string} content.label
 * @param {string} content.submit
 * @param {string} [content.type]
 * @param {string} [content.value]
 * @param {number} [content.most]  Characters.
 * @param {(value: string) => Promise<string | null>} content.agree
 */
export function askLine({ title, label, submit, type = "text", value = "", most = 200, agree }) {
  const name = element("label", "kb-panel__label", label);
  name.htmlFor = "kb-panel-line";
  const input = element("input", "kb-panel__input");
  input.id = "kb-panel-line";
  input.type = type;
  input.value = value;
  input.maxLength = most;
  input.required = true;
  input.autocomplete = "off";
  return show({ title, body: [name, input], submit, agree: () => agree(input.value.trim()) });
}

/**
 * Name and password, in place, so that nothing of the call is lost.
 * @param {string} agent
 * @param {(name: string, password: string) => Promise<string | null>} agree
 */
export function askPassword(agent, agree) {
  const field = (/** @type {string} */ id, /** @type {string} */ label, /** @type {string} */ type) => {
    const name = element("label", "kb-panel__label", label);
    name.htmlFor = id;
    const input = element("input", "kb-panel__input");
    Object.assign(input, { id, type, required: true });
    return { name, input };
  };
  const name = field("kb-panel-name", "名字", "text");
  const password = field("kb-panel-password", "密码", "password");
  name.input.autocomplete = "username";
  password.input.autocomplete = "current-password";
  name.input.value = agent;
  const shown = show({
    title: "登录已过期",
    body: [
      element("p", "kb-panel__text", "重新登录后接着用，这次通话钉住的文章都还在。"),
      name.name,
      name.input,
      password.name,
      password.input,
    ],
    submit: "登录",
    forced: true,
    agree: () => agree(name.input.value.trim(), password.input.value),
  });
  if (agent) password.input.focus();
  return shown;
}
