// @ts-check
// What an article can do besides being read.
// Those without names are needed further on: named here they come at once (tests/javascript/module_depth.test.js).
import "../sensitive.js";
import "../storage.js";

export { copy } from "./copying.js";
export { choose } from "./feedback_form.js";
