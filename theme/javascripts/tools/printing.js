// @ts-check
// A tool's result alone on paper, without the article below it.

/** @param {"cards" | "guide"} name  Its styles are those of `kb-printing-<name>`. */
export function printTool(name) {
  const page = document.documentElement;
  const printing = `kb-printing-${name}`;
  page.classList.add(printing);
  globalThis.addEventListener("afterprint", () => page.classList.remove(printing), { once: true });
  globalThis.print();
}
