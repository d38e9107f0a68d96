// @ts-check
import { element } from "../../elements.js";
import { keepInAddress, parameter } from "../address.js";
import { chinaTime, dateText, timeText } from "../china_time.js";
import { stateAt } from "./rules.js";

/**
 * @typedef {import("./rules.js").State} State
 * @typedef {{name: string, value: string, status: string, hours: import("./rules.js").Hours | null}} Channel
 */

const LOOK_AGAIN_MILLISECONDS = 30_000;
const WORDS = { open: "服务中", busy: "高峰，要排队", closed: "不在服务时间", unknown: "暂无官方数据" };

/** @param {import("../china_time.js").Moment} moment  @param {string} today */
const momentText = ({ date, minutes }, today) =>
  date === today ? timeText(minutes) : `${dateText(date)} ${timeText(minutes)}`;

/**
 * What follows from a state, in a sentence.
 * @param {State} state
 * @param {string} today
 */
function sentence({ kind, until, special }, today) {
  const during = special ? `${special}期间。` : "";
  const when = until ? momentText(until, today) : "";
  if (kind === "open") return `${during}${when ? `服务到 ${when}。` : "全天服务。"}`;
  if (kind === "busy") return `${during}高峰到 ${when}，过了再联系更快。`;
  if (kind === "closed") return `${during}${when ? `${when} 开始服务。` : "没有公布下一次服务时间。"}`;
  return "没有公布服务时间，以 App 里显示的为准。";
}

/** @param {Channel} channel  @param {import("../china_time.js").Moment} moment */
function channelItem(channel, moment) {
  const state = stateAt(channel.hours, moment);
  const name = element("p", "kb-hours__name", channel.name, " ", element("span", "kb-quiet", channel.value));
  if (channel.status !== "已核实") name.append(" ", element("span", "kb-badge", "示例，待核实"));
  const item = element(
    "li",
    "kb-hours__channel",
    name,
    element("p", `kb-hours__state kb-hours__state--${state.kind}`, WORDS[state.kind]),
    element("p", "kb-hours__until", sentence(state, moment.date)),
  );
  return item;
}

/**
 * One item a channel; where no channel has announced its hours, one line says so.
 * @param {Channel[]} channels
 * @param {import("../china_time.js").Moment} moment
 */
function channelItems(channels, moment) {
  if (channels.some(({ hours }) => hours)) return channels.map((channel) => channelItem(channel, moment));
  const names = channels.map(({ name }) => name).join("、");
  return [
    element(
      "li",
      "kb-hours__channel",
      element("p", "kb-hours__state kb-hours__state--unknown", WORDS.unknown),
      element("p", "kb-hours__until", `${names}都没有公布服务时间，以 App 里显示的为准。`),
    ),
  ];
}

/**
 * @param {HTMLElement} root
 * @param {{channels: Channel[]}} data
 */
export function start(root, { channels }) {
  /** @template {Element} T @param {string} selector @returns {T} */
  const part = (selector) => /** @type {T} */ (root.querySelector(selector));
  const when = /** @type {HTMLInputElement} */ (part("[data-hours-when]"));
  const form = /** @type {HTMLFormElement} */ (part("[data-hours-form]"));
  const status = part("[data-hours-status]");
  const list = part("[data-hours-list]");

  const show = () => {
    const [date, time] = when.value.split("T");
    const [hours, minutes] = (time ?? "").split(":").map(Number);
    const moment = when.value ? { date, minutes: hours * 60 + minutes } : chinaTime(new Date());
    const text = `北京时间 ${dateText(moment.date)} ${timeText(moment.minutes)}`;
    const said = when.value ? text : `现在是${text}`;
    if (status.textContent !== said) status.textContent = said;
    list.replaceChildren(...channelItems(channels, moment));
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => when.dispatchEvent(new Event("input"))));
  when.addEventListener("input", () => {
    keepInAddress({ at: when.value });
    show();
  });
  const asked = parameter("at");
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(asked)) when.value = asked;
  show();
  setInterval(() => {
    if (!when.value && !document.hidden) show();
  }, LOOK_AGAIN_MILLISECONDS);
}
