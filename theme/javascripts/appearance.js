// @ts-check
// Colours and text size, as the reader chose them.

const root = document.documentElement;

/** Shows the choice and keeps it; the inline script of the page has already set what was chosen before. */
export function startAppearance() {
  const names = { auto: "跟随系统", light: "浅色", dark: "深色" };
  const system = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    const choice = /** @type {keyof typeof names} */ (root.dataset.choice);
    const dark = choice === "auto" ? system.matches : choice === "dark";
    root.dataset.scheme = dark ? "dark" : "light";
    for (const button of document.querySelectorAll("[data-next-scheme]")) {
      const label = `配色：${names[choice]}`;
      button.setAttribute("aria-label", label);
      button.setAttribute("title", label);
      /** @type {Element} */ (button.querySelector(".kb-appearance__name")).textContent = label;
    }
    for (const button of document.querySelectorAll("[data-large-text]")) {
      button.setAttribute("aria-pressed", String(root.dataset.text === "large"));
    }
  };
  const keep = () => {
    show();
    const chosen = { scheme: root.dataset.choice, large: root.dataset.text === "large" };
    try {
      localStorage.setItem("kb-appearance", JSON.stringify(chosen));
    } catch {
      // Storage is blocked: the choice holds for this page.
    }
  };
  document.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-next-scheme], [data-large-text]");
    if (!button) return;
    if (button.hasAttribute("data-next-scheme")) {
      const choices = Object.keys(names);
      root.dataset.choice = choices[(choices.indexOf(root.dataset.choice ?? "") + 1) % choices.length];
    } else if (root.dataset.text === "large") {
      delete root.dataset.text;
    } else {
      root.dataset.text = "large";
    }
    keep();
  });
  system.addEventListener("change", show);
  show();
}
