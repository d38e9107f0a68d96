// Reads {calendar, cases} from its input and prints, as JSON, what the estimator makes of each case.
import { readFileSync } from "node:fs";
import { arrival } from "../../../theme/javascripts/tools/refund-date/rules.js";

const { calendar, cases } = JSON.parse(readFileSync(0, "utf8"));
const answers = cases.map(
  ({ confirmed_on: confirmed, working_days: days, banks_work_on_exchanged_weekends: banksWork }) => {
    const [{ earliest, latest }] = arrival(calendar, confirmed, days, banksWork);
    return { earliest: earliest.date, latest: latest.date, unknown_year: latest.unknownYear };
  },
);
process.stdout.write(JSON.stringify(answers));
