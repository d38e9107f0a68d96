// @ts-check
// The desk put together: what is typed, what is found, what is open, and what belongs to this call.
import { watchIncident } from "../../javascripts/incident.js";
import { oneLine } from "../../javascripts/search/lines.js";
import { watchTyping } from "../../javascripts/search/typing.js";
import { actsOf } from "./acts.js";
import * as api from "./api.js";
import { Call } from "./call.js";
import { COMMANDS, commandOf } from "./commands.js";
import { Desk } from "./desk.js";
import * as door from "./door.js";
import { byId, element, say } from "./dom.js";
import { answerOf, refusedText, sendable, startRows } from "./found.js";
import { goTo, paint } from "./painting.js";
import { watchHost } from "./host.js";
import * as panels from "./panels.js";
import { rowsAreFresh, whyNothing } from "./screen.js";
import { answered, asking, sessionInfo, startSession } from "./session.js";

const RETRY_MILLISECONDS = 3000;
const QUERY_LIMIT = 64; // service: asking.typed_text.QUERY_LIMIT
const CODE = /^#[A-Z]-\d{3}$/;

const query = /** @type {HTMLInputElement} */ (byId("kb-desk-query"));
const preview = byId("kb-desk-preview");
const pinArea = /** @type {HTMLElement} */ (document.querySelector(".kb-desk__pins"));

const call = new Call();
const desk = new Desk({
  async search(text, signal) {
    const { rest, withheld } = sendable(text);
    return answerOf(await asking(() => api.search(rest, signal)), withheld);
  },
  article: (id, signal) => asking(() => api.article(id, signal)),
  refused: refusedText,
  start: () => startRows(call.pins, sessionInfo()?.internal ?? []),
  later(act, milliseconds) {
    const timer = setTimeout(act, milliseconds);
    return () => clearTimeout(timer);
  },
  draw(screen) {
    paint(screen, (id) => call.has(id));
    // Nothing was found to go into.
    const isEmpty = rowsAreFresh(screen) && !screen.rows?.list.length && !screen.wanted;
    if (screen.typed && isEmpty && reading()) query.focus();
    if (reading()) opened(desk.subject());
  },
});
const typing = watchTyping(query, (text) => desk.ask(text), 0);
// What stands in the box counts from the first stroke, also while an input method is at work.
query.addEventListener("input", () => desk.box(query.value));
// A field of one line would drop where the lines of a pasted message end.
query.addEventListener("paste", (event) => {
  event.preventDefault();
  document.execCommand("insertText", false, oneLine(event.clipboardData?.getData("text/plain") ?? ""));
});

function drawPins() {
  pinArea.hidden = call.pins.length === 0 && !call.caseId;
  const about = call.caseId ? `案件 ${call.caseId}` : "本次通话";
  const head = /** @type {HTMLElement} */ (pinArea.querySelector("h2"));
  head.textContent = about;
  head.classList.toggle("kb-desk__pins-title--case", Boolean(call.caseId));
  const chips = call.pins.map(({ id, title }) => {
    const chip = element("button", "kb-pin", element("b", "kb-code", id), ` ${title}`);
    chip.type = "button";
    chip.dataset.open = id;
    return element("li", "", chip);
  });
  pinArea.querySelector("ul")?.replaceChildren(...chips);
}

const reading = () => preview.contains(document.activeElement);

/** The article that was noted as read last; a drawn one is a preview until somebody goes into it. */
let noted = "";
/** @param {import("./screen.js").Drawn | null} drawn */
function opened(drawn) {
  if (!drawn || drawn.article.id === noted) return;
  noted = drawn.article.id;
  // Nobody waits for the journal, and a caller need not know of its troubles.
  void answered(
    () => api.read(drawn.article.id),
    () => {},
  );
}

/** A case of the program that holds the desk: its text is asked. @param {string} id @param {string} text */
async function takeCase(id, text) {
  if (id !== call.caseId) {
    acts.clear();
    call.caseId = id;
    call.keep();
    drawPins();
  }
  const { rest } = sendable(text);
  let question = rest.trim();
  if ([...question].length > QUERY_LIMIT) {
    question =
      (await answered(() => api.questionOf(question), complain)) ?? [...question].slice(0, QUERY_LIMIT).join("");
  }
  if (id !== call.caseId || !question || query.value.trim() === question) return;
  typing.set(question);
  desk.ask(question);
}

/** @param {string} message */
const complain = (message) => say(message, true);

function drawKeys() {
  document.body.classList.toggle("kb-desk--reading", reading());
  byId("kb-desk-mode").textContent = reading() ? "阅读：直接按键" : "打字：加 Alt";
  byId("kb-desk-keys").replaceChildren(
    ...[
      ...(reading()
        ? [["Esc", "回到搜索"]]
        : [
            ["Enter", "打开"],
            ["Alt +", ""],
          ]),
      ["1–9", "话术"],
      ...COMMANDS.map(({ key, name }) => [key, name]),
    ].map(([key, name]) => element("span", "kb-desk__hint", element("kbd", "", key), ` ${name}`)),
  );
}

const acts = actsOf({
  desk,
  call,
  lookAtBox: () => desk.box(query.value),
  drawPins,
  opened,
  clear() {
    noted = "";
    call.clear();
    drawPins();
    typing.set("");
    desk.clear();
    query.focus();
    say("已清空，可以接下一个");
  },
});

query.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    desk.move(event.key === "ArrowDown" ? 1 : -1);
  } else if ((event.key === "?" || event.key === "？") && !query.value) {
    event.preventDefault();
    acts.help();
  } else if (event.key === "Escape") {
    query.select();
  }
});
query.form?.addEventListener("submit", (event) => {
  event.preventDefault();
  // From here on keys are commands, which wait for what was asked.
  if (desk.enter(query.value)) preview.focus({ preventScroll: true });
});
document.addEventListener("keydown", (event) => {
  if (panels.isOpen() || door.isShut() || event.defaultPrevented) return;
  const typed = document.activeElement === query;
  if (!typed && !event.altKey && !event.ctrlKey && !event.metaKey && (event.key === "Escape" || event.key === "/")) {
    event.preventDefault();
    query.focus();
    query.select();
    return;
  }
  const command = commandOf(event, typed);
  if (!command) return;
  event.preventDefault();
  acts[command.id](command.number);
});
document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  const command = /** @type {HTMLElement | null} */ (target.closest("[data-command]"));
  const line = /** @type {HTMLElement | null} */ (target.closest("[data-say]"));
  const opener = /** @type {HTMLElement | null} */ (target.closest("[data-open]"));
  if (command) acts[command.dataset.command ?? ""]();
  else if (line) acts.say(Number(line.dataset.say));
  else if (opener) {
    event.preventDefault();
    openByHand(opener);
  }
});

/** @param {HTMLElement} opener */
function openByHand(opener) {
  desk.box(query.value);
  // Rows and links of an older text lead nowhere.
  if (opener.closest(".kb-desk--stale")) return say(whyNothing(desk.screen), true);
  const anchor = opener.dataset.openAt ?? null;
  desk.open({ id: opener.dataset.open ?? "", anchor }, !opener.matches("li"));
  if (anchor && !opener.matches("li") && desk.subject()) goTo(anchor);
  preview.focus({ preventScroll: true });
}

document.addEventListener("focusin", () => {
  drawKeys();
  if (reading()) opened(desk.subject());
});
window.addEventListener("online", () => desk.retry());
/** @type {HTMLFormElement | null} */ (document.querySelector(".kb-desk__leave"))?.addEventListener("submit", () =>
  call.clear(),
);
watchIncident(byId("kb-desk-notices"), "../api/v1/agent/incident/events");

async function start() {
  query.setAttribute("role", "combobox");
  query.setAttribute("aria-autocomplete", "list");
  query.setAttribute("aria-controls", "kb-desk-hits");
  query.setAttribute("aria-expanded", "false");
  byId("kb-desk-hits").setAttribute("role", "listbox");
  byId("kb-desk-hits").setAttribute("aria-label", "找到的文章");
  paint(desk.screen, () => false);
  query.focus();
  drawKeys();
  await signedIn();
}

/** Asks who is there until the service answers. */
async function signedIn() {
  try {
    const info = await startSession(() => {
      call.clear();
      location.reload();
    });
    byId("kb-desk-agent").textContent = info.agent;
    call.resume(info.agent);
    drawPins();
    const [code] = CODE.exec(location.hash) ?? [];
    if (code && !query.value) typing.set(code.slice(1));
    desk.ask(query.value, !query.value);
    watchHost(info.frame_hosts, takeCase);
  } catch (error) {
    say(/** @type {Error} */ (error).message, true);
    setTimeout(() => void signedIn(), RETRY_MILLISECONDS);
  }
}

void start();
