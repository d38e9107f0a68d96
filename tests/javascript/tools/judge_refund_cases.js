// Reads {calendar, cases} from its input and prints, as JSON, what the estimator makes of each case.
import { readFileSync } from "node:fs";
import { arrival } from "../../../theme/javascripts/tools/refund-date/rules.js";

const { calendar, cases } = JSON.parse(readFileSync(0, "utf8"));
/** @typedef {{confirmed_on: string, working_days: any, banks_work_on_exchanged_weekends: boolean}} Case */
const answers = cases.map((/** @type {Case} */ one) => {
  const banksWork = one.banks_work_on_exchanged_weekends;
  const [{ earliest, latest }] = arrival(calendar, one.confirmed_on, one.working_days, banksWork);
  return { earliest: earliest.date, latest: latest.date, unknown_year: latest.unknownYear };
});
process.stdout.write(JSON.stringify(answers));
