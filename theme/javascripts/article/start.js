// @ts-check
// What every article needs at once; what it can do is loaded when its end comes near.

/** What an article can do, when its end comes near or something waits to be sent or marked. */
export function startArticle() {
  copyNumbers();
  const feedback = document.querySelector("[data-feedback]");
  const load = () => import("./main.js");
  if (feedback) {
    const watcher = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        watcher.disconnect();
        void load();
      },
      { rootMargin: "600px" },
    );
    watcher.observe(feedback);
    document.addEventListener("click", (event) => {
      const source = /** @type {Element} */ (event.target).closest("[data-helpful], [data-copy], .headerlink");
      if (!source || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      void load().then(({ choose, copy }) => (source.matches("[data-helpful]") ? choose : copy)(source));
    });
  }
  try {
    if (localStorage.getItem("kb-feedback")) {
      void import("./feedback_queue.js").then(({ sendQueued }) => sendQueued());
    }
    if (sessionStorage.getItem("kb-followed")) {
      void import("./leaving.js").then(({ watchLeaving }) => watchLeaving());
    }
    if (sessionStorage.getItem("kb-marks")) {
      void import("./marks.js").then(({ showMarks }) => showMarks());
    }
  } catch {
    // Storage is blocked: nothing was kept, so nothing is due.
  }
}

/** Where a mouse is, there is seldom a telephone: a number that is clicked is copied as well. */
function copyNumbers() {
  if (!matchMedia("(hover: hover) and (pointer: fine)").matches) return;
  document.addEventListener("click", (event) => {
    const number = /** @type {Element} */ (event.target).closest('a[href^="tel:"]');
    if (number) void import("./copying.js").then(({ copyNumber }) => copyNumber(number));
  });
}
