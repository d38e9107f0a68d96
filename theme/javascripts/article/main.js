// @ts-check
// What an article can do besides being read.
export { copy } from "./copying.js";
export { choose } from "./feedback_form.js";
