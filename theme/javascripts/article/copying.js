// @ts-check

const SHOWN_MILLISECONDS = 2500;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let hiding;

/** @param {string} message  Said in a corner of the window, over everything, moving nothing. */
function say(message) {
  let toast = document.querySelector(".kb-toast");
  if (!toast) {
    toast = document.createElement("p");
    toast.className = "kb-toast";
    toast.setAttribute("role", "status");
    document.body.append(toast);
  }
  clearTimeout(hiding);
  toast.textContent = message;
  hiding = setTimeout(() => toast?.replaceChildren(), SHOWN_MILLISECONDS);
}

/**
 * Copies an article's code, or the address of a section.
 * @param {Element} source  The button or the link beside the heading.
 */
export async function copy(source) {
  const code = source.getAttribute("data-copy");
  const text = code ?? /** @type {HTMLAnchorElement} */ (source).href;
  if (!code) history.replaceState(history.state, "", text);
  try {
    await navigator.clipboard.writeText(text);
    say(code ? `已复制编号 ${code}` : "已复制本节链接");
  } catch {
    say(code ? "没能复制，请手动选中编号。" : "没能复制，请从地址栏复制链接。");
  }
}

/**
 * Copies the number of a link that rings it.
 * @param {Element} source
 */
export async function copyNumber(source) {
  const number = (source.getAttribute("href") ?? "").replace("tel:", "");
  try {
    await navigator.clipboard.writeText(number);
    say(`已复制号码 ${number}`);
  } catch {
    say(`没能复制，号码是 ${number}。`);
  }
}
