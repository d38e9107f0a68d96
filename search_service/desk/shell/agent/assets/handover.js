// @ts-check
import { element } from "./dom.js";

/**
 * The text of a hand-over, ready to paste into a ticket; what was left empty is said to be so.
 * @param {object} parts
 * @param {string} parts.team
 * @param {{id: string, title: string}[]} parts.articles  What was looked up in this call.
 * @param {{name: string, value: string}[]} parts.fields
 */
export function handoverText({ team, articles, fields }) {
  return [
    `【转交】${team}`,
    ...fields.map(({ name, value }) => `${name}：${value.trim() || "（未填）"}`),
    `参考：${articles.map(({ id, title }) => `${id} ${title}`).join("；") || "（没有）"}`,
  ].join("\n");
}

/**
 * The form; Enter goes to the next field, and from the last one copies.
 * @param {import("./types.js").Form} form
 * @param {import("./call.js").Call} call  Holds what was filled in before; kept up to date.
 * @param {(text: string) => string | null} warn  What must not be in a field, if it is there.
 */
export function handoverFields(form, call, warn) {
  const rows = form.fields.map((field, index) => {
    const id = `kb-handover-${index}`;
    const label = element("label", "kb-panel__label", field.name);
    label.htmlFor = id;
    const input = field.choices.length ? choice(field.choices) : element("input", "kb-panel__input");
    input.id = id;
    input.name = field.name;
    input.autocomplete = "off";
    input.value = call.drafts.get(field.name) ?? "";
    if (input instanceof HTMLInputElement) input.placeholder = field.hint;
    const warning = element("span", "kb-panel__warning");
    warning.setAttribute("role", "alert");
    input.addEventListener("input", () => {
      call.drafts.set(field.name, input.value);
      call.keep();
      warning.textContent = warn(input.value) ?? "";
    });
    return element("div", "kb-panel__row", label, input, warning);
  });
  return element("div", "kb-panel__rows", ...rows);
}

/** @param {string[]} choices */
function choice(choices) {
  const options = ["", ...choices].map((text) => {
    const option = element("option", "", text || "请选择");
    option.value = text;
    return option;
  });
  return element("select", "kb-panel__input", ...options);
}
