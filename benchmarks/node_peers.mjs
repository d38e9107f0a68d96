// Builds one engine for node and answers queries, one line in, one line out.
//
// Usage: node --expose-gc node_peers.mjs PEER PASSAGES QUERIES
// PASSAGES holds one passage a line, its terms as words with spaces between.
// QUERIES holds one JSON object a line: word → weight.
// First line out: {"index_seconds", "memory_mb", "index_mb"}. Then, for each line read (number of
// a query, most repetitions, milliseconds above which it is not repeated):
// {"milliseconds": CPU time of the process each time, "found": first ten passages}.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const LIMIT = 10;

async function miniSearch(passages) {
  const { default: MiniSearch } = await import("minisearch");
  const index = new MiniSearch({
    fields: ["words"],
    tokenize: (text) => text.split(" "),
    processTerm: (term) => term,
  });
  index.addAll(passages.map((words, id) => ({ id, words })));
  return {
    prepare: (query) => {
      const boostTerm = (term) => query[term];
      return [Object.keys(query).join(" "), { combineWith: "OR", boostTerm }];
    },
    search: ([words, options]) =>
      index
        .search(words, options)
        .slice(0, LIMIT)
        .map((hit) => hit.id),
    serialised: () => JSON.stringify(index),
  };
}

async function lunr(passages) {
  const { default: build } = await import("lunr");
  const index = build(function fill() {
    this.ref("id");
    this.field("words");
    this.pipeline.reset();
    this.searchPipeline.reset();
    passages.forEach((words, id) => this.add({ id, words }));
  });
  return {
    prepare: (query) => Object.entries(query),
    search: (terms) =>
      index
        .query((query) => {
          for (const [term, boost] of terms) query.term(term, { boost, usePipeline: false });
        })
        .slice(0, LIMIT)
        .map((hit) => Number(hit.ref)),
    serialised: () => JSON.stringify(index),
  };
}

async function flexSearch(passages) {
  const { Index } = await import("flexsearch");
  const index = new Index({ tokenize: "strict", encode: (text) => text.split(" "), cache: false });
  passages.forEach((words, id) => index.add(id, words));
  return {
    prepare: (query) => Object.keys(query).join(" "),
    // `suggest` makes it a disjunction.
    search: (words) => index.search(words, { limit: LIMIT, suggest: true }),
    serialised: () => {
      const parts = [];
      index.export((_key, part) => parts.push(part ?? ""));
      return parts.join("");
    },
  };
}

function megabytes() {
  globalThis.gc();
  const { rss } = process.memoryUsage();
  return rss / 1024 / 1024;
}

function sizeOf(engine) {
  try {
    return Number((Buffer.byteLength(engine.serialised()) / 1e6).toFixed(3));
  } catch (error) {
    if (error instanceof RangeError) return null; // longer than a string can be
    throw error;
  }
}

const [name, passagesFile, queriesFile] = process.argv.slice(2);
const build = { MiniSearch: miniSearch, lunr, FlexSearch: flexSearch }[name];
const passages = readFileSync(passagesFile, "utf8").split("\n");
const queries = readFileSync(queriesFile, "utf8")
  .split("\n")
  .map((line) => JSON.parse(line));
const before = megabytes();
const started = process.hrtime.bigint();
const engine = await build(passages);
const seconds = Number(process.hrtime.bigint() - started) / 1e9;
const memory = megabytes() - before;
const prepared = queries.map(engine.prepare);
process.stdout.write(
  `${JSON.stringify({
    index_seconds: Number(seconds.toFixed(3)),
    memory_mb: Number(memory.toFixed(2)),
    index_mb: sizeOf(engine),
  })}\n`,
);
globalThis.gc();

for await (const line of createInterface({ input: process.stdin })) {
  const [number, repeats, repeatedBelow] = line.split("\t").map(Number);
  const milliseconds = [];
  let found;
  do {
    const start = process.cpuUsage();
    const answer = engine.search(prepared[number]);
    const used = process.cpuUsage(start);
    milliseconds.push((used.user + used.system) / 1000);
    found ??= answer;
  } while (milliseconds.length < repeats && milliseconds.at(-1) <= repeatedBelow);
  process.stdout.write(`${JSON.stringify({ milliseconds, found })}\n`);
}
