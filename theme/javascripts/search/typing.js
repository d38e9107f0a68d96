// @ts-check

const TYPING_PAUSE_MILLISECONDS = 80;
// Some Android keyboards compose Latin words without end; a pause this long counts as done.
const COMPOSING_PAUSE_MILLISECONDS = 1500;
// The Enter that commits a composition must not search as well.
const COMMIT_MILLISECONDS = 50;

/**
 * Reports what was typed, once per pause and never half an input-method composition.
 * @param {HTMLInputElement} input
 * @param {(text: string) => void} onText
 * @param {number} [pause]  Milliseconds without a key that end a text.
 */
export function watchTyping(input, onText, pause = TYPING_PAUSE_MILLISECONDS) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let reported = input.value;
  let composing = false;
  let composedAt = -Infinity;

  const report = () => {
    clearTimeout(timer);
    if (input.value === reported) return;
    reported = input.value;
    onText(reported);
  };
  input.addEventListener("compositionstart", () => {
    composing = true;
    clearTimeout(timer);
  });
  input.addEventListener("compositionend", () => {
    composing = false;
    composedAt = performance.now();
    report();
  });
  input.addEventListener("input", (event) => {
    clearTimeout(timer);
    const unfinished = composing || /** @type {InputEvent} */ (event).isComposing;
    timer = setTimeout(report, unfinished ? COMPOSING_PAUSE_MILLISECONDS : pause);
  });
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    const commits = event.isComposing || event.keyCode === 229;
    if (commits || performance.now() - composedAt < COMMIT_MILLISECONDS) event.preventDefault();
  });

  return {
    /** Takes over a text that was set by the page, not typed. @param {string} text */
    set(text) {
      clearTimeout(timer);
      if (input.value !== text) input.value = text;
      reported = text;
    },
    /**
     * Takes over a text that somebody is still typing.
     * @param {boolean} unfinished  Whether an input method is at work on it.
     */
    join(unfinished) {
      composing = unfinished;
      reported = "";
      timer = setTimeout(report, unfinished ? COMPOSING_PAUSE_MILLISECONDS : pause);
    },
    /** Whether an input method is at work. */
    get composing() {
      return composing;
    },
  };
}
