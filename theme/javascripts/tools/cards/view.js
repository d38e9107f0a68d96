// @ts-check
// Those without names are needed further on: named here they come at once (tests/javascript/module_depth.test.js).
import { element } from "../../elements.js";
import "../../sensitive.js";
import { parameter } from "../address.js";
import { printTool } from "../printing.js";
import { saveFile } from "../saving.js";
import { secretName } from "./masking.js";
import { cardText, digitsText, emptyFields, maskedValue } from "./text.js";

/**
 * @typedef {import("./text.js").Card} Card
 * @typedef {import("./text.js").Field} Field
 * @typedef {import("./text.js").Filled} Filled
 */

const LONGEST_CARD_LINE = 200;
const LONGEST_TEXT = 1000;

/** @param {Field} field */
function inputOf({ kind, last_digits: digits }) {
  if (kind === "long") {
    const area = element("textarea", "kb-tool__input");
    area.rows = 3;
    area.maxLength = LONGEST_TEXT;
    return area;
  }
  const input = element("input", "kb-tool__input");
  input.type = kind === "time" ? "datetime-local" : "text";
  if (kind === "line") input.maxLength = LONGEST_CARD_LINE;
  if (digits) input.inputMode = "numeric";
  return input;
}

/**
 * One field with its help, and the warning when something is masked.
 * @param {Field} field
 * @param {Filled} filled
 * @param {() => void} changed
 */
function fieldBox(field, filled, changed) {
  const input = inputOf(field);
  const [id, hintId, warningId] = ["", "-hint", "-warning"].map((end) => `kb-card-${field.key}${end}`);
  input.id = id;
  input.value = filled.values.get(field.key) ?? "";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.setAttribute("aria-describedby", `${hintId} ${warningId}`);
  const label = element("label", "kb-tool__label", field.name);
  label.htmlFor = id;
  const hint = element("p", "kb-tool__hint", element("b", "", "在哪里找："), field.where);
  if (field.example) hint.append(`。例：${field.example}`);
  hint.id = hintId;
  const warning = element("p", "kb-cards__warning");
  warning.id = warningId;
  warning.setAttribute("role", "status");

  const warn = () => {
    const { kinds } = maskedValue(field, filled);
    const claimed = filled.noCards.has(field.key);
    warning.replaceChildren(digitsText(field, input.value));
    if (kinds.length) {
      const names = kinds.map(secretName).join("、");
      warning.append(`像是${names}，下面的卡片里已经遮住。客服不需要它，请删掉。`);
    }
    if (field.is_long_number && (claimed || kinds.includes("card"))) {
      const button = element("button", "kb-tool__quiet", claimed ? "还是遮住吧" : `这是${field.name}，不是卡号`);
      button.type = "button";
      button.addEventListener("click", () => {
        if (claimed) filled.noCards.delete(field.key);
        else filled.noCards.add(field.key);
        warn();
        changed();
        input.focus();
      });
      warning.append(button);
    }
  };
  input.addEventListener("input", () => {
    filled.values.set(field.key, input.value);
    // Said of one number, not of whatever is typed next.
    filled.noCards.delete(field.key);
    warn();
    changed();
  });
  warn();
  return element("div", "kb-cards__field", label, input, hint, warning);
}

/**
 * @param {HTMLElement} root
 * @param {{cards: Card[]}} data
 */
export function start(root, { cards }) {
  /** @template {Element} T @param {string} selector @returns {T} */
  const part = (selector) => /** @type {T} */ (root.querySelector(selector));
  const choices = part("[data-cards-choices]");
  const fields = part("[data-cards-fields]");
  const preview = part("[data-cards-preview]");
  const missing = part("[data-cards-missing]");
  const status = part("[data-cards-status]");
  const buttons = /** @type {NodeListOf<HTMLButtonElement>} */ (root.querySelectorAll("[data-cards-do]"));
  /** @type {Filled} */
  const filled = { values: new Map(), noCards: new Set() };
  const asked = parameter("card");
  const found = cards.find(({ key, title }) => asked === key || asked === title);
  let card = found ?? cards[0];

  const showText = () => {
    const text = cardText(card, filled);
    const empty = emptyFields(card, filled).map(({ name }) => name);
    preview.textContent = text || "填上面的栏目，这里会变成一张卡片。";
    preview.classList.toggle("kb-cards__preview--empty", !text);
    missing.textContent = text && empty.length ? `没有填的不会出现：${empty.join("、")}。` : "";
    for (const button of buttons) button.disabled = !text;
    status.textContent = "";
  };
  const showCard = () => {
    part("[data-cards-when]").textContent = card.when;
    fields.replaceChildren(...card.fields.map((field) => fieldBox(field, filled, showText)));
    showText();
  };

  choices.append(
    ...cards.map((one) => {
      const input = element("input", "kb-hidden");
      input.type = "radio";
      input.name = "card";
      input.value = one.key;
      input.checked = one === card;
      input.addEventListener("change", () => {
        // The address stays as it is: a browser asks for the site's icon anew when it changes.
        card = one;
        showCard();
      });
      return element("label", "kb-cards__choice", input, element("span", "", one.title));
    }),
  );

  const actions = /** @type {Record<string, () => void | Promise<void>>} */ ({
    copy: async () => {
      try {
        await navigator.clipboard.writeText(cardText(card, filled));
        status.textContent = "已复制，可以粘贴到聊天或邮件里。";
      } catch {
        status.textContent = "没能复制，请手动选中上面的文字。";
      }
    },
    print: () => printTool("cards"),
    download: () => {
      saveFile(`${card.title}.txt`, "text/plain", cardText(card, filled));
      status.textContent = `已存成「${card.title}.txt」。`;
    },
    clear: () => {
      filled.values.clear();
      filled.noCards.clear();
      showCard();
      status.textContent = "三张卡都清空了。";
      /** @type {HTMLElement | null} */ (fields.querySelector("input, textarea"))?.focus();
    },
  });
  for (const button of buttons) {
    button.addEventListener("click", () => actions[button.dataset.cardsDo ?? ""]?.());
  }
  part("[data-cards-form]").addEventListener("submit", (event) => event.preventDefault());
  showCard();
  if (asked && !found) status.textContent = `没有叫「${asked}」的卡片，可能改了名字。请在上面选一张。`;
}
