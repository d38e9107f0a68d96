// @ts-check
// <kb-help>: the help centre inside a page of somebody else, by one script tag (docs/embedding.md).
// A classic script, so that it needs no CORS; it makes a frame and passes on what the frame tells.
(() => {
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const ROOT = new URL("./", own.src);
  // Where the frame begins: this file lies at /embed/kb-help.js or at /kb-help.js.
  const EMBED = ROOT.pathname.endsWith("/embed/") ? ROOT : new URL("embed/", ROOT);
  const LOOKS = ["theme", "size", "topic"];
  const LEAST_HEIGHT = 320;

  class KbHelp extends HTMLElement {
    static observedAttributes = ["page", "question", ...LOOKS];

    connectedCallback() {
      const frame = document.createElement("iframe");
      frame.title = this.getAttribute("label") ?? "帮助中心";
      frame.allow = "clipboard-write";
      frame.style.cssText = `display:block;width:100%;height:${LEAST_HEIGHT}px;border:0;color-scheme:light dark`;
      this.frame = frame;
      this.hear = (/** @type {MessageEvent} */ event) => this.#pass(event);
      window.addEventListener("message", this.hear);
      this.question ??= this.getAttribute("question") || undefined;
      this.#show();
      this.replaceChildren(frame);
    }

    disconnectedCallback() {
      if (this.hear) window.removeEventListener("message", this.hear);
    }

    /** @param {string} name  @param {string | null} before  @param {string | null} now */
    attributeChangedCallback(name, before, now) {
      if (!this.frame || before === now) return;
      if (name === "question") this.ask(now ?? "");
      else this.#show();
    }

    /**
     * Asks without putting the question into an address. A page that is still loading hears nothing, so
     * the question is kept until a page says that it has it.
     * @param {string} text
     */
    ask(text) {
      this.question = text;
      this.#put();
    }

    #put() {
      if (this.question === undefined || !this.ready) return;
      this.frame?.contentWindow?.postMessage({ type: "kb:ask", text: this.question }, EMBED.origin);
    }

    #show() {
      // The page is below /embed/, whatever the attribute says.
      const page = (this.getAttribute("page") ?? "").replace(/^[/\\]+/, "");
      let url = new URL(`./${page}`, EMBED);
      if (!url.href.startsWith(EMBED.href)) url = new URL(EMBED);
      for (const name of LOOKS) {
        const value = this.getAttribute(name);
        if (value) url.searchParams.set(name, value);
      }
      if (this.frame) this.frame.src = url.href;
    }

    /** @param {MessageEvent} event */
    #pass({ source, origin, data }) {
      if (source !== this.frame?.contentWindow || origin !== EMBED.origin) return;
      const type = /^kb:([a-z_]+)$/.exec(data?.type ?? "")?.[1];
      if (!type) return;
      if (type === "ready") {
        this.ready = true;
        this.#put();
      }
      if (type === "asked") this.question = undefined;
      if (type === "resize" && Number.isFinite(data.height) && !this.hasAttribute("fixed") && this.frame) {
        this.frame.style.height = `${Math.max(LEAST_HEIGHT, Math.min(data.height, 20_000))}px`;
      }
      this.dispatchEvent(new CustomEvent(`kb-${type}`, { detail: data, bubbles: true }));
    }
  }

  if (!customElements.get("kb-help")) customElements.define("kb-help", KbHelp);
})();
