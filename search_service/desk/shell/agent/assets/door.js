// @ts-check
// Signing in again over the work, which stays as it is beneath. Nothing that is being typed when
// the door falls shut lands in it: the fields are there only after a pause, and a key for them.
import { byId, element } from "./dom.js";

const PAUSE_MILLISECONDS = 1000;

const door = /** @type {HTMLDialogElement} */ (byId("kb-door"));
door.addEventListener("cancel", (event) => event.preventDefault());

/** @type {(() => void) | null} */
let letIn = null;

/**
 * Shuts the desk until somebody has signed in.
 * @param {object} content
 * @param {string} content.title
 * @param {string} content.text
 * @param {string} content.agent
 * @param {(name: string, password: string) => Promise<string | null>} content.agree  Says what is wrong, or null.
 * @param {{name: string, act: () => void} | null} content.other  Another way out.
 * @returns {Promise<void>}
 */
export function shut({ title, text, agent, agree, other }) {
  const heading = element("h2", "kb-panel__title", title);
  const explanation = element("p", "kb-panel__text", text);
  const start = element("button", "kb-panel__agree", "填密码 ", element("kbd", "", "Enter"));
  start.type = "button";
  start.disabled = true;
  const buttons = element("div", "kb-panel__buttons", start);
  if (other) {
    const away = element("button", "kb-panel__leave", other.name);
    away.type = "button";
    away.addEventListener("click", other.act);
    buttons.prepend(away);
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause;
  const wait = () => {
    clearTimeout(pause);
    start.disabled = true;
    pause = setTimeout(() => {
      start.disabled = false;
    }, PAUSE_MILLISECONDS);
  };
  const begin = () => {
    clearTimeout(pause);
    door.removeEventListener("keydown", hold, true);
    const { form, focus } = passwordForm(agent, agree);
    door.replaceChildren(heading, explanation, form);
    focus();
  };
  /** @param {KeyboardEvent} event */
  function hold(event) {
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Enter" && !event.repeat && !start.disabled) begin();
    else wait();
  }
  start.addEventListener("click", begin);
  door.addEventListener("keydown", hold, true);
  door.setAttribute("aria-label", title);
  door.replaceChildren(heading, explanation, buttons);
  if (!door.open) door.showModal();
  door.focus();
  document.body.classList.add("kb-desk--locked");
  wait();
  return new Promise((resolve) => {
    letIn = () => {
      clearTimeout(pause);
      door.removeEventListener("keydown", hold, true);
      letIn = null;
      // First what lies beneath, so that the focus finds its way back.
      document.body.classList.remove("kb-desk--locked");
      door.close();
      door.replaceChildren();
      resolve();
    };
  });
}

/** Opens the door again; for who has signed in elsewhere as well. */
export const open = () => letIn?.();
export const isShut = () => door.open;

/** @param {string} agent @param {(name: string, password: string) => Promise<string | null>} agree */
function passwordForm(agent, agree) {
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
  const error = element("p", "kb-panel__error");
  error.setAttribute("role", "alert");
  const button = element("button", "kb-panel__agree", "登录");
  button.type = "submit";
  const buttons = element("div", "kb-panel__buttons", button);
  const form = element("form", "", name.name, name.input, password.name, password.input, error, buttons);
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    error.textContent = "";
    button.disabled = true;
    const wrong = await agree(name.input.value.trim(), password.input.value);
    button.disabled = false;
    if (wrong === null) open();
    else error.textContent = wrong;
  });
  return { form, focus: () => (agent ? password : name).input.focus() };
}
