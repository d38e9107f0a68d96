// @ts-check
// A card as text, the same for the preview, the clipboard, the printer and the file.
import { masked } from "./masking.js";

/**
 * @typedef {object} Field
 * @property {string} key
 * @property {string} name
 * @property {string} where
 * @property {string | null} example
 * @property {"line" | "long" | "time"} kind
 * @property {boolean} is_long_number
 *
 * @typedef {{key: string, title: string, when: string, article: string, fields: Field[]}} Card
 * @typedef {{values: Map<string, string>, noCards: Set<string>}} Filled
 *   What was typed by the field's key, and the fields whose number the customer says is no card number.
 */

/** @param {Field} field  @param {Filled} filled */
export const maskedValue = ({ key }, { values, noCards }) =>
  masked((values.get(key) ?? "").trim(), { isNoCard: noCards.has(key) });

/** @param {Field} field  @param {Filled} filled */
function line(field, filled) {
  const { text } = maskedValue(field, filled);
  if (!text) return [];
  if (field.kind === "time") return [`${field.name}：${text.replace("T", " ")}`];
  return [text.includes("\n") ? `${field.name}：\n${text}` : `${field.name}：${text}`];
}

/**
 * The card with what is filled in; empty when nothing is.
 * @param {Card} card
 * @param {Filled} filled
 */
export function cardText(card, filled) {
  const lines = card.fields.flatMap((field) => line(field, filled));
  return lines.length ? `【${card.title}】\n${lines.join("\n")}\n` : "";
}

/** The fields that are still empty. @param {Card} card  @param {Filled} filled */
export const emptyFields = (card, { values }) => card.fields.filter(({ key }) => !values.get(key)?.trim());
