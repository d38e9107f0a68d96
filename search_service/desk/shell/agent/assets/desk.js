// @ts-check
// Asks, and keeps the screen to what was asked last. Knows nothing of the page: what is asked, what
// waits and what draws is handed in.
import { Unavailable } from "./failures.js";
import { EMPTY, rowsAreFresh, subject } from "./screen.js";

/** @typedef {import("./screen.js").Screen} Screen */
/** @typedef {import("./screen.js").Place} Place */
/** @typedef {{list: Place[], note: string, doubtful: boolean}} Answer */

// Longer than between two keys of quick typing: the article is drawn, and noted as read, when the
// hand pauses, and not between the results of one key and the next.
const PREVIEW_MILLISECONDS = 160;
const RETRY_MILLISECONDS = 3000;

/**
 * @typedef {object} Surroundings
 * @property {(text: string, signal: AbortSignal) => Promise<Answer>} search
 * @property {(id: string, signal: AbortSignal) => Promise<import("./types.js").DeskArticle>} article
 * @property {(text: string) => string | null} refused  Why a text is not asked for at all.
 * @property {() => Answer} start  What is listed before anything is typed.
 * @property {(act: () => void, milliseconds: number) => () => void} later  Returns what calls it off.
 * @property {(screen: Screen) => void} draw
 */

export class Desk {
  /** @type {Screen} */
  screen = EMPTY;
  /** @type {string | null} */
  #asked = null;
  #asking = new AbortController();
  #fetching = new AbortController();
  #callOff = () => {};
  /** Whether what is chosen is fetched without the pause. */
  #quick = false;
  /** @type {import("./screen.js").Wanted | null} */
  #underWay = null;
  /** @type {(() => Promise<void>) | null} */
  #again = null;

  /** @param {Surroundings} surroundings */
  constructor(surroundings) {
    this.around = surroundings;
  }

  /** What commands act on. */
  subject() {
    return subject(this.screen);
  }

  /** Takes over what stands in the box, finished or not. @param {string} text */
  box(text) {
    const typed = text.trim();
    if (typed === this.screen.typed) return;
    this.#quick = false;
    this.#set({ typed });
  }

  /** Asks for what is in the box. @param {string} text @param {boolean} [anew] */
  ask(text, anew = false) {
    this.box(text);
    const asked = text.trim();
    if (asked === this.#asked && !anew) return;
    this.#stop();
    this.#asked = asked;
    void this.#find(asked);
  }

  /**
   * Goes into the article, without the pause for preview.
   * @param {string} text  What is in the box.
   * @returns {boolean} whether there is one, or one may come
   */
  enter(text) {
    this.ask(text);
    const { wanted, trouble, typed } = this.screen;
    if (trouble) this.retry();
    this.#quick = true;
    if (wanted?.text === typed && !this.subject()) this.#fetchNow();
    return !rowsAreFresh(this.screen) || wanted?.text === typed;
  }

  /** Chooses another row. @param {number} step */
  move(step) {
    const { rows } = this.screen;
    if (!rows?.list.length || !rowsAreFresh(this.screen)) return;
    const at = Math.min(rows.list.length - 1, Math.max(0, rows.at + step));
    this.#set({ rows: { ...rows, at } });
    this.#quick = false;
    this.#want(rows.list[at], false, true);
  }

  /**
   * Opens an article for the text in the box; `follow` goes to the section as well.
   * @param {Place} place
   * @param {boolean} follow
   */
  open(place, follow) {
    const { rows } = this.screen;
    const at = rows?.list.findIndex(({ id }) => id === place.id) ?? -1;
    if (rows && rowsAreFresh(this.screen)) this.#set({ rows: { ...rows, at } });
    this.#quick = true;
    this.#want(place, follow, true);
  }

  /** Shows the version of a day of the article that is open, or the present one again. @param {import("./types.js").OldVersion | null} old */
  showOld(old) {
    const drawn = this.subject();
    if (drawn && (!old || old.id === drawn.article.id)) this.#set({ drawn: { ...drawn, old } });
  }

  /** Asks again for what could not be answered. */
  retry() {
    const again = this.#again;
    if (!again) return;
    this.#callOff();
    this.#again = null;
    void again();
  }

  /** The call is over: nothing of it stays. */
  clear() {
    this.#stop();
    this.#quick = false;
    this.#set(EMPTY);
    this.ask("", true);
  }

  /** What is still on its way belongs to what was before. */
  #stop() {
    this.#asking.abort();
    this.#fetching.abort();
    this.#callOff();
    this.#again = null;
    this.#underWay = null;
  }

  /** @param {string} text */
  async #find(text) {
    const asking = new AbortController();
    this.#asking = asking;
    if (!text) return this.#found(text, this.around.start(), false);
    const refused = this.around.refused(text);
    if (refused) return this.#found(text, { list: [], note: refused, doubtful: false }, false);
    try {
      const answer = await this.around.search(text, asking.signal);
      if (!asking.signal.aborted) this.#found(text, answer, true);
    } catch (error) {
      if (!asking.signal.aborted) this.#failed(text, error, () => this.#find(text));
    }
  }

  /** @param {string} text @param {Answer} answer @param {boolean} opens  Whether the first one is shown beside the list. */
  #found(text, answer, opens) {
    const { wanted } = this.screen;
    // What was opened by hand meanwhile stays open.
    if (wanted?.byHand && wanted.text === text) {
      const at = answer.list.findIndex(({ id }) => id === wanted.id);
      this.#set({ rows: { text, ...answer, at }, trouble: null });
    } else if (opens && answer.list.length) {
      this.#set({ rows: { text, ...answer, at: 0 }, trouble: null });
      this.#want(answer.list[0], false, false, text);
    } else {
      this.#fetching.abort();
      this.#set({ rows: { text, ...answer, at: -1 }, wanted: null, drawn: null, trouble: null });
    }
  }

  /** @param {Place} place @param {boolean} follow @param {boolean} byHand @param {string} [text] */
  #want({ id, anchor }, follow, byHand, text = this.screen.typed) {
    this.#fetching.abort();
    this.#callOff();
    this.#underWay = null;
    const { drawn } = this.screen;
    const wanted = { text, id, anchor, follow, byHand };
    if (drawn?.article.id === id) {
      this.#set({ wanted, drawn: { text, article: drawn.article, old: null }, trouble: null });
      return;
    }
    this.#set({ wanted, trouble: null });
    if (this.#quick) this.#fetchNow();
    else this.#callOff = this.around.later(() => this.#fetchNow(), PREVIEW_MILLISECONDS);
  }

  #fetchNow() {
    const { wanted } = this.screen;
    if (wanted && wanted !== this.#underWay) void this.#fetch(wanted);
  }

  /** @param {import("./screen.js").Wanted} wanted */
  async #fetch(wanted) {
    this.#fetching.abort();
    this.#callOff();
    const fetching = new AbortController();
    this.#fetching = fetching;
    this.#underWay = wanted;
    try {
      const article = await this.around.article(wanted.id, fetching.signal);
      if (fetching.signal.aborted) return;
      this.#set({ drawn: { text: wanted.text, article, old: null }, trouble: null });
    } catch (error) {
      if (!fetching.signal.aborted) this.#failed(wanted.text, error, () => this.#fetch(wanted));
    }
  }

  /** @param {string} text @param {unknown} error @param {() => Promise<void>} again */
  #failed(text, error, again) {
    this.#underWay = null;
    const retried = error instanceof Unavailable;
    this.#set({ trouble: { text, message: /** @type {Error} */ (error).message, again: retried } });
    if (!retried) return;
    this.#again = again;
    this.#callOff = this.around.later(() => this.retry(), RETRY_MILLISECONDS);
  }

  /** @param {Partial<Screen>} changed */
  #set(changed) {
    this.screen = { ...this.screen, ...changed };
    this.around.draw(this.screen);
  }
}
