// Prints, as JSON, how often the piece of a page that the browser chooses answers.
//
//   node tests/javascript/judge_offline_answers.js site/assets/browser-index-4.json judged.json
//
// judged.json: {pages: {code: units}, questions: [{text, articles, answer}]}, units as the service
// cuts them. Output: {questions, article, best, two}, counts of the first hit's article.
import { readFileSync } from "node:fs";
import { createBrowserSearch } from "../../theme/javascripts/search/browser_search.js";
import { choose } from "../../theme/javascripts/search/unit_choice.js";

const [index, judged] = process.argv.slice(2).map((file) => JSON.parse(readFileSync(file, "utf8")));
const { search, reading, plain, questionsOf } = createBrowserSearch(index);
const sums = { questions: judged.questions.length, article: 0, best: 0, two: 0 };
for (const { text, articles, answer } of judged.questions) {
  const [hit] = search({ q: text, limit: 1 }).hits;
  if (!hit || !articles.includes(hit.article_id)) continue;
  sums.article += 1;
  const page = { title: hit.title, questions: questionsOf(hit.article_id), units: judged.pages[hit.article_id] ?? [] };
  const answers = choose(reading(text), page, plain).map(({ unit }) => new RegExp(answer).test(unit.text));
  if (answers[0]) sums.best += 1;
  if (answers[0] || answers[1]) sums.two += 1;
}
process.stdout.write(`${JSON.stringify(sums)}\n`);
