// Prints, as JSON, which article the browser search ranks where for each judged query.
//
//   node tests/javascript/judge_browser_search.js site/assets/browser-index-4.json content/judgements/queries.tsv
//
// Output: [{query, kind, expected: ["R-102"], rank}], rank 1 being first and null not found.
import { readFileSync } from "node:fs";
import { createBrowserSearch } from "../../theme/javascripts/search/browser_search.js";

const [indexFile, judgementsFile] = process.argv.slice(2);
const { search } = createBrowserSearch(JSON.parse(readFileSync(indexFile, "utf8")));
const [, ...lines] = readFileSync(judgementsFile, "utf8").trim().split("\n");
const judged = lines.map((line) => {
  const [query, expected, kind] = line.split("\t");
  const right = expected.split("|");
  const place = search({ q: query, limit: 100 }).hits.findIndex((hit) => right.includes(hit.article_id));
  return { query, kind, expected: right, rank: place < 0 ? null : place + 1 };
});
process.stdout.write(`${JSON.stringify(judged, null, 1)}\n`);
