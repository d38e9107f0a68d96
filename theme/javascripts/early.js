// @ts-check
// What must be right before anything is painted: a blocking script, before the style sheet.
(() => {
  const root = document.documentElement;
  /** @type {{scheme?: unknown, large?: unknown}} */
  let kept = {};
  try {
    kept = JSON.parse(localStorage.getItem("kb-appearance") ?? "null") ?? {};
  } catch {
    /* blocked or broken */
  }
  const choice = kept.scheme === "light" || kept.scheme === "dark" ? kept.scheme : "auto";
  const dark = choice === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : choice === "dark";
  root.dataset.choice = choice;
  root.dataset.scheme = dark ? "dark" : "light";
  if (kept.large === true) root.dataset.text = "large";
  // In a frame the page around it decides, by the address; nothing is kept there.
  const asked = new URLSearchParams(location.search);
  if (root.classList.contains("kb-embedded")) {
    const theme = asked.get("theme");
    if (theme === "light" || theme === "dark") root.dataset.choice = root.dataset.scheme = theme;
    if (asked.get("size") === "large") root.dataset.text = "large";
  }
  root.classList.replace("no-js", "js");
  // The results page starts without its directory where there will be results instead.
  if (asked.get("q")?.trim()) root.classList.add("kb-asking");
})();
