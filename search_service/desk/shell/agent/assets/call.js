// @ts-check
// What belongs to one call: the articles that were pinned and what was written into hand-overs.
// Kept on the device for this window, so that a reload loses nothing, and gone with 清空.
import { privateInHandover } from "../../javascripts/sensitive_orders.js";
import { read, write } from "../../javascripts/storage.js";

const KEY = "kb-agent-call";

/** @typedef {import("./types.js").Named} Named */

export class Call {
  /** @type {Named[]} */
  pins = [];
  /** @type {Map<string, string>} */
  drafts = new Map();
  /** The case of the program that holds the desk; empty without one. */
  caseId = "";
  #agent = "";

  /** Takes over what this agent left in this window; somebody else's is forgotten. @param {string} agent */
  resume(agent) {
    this.#agent = agent;
    const kept = read("sessionStorage", KEY);
    if (kept?.agent === agent && Array.isArray(kept.pins) && Array.isArray(kept.drafts)) {
      this.pins = kept.pins;
      this.drafts = new Map(kept.drafts);
      this.caseId = typeof kept.caseId === "string" ? kept.caseId : "";
    } else {
      write("sessionStorage", KEY, null);
    }
  }

  /** @param {Named} article @returns {boolean} whether it is pinned now */
  toggle(article) {
    const without = this.pins.filter(({ id }) => id !== article.id);
    const taken = without.length === this.pins.length;
    this.pins = taken ? [...without, article] : without;
    this.keep();
    return taken;
  }

  /** @param {string} id */
  has(id) {
    return this.pins.some((pin) => pin.id === id);
  }

  /** What must not be handed over is not kept either. */
  keep() {
    const drafts = [...this.drafts].filter(([, value]) => value && !privateInHandover(value));
    const empty = !this.pins.length && !drafts.length && !this.caseId;
    const kept = { agent: this.#agent, pins: this.pins, drafts, caseId: this.caseId };
    write("sessionStorage", KEY, empty ? null : kept);
  }

  clear() {
    this.pins = [];
    this.drafts = new Map();
    this.caseId = "";
    write("sessionStorage", KEY, null);
  }
}
