// @ts-check
// Those without names are needed further on: named here they come at once (tests/javascript/module_depth.test.js).
import { dialled, element } from "../../elements.js";
import { handedOver } from "../../search/handed_over.js";
import "../../storage.js";
import { parameter } from "../address.js";
import { chinaTime } from "../china_time.js";
import "./addresses.js";
import "./finding.js";
import "./host_text.js";
import "./hosts.js";
import { readAndJudge } from "./judge.js";
import "./phones.js";
import { createRegistry, registryState } from "./registry.js";
import { CALL_BACK, KINDS, ORDER, notShown, registryNote, summary, VERDICTS } from "./words.js";

/** @typedef {import("./types.js").Finding} Finding */

/**
 * @param {Finding} finding
 * @param {number} days
 * @param {Set<import("./types.js").Entry>} stale
 */
function findingItem({ item, verdict, reason, entry }, days, stale) {
  const what = element("p", "kb-verify__item", element("span", "kb-verify__kind", KINDS[item.kind]), " ");
  what.append(element("bdi", "kb-verify__text", item.text));
  const made = element("li", "kb-verify__finding", what, element("p", "kb-verify__reason", reason));
  if (verdict === "official" && entry) {
    const checked = entry.verified_on ? `${entry.verified_on} 核实` : "没有写核实日期";
    const old = stale.has(entry) ? `，已超过 ${days} 天，先到官网再核对` : "";
    made.append(element("p", "kb-verify__checked", `登记${checked}${old}。`));
  }
  return made;
}

/**
 * All findings with one verdict, and what to do about them.
 * @param {import("./types.js").Verdict} verdict
 * @param {HTMLElement[]} items
 * @param {import("./types.js").VerifyData} data
 */
function verdictGroup(verdict, items, { ask }) {
  const { name, advice } = VERDICTS[verdict];
  const todo = element("p", "kb-verify__advice", element("strong", "", CALL_BACK), advice);
  if (ask && (verdict === "lookalike" || verdict === "unknown")) {
    todo.append("拿不准，拨打 ", dialled(ask.value), `（${ask.name}）问一问。`);
  }
  return element(
    "li",
    `kb-verify__group kb-verify__group--${verdict}`,
    element("p", "kb-verify__verdict", name),
    element("ul", "kb-verify__findings", ...items),
    todo,
  );
}

/**
 * @param {HTMLElement} root
 * @param {import("./types.js").VerifyData} data
 */
export function start(root, data) {
  /** @template {Element} T @param {string} selector @returns {T} */
  const part = (selector) => /** @type {T} */ (root.querySelector(selector));
  const form = /** @type {HTMLFormElement} */ (part("[data-verify-form]"));
  const field = /** @type {HTMLTextAreaElement} */ (part("[data-verify-text]"));
  const status = part("[data-verify-status]");
  const list = part("[data-verify-list]");
  const note = part("[data-verify-note]");
  const registry = createRegistry(data);
  const state = registryState(data, chinaTime(new Date()).date);
  const stale = new Set(state.stale);
  note.textContent = registryNote(state, data.stale_after_days);

  const show = () => {
    const text = field.value.trim();
    const reading = readAndJudge(text, registry);
    const { findings } = reading;
    const groups = ORDER.map((verdict) => {
      const same = findings.filter((finding) => finding.verdict === verdict);
      return { verdict, items: same.map((finding) => findingItem(finding, data.stale_after_days, stale)) };
    });
    list.replaceChildren(
      ...groups.filter(({ items }) => items.length).map(({ verdict, items }) => verdictGroup(verdict, items, data)),
    );
    if (!text) status.textContent = "";
    else if (findings.length) status.textContent = `${summary(findings)}${notShown(reading)}`;
    else
      status.textContent = `没有找到电话、网址、邮箱或账号。公众号的名字请写成「公众号：名字」。${notShown(reading)}`;
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show();
  });
  form.addEventListener("reset", () => {
    list.replaceChildren();
    status.textContent = "";
    field.focus();
  });
  field.addEventListener("paste", () => setTimeout(show));
  field.addEventListener("input", () => {
    // Old verdicts must not stand under another text.
    list.replaceChildren();
    status.textContent = "";
  });
  // From the search, which keeps it out of addresses; once.
  const asked = handedOver() ?? parameter("text");
  if (asked) {
    field.value = asked;
    show();
    // On a phone the verdict stands below the fold.
    (list.firstElementChild ?? status).scrollIntoView({ block: "nearest" });
  }
}
