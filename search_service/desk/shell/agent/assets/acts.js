// @ts-check
// What each command does; all of them to the article that is drawn for the text in the box.
import { copy } from "./clipboard.js";
import { handOutCopy, nothing, scriptCopy } from "./copying.js";
import { byId, say } from "./dom.js";
import { openAsOf, openFlag, openHandover, openUnanswered } from "./forms.js";
import { sendable } from "./found.js";
import { tellHost } from "./host.js";
import * as panels from "./panels.js";
import { whyNothing } from "./screen.js";
import { sessionInfo } from "./session.js";

const preview = byId("kb-desk-preview");

/**
 * @param {object} parts
 * @param {import("./desk.js").Desk} parts.desk
 * @param {import("./call.js").Call} parts.call
 * @param {() => void} parts.lookAtBox  Takes over what stands in the box this moment.
 * @param {() => void} parts.drawPins
 * @param {() => void} parts.clear
 * @param {(drawn: import("./screen.js").Drawn) => void} parts.opened  The article is used, not only drawn.
 * @returns {Record<string, (number?: number) => unknown>}
 */
export function actsOf({ desk, call, lookAtBox, drawPins, clear, opened }) {
  const open = () => {
    lookAtBox();
    return desk.subject();
  };
  const refuse = () => say(whyNothing(desk.screen), true);
  /**
   * @param {(drawn: import("./screen.js").Drawn) => import("./copying.js").Copy} made
   * @param {string} what
   * @param {number | null} [number]
   */
  const copyOf = (made, what, number = null) => {
    const drawn = open();
    const { text, said, caution } = drawn ? made(drawn) : nothing(whyNothing(desk.screen));
    if (drawn && text) {
      opened(drawn);
      tellHost("inserted", { case: call.caseId, article: drawn.article.id, what, number, text });
    }
    return copy(text, said, caution);
  };
  /** @param {"link" | "sms" | "spoken"} what */
  const handOut = (what) => copyOf((drawn) => handOutCopy(drawn, what, sessionInfo()?.site_is_local ?? false), what);

  return {
    help: () => panels.showKeys(),
    say: (number = 0) => copyOf((drawn) => scriptCopy(drawn, number), "script", number),
    link: () => handOut("link"),
    sms: () => handOut("sms"),
    spoken: () => handOut("spoken"),
    pin() {
      const drawn = open();
      if (!drawn) return refuse();
      const { id, title, audience, status, handover } = drawn.article;
      const taken = call.toggle({ id, title, audience, status, handover });
      drawPins();
      preview.querySelector("[data-command=pin]")?.setAttribute("aria-pressed", String(taken));
      if (call.caseId) tellHost(taken ? "linked" : "unlinked", { case: call.caseId, article: { id, title } });
      const where = call.caseId && taken ? `，记到案件 ${call.caseId}` : "";
      say(taken ? `已钉住 ${id}${where}` : `已取下 ${id}`);
    },
    handover() {
      const drawn = open();
      const isIdle = !desk.screen.wanted && !desk.screen.typed;
      if (!drawn && !(isIdle && call.pins.length)) return refuse();
      return openHandover(drawn?.article ?? null, call, sessionInfo()?.handovers ?? []).then(stayReading);
    },
    basis() {
      const drawn = open();
      if (!drawn) return refuse();
      if (drawn.old) return say(`正在看 ${drawn.old.as_of} 的版本，依据请按 T 回到现在的版本看`, true);
      const basis = document.getElementById("kb-basis");
      basis?.scrollIntoView({ block: "start" });
      basis?.focus({ preventScroll: true });
    },
    asOf() {
      const drawn = open();
      if (!drawn) return refuse();
      if (drawn.old) {
        desk.showOld(null);
        return stayReading();
      }
      return openAsOf(drawn.article.id, (old) => desk.showOld(old)).then(stayReading);
    },
    flag() {
      const drawn = open();
      return drawn ? openFlag(drawn.article).then(stayReading) : refuse();
    },
    unanswered: () => openUnanswered(sendable(desk.screen.typed).rest.trim()).then(stayReading),
    clear,
  };
}

/** A panel gives the focus back by itself, but not to a button that is gone by then. */
function stayReading() {
  if (document.activeElement === document.body) preview.focus({ preventScroll: true });
}
