// @ts-check
// The search dialog of a page, loaded when it is first used.
import { createDialog } from "./dialog.js";
import { siteSearcher } from "./site_searcher.js";

export const dialog = createDialog(
  /** @type {HTMLDialogElement} */ (document.getElementById("kb-search")),
  siteSearcher,
);
