// @ts-check
import { element } from "../../elements.js";
import { keepInAddress, parameter } from "../address.js";
import { chinaTime } from "../china_time.js";
import { saveFile } from "../saving.js";
import { calendarFile } from "./reminder.js";
import { arrival, isDate, skippedDays } from "./rules.js";
import {
  daysText,
  knownText,
  readingText,
  ruleText,
  shownDate,
  skippedText,
  sourceText,
  spanParts,
  unknownText,
} from "./words.js";

/**
 * @typedef {import("./rules.js").Reading} Reading
 * @typedef {import("./words.js").Method} Method
 * @typedef {{methods: Method[], rule: import("./words.js").Rule, calendar: import("./rules.js").Calendar}} Data
 * @typedef {{method: Method, confirmed: string, today: string}} Asked
 */

const badge = (/** @type {string} */ status) =>
  status === "已核实" ? [] : [" ", element("span", "kb-badge", "示例，待核实")];

/**
 * @param {Reading} reading
 * @param {Asked} asked
 * @param {Data} data
 */
function readingItem(reading, { method, confirmed, today }, { calendar }) {
  const item = element("li", "kb-refund__reading");
  const which = readingText(reading.banksWork);
  if (which) item.append(element("p", "kb-refund__which", which));
  const dates = spanParts(reading, today).map((part) => element("span", "kb-refund__date", part));
  // Reckoned from days that nobody has confirmed, the dates are an example too.
  item.append(element("p", "kb-refund__span", ...dates, ...badge(method.status)));
  const { unknownYear, date } = reading.latest;
  if (unknownYear) item.append(element("p", "kb-refund__unknown", unknownText(unknownYear, calendar)));
  if (date) {
    const skipped = skippedDays(calendar, confirmed, date, reading.banksWork ?? true);
    item.append(element("p", "kb-refund__skipped", skippedText(skipped)));
    if (date < today) {
      item.append(element("p", "kb-refund__late", "最晚的日期已经过了。先核对付款账户的流水，再拿退款单号找客服。"));
    }
  }
  return item;
}

/**
 * Which rule and which source each part of the answer rests on.
 * @param {Asked} asked
 * @param {Data} data
 * @param {Reading[]} readings
 */
function basis({ method, today }, { rule, calendar }, readings) {
  const years = Object.keys(calendar.years);
  const days = element("dd", "", `${method.name}，${daysText(method)}`, ...badge(method.status));
  days.append(
    element("p", "", `${method.note ? `${method.note}。` : ""}${sourceText(method.source, method.checked_on)}`),
  );
  if (method.valid_until && method.valid_until < today) {
    days.append(element("p", "kb-refund__late", `这个天数只核对到 ${method.valid_until}，请以 App 里显示的为准。`));
  }
  const exchanged = element("dd", "", ruleText(rule, readings.length === 1), ...badge(rule.status));
  exchanged.append(element("p", "", sourceText(rule.source, rule.checked_on)));
  const holidays = element("dd", "", `${calendar.source}，${years[0]}–${years[years.length - 1]} 年。`);
  holidays.append(element("p", "", `日期取自 ${calendar.library} ${calendar.version}。`));
  return [
    element("dt", "", "要几天"),
    days,
    element("dt", "", "从哪天数"),
    element("dd", "", "从确认退款的第二天数起；0 个工作日就是当天。"),
    element("dt", "", "周末调休"),
    exchanged,
    element("dt", "", "放假安排"),
    holidays,
  ];
}

/** The last day of all readings, if each of them has one. @param {Reading[]} readings */
const lastDay = (readings) =>
  readings.every(({ latest }) => latest.date)
    ? readings
        .map(({ latest }) => latest.date ?? "")
        .sort()
        .at(-1)
    : undefined;

/**
 * @param {string} date
 * @param {Asked} asked
 */
function saveReminder(date, { method, confirmed, today }) {
  const text = `退款在 ${shownDate(confirmed, today)} 确认，付款方式：${method.name}（${daysText(method)}${
    method.status === "已核实" ? "" : "，示例，待核实"
  }）。\n今天是推算的最晚一天：核对付款账户的流水。没有到账，就拿退款单号联系官方客服。`;
  const uid = `refund-${method.key}-${confirmed}@help-centre`;
  const file = calendarFile({ uid, date, title: "看看退款到账没有", text, made: new Date() });
  saveFile(`退款提醒-${date}.ics`, "text/calendar", file);
}

/**
 * @param {HTMLElement} root
 * @param {Data} data
 */
export function start(root, data) {
  /** @template {Element} T @param {string} selector @returns {T} */
  const part = (selector) => /** @type {T} */ (root.querySelector(selector));
  const form = /** @type {HTMLFormElement} */ (part("[data-refund-form]"));
  const method = /** @type {HTMLSelectElement} */ (part("[data-refund-method]"));
  const date = /** @type {HTMLInputElement} */ (part("[data-refund-date]"));
  const status = part("[data-refund-status]");
  const list = part("[data-refund-list]");
  const facts = /** @type {HTMLElement} */ (part("[data-refund-basis]"));
  const remind = /** @type {HTMLButtonElement} */ (part("[data-refund-remind]"));
  const today = () => chinaTime(new Date()).date;
  /** @type {(() => void) | null} */
  let save = null;

  method.append(
    ...data.methods.map((one) => {
      const option = element("option", "", `${one.name}（${daysText(one)}）`);
      option.value = one.key;
      return option;
    }),
  );

  const show = () => {
    const chosen = data.methods.find(({ key }) => key === method.value);
    if (!chosen || !isDate(date.value)) {
      status.textContent = "选好付款方式和确认退款的日期，就能算。";
      list.replaceChildren();
      facts.hidden = remind.hidden = true;
      return;
    }
    const asked = { method: chosen, confirmed: date.value, today: today() };
    const days = /** @type {[number, number]} */ ([chosen.earliest_working_days, chosen.latest_working_days]);
    const readings = arrival(data.calendar, date.value, days, data.rule.banks_work_on_exchanged_weekends);
    const spans = readings.map(
      (reading) =>
        `${readingText(reading.banksWork)}${reading.banksWork === null ? "" : "："}${spanParts(reading, asked.today).join("")}`,
    );
    status.textContent = `${shownDate(date.value, asked.today)}确认退款，推算到账：${spans.join("；")}。`;
    list.replaceChildren(...readings.map((reading) => readingItem(reading, asked, data)));
    part("[data-refund-facts]").replaceChildren(...basis(asked, data, readings));
    const last = lastDay(readings);
    facts.hidden = false;
    remind.hidden = !last || last < asked.today;
    save = last ? () => saveReminder(last, asked) : null;
    keepInAddress({ date: date.value, method: method.value });
  };

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", show);
  remind.addEventListener("click", () => save?.());
  part("[data-refund-known]").textContent = knownText(data.calendar);
  date.min = `${Object.keys(data.calendar.years)[0]}-01-01`;
  const askedMethod = parameter("method");
  if (data.methods.some(({ key }) => key === askedMethod)) method.value = askedMethod;
  date.value = isDate(parameter("date")) ? parameter("date") : today();
  const addressed = location.search;
  show();
  // The defaults are no state that somebody chose.
  if (!addressed) keepInAddress({});
}
