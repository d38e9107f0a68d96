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
 * @property {number | null} last_digits  Only so many digits at the end are wanted.
 *
 * @typedef {{key: string, title: string, when: string, article: string, fields: Field[]}} Card
 * @typedef {{values: Map<string, string>, noCards: Set<string>}} Filled
 *   What was typed by the field's key, and the fields whose number the customer says is no card number.
 */

/** @param {string} value */
export const digitsOf = (value) => value.normalize("NFKC").replace(/\D/g, "");

/**
 * What is typed, cut to the digits that are wanted of it; words such as 不知道 stay.
 * @param {Field} field
 * @param {string} value
 */
function wanted({ last_digits: count }, value) {
  const digits = count ? digitsOf(value) : "";
  return count && digits.length >= count ? digits.slice(-count) : value;
}

/** @param {Field} field  @param {Filled} filled */
export const maskedValue = (field, { values, noCards }) =>
  masked(wanted(field, (values.get(field.key) ?? "").trim()), { isNoCard: noCards.has(field.key) });

/** What is said of a number that has not the digits that are wanted. @param {Field} field  @param {string} value */
export function digitsText({ last_digits: count }, value) {
  const { length } = digitsOf(value);
  if (!count || length === 0 || length === count) return "";
  return length > count ? `只要最后 ${count} 位，卡片上只留这 ${count} 位。` : `要 ${count} 位数字。`;
}

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
