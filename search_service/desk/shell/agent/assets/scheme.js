// @ts-check
// Sets the colours before anything is painted, as the inline script of the public pages does: here
// nothing is inline. The choice is shared with the public site.
(() => {
  const root = document.documentElement;
  /** @type {{scheme?: string, large?: boolean}} */
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("kb-appearance") ?? "{}") ?? {};
  } catch {
    // Storage is blocked or broken.
  }
  const system = matchMedia("(prefers-color-scheme: dark)");
  const show = () => {
    const chosen = kept.scheme === "light" || kept.scheme === "dark" ? kept.scheme : undefined;
    root.dataset.scheme = chosen ?? (system.matches ? "dark" : "light");
  };
  system.addEventListener("change", show);
  show();
  document.addEventListener("click", (event) => {
    if (!(/** @type {Element} */ (event.target).closest("[data-next-scheme]"))) return;
    kept = { ...kept, scheme: root.dataset.scheme === "dark" ? "light" : "dark" };
    show();
    try {
      localStorage.setItem("kb-appearance", JSON.stringify(kept));
    } catch {
      // The choice holds for this page.
    }
  });
})();
