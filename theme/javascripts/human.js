// @ts-check
// What a reader tells customer service: the question and the page, ready to be copied. What is private
// in the question is left out, and nothing is sent.

/**
 * What was asked: in this page's search field, in its address, or on the page before it.
 * @param {Element | null} [dialog]  Where it was asked, when it was there.
 */
function asked(dialog = null) {
  const fields = [dialog?.querySelector("input[name=q]"), document.querySelector("#kb-field-input")];
  for (const field of /** @type {(HTMLInputElement | null | undefined)[]} */ (fields)) {
    if (field?.value.trim()) return field.value;
  }
  const here = new URLSearchParams(location.search).get("q");
  if (here) return here;
  const before = URL.canParse?.(document.referrer) ? new URL(document.referrer) : null;
  return before?.origin === location.origin ? (before.searchParams.get("q") ?? "") : "";
}

/** Keeps the text right, and copies it. */
export function startHuman() {
  const section = document.getElementById("kb-human");
  const text = /** @type {HTMLElement | null} */ (section?.querySelector("[data-human-text]"));
  const button = /** @type {HTMLButtonElement | null} */ (section?.querySelector("[data-human-copy]"));
  if (!section || !text || !button) return;
  const page = text.textContent ?? "";
  // Whoever was faster than this module has followed the link already.
  /** @type {Element | null} */
  let dialog = location.hash === "#kb-human" ? document.getElementById("kb-search") : null;
  /** @type {typeof import("./sensitive.js").withoutPrivate | null} The rules weigh more than most pages. */
  let withoutPrivate = null;
  const renew = async () => {
    const question = asked(dialog).replace(/\s+/g, " ").trim();
    // Only waits where it must: a copy has to follow its click.
    if (question && !withoutPrivate) ({ withoutPrivate } = await import("./sensitive.js"));
    const said = question && withoutPrivate ? withoutPrivate(question).text : "";
    text.textContent = said ? `我想问：${said}\n${page}` : page;
  };
  void renew();
  button.hidden = false;
  button.addEventListener("click", async () => {
    await renew();
    try {
      await navigator.clipboard.writeText(text.textContent ?? "");
      button.textContent = "已复制";
    } catch {
      getSelection()?.selectAllChildren(text);
      button.textContent = "没能复制，已选中，请手动复制";
    }
  });
  // Before the dialog, which may take the link away.
  document.addEventListener(
    "click",
    (event) => {
      const chosen = /** @type {Element} */ (event.target).closest("a[href='#kb-human']");
      if (!chosen) return;
      const open = /** @type {HTMLDialogElement | null} */ (chosen.closest("dialog"));
      dialog = open;
      void renew();
      button.textContent = "复制这段话";
      open?.close();
      requestAnimationFrame(() => section.focus());
    },
    { capture: true },
  );
}
