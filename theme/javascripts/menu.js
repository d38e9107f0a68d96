// @ts-check
// The topic menu of narrow screens opens and closes by itself (<details>); this closes it also when
// the reader turns to something else.

const menu = /** @type {HTMLDetailsElement} */ (document.querySelector(".kb-menu"));

document.addEventListener("click", (event) => {
  if (!menu.contains(/** @type {Node} */ (event.target))) menu.open = false;
});

menu.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary")?.focus();
});
