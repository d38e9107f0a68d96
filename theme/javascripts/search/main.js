// @ts-check
// The search dialog of a page, loaded when it is first used.
// Those without names are needed further on: named here they come at once (tests/javascript/module_depth.test.js).
import "../sensitive.js";
import { createDialog } from "./dialog.js";
import "./handed_over.js";
import "./lines.js";
import "./recent.js";
import "./results_view.js";
import "./service.js";
import { siteSearcher } from "./site_searcher.js";

export const dialog = createDialog(
  /** @type {HTMLDialogElement} */ (document.getElementById("kb-search")),
  siteSearcher,
);
