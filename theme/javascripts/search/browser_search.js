// @ts-check
import { Bm25Field } from "./bm25.js";
import { articleCodes } from "./codes.js";
import { besideDanger, toldDanger, toldSituation } from "./distress.js";
import { excerpt, findMarks, toSpans } from "./excerpt.js";
import { createKnownQuestions } from "./known_question.js";
import { createNormaliser, splitRuns } from "./normalise.js";
import { englishReplacer, meanings, plainSpeaker, spokenReplacer } from "./phrases.js";
import { rivalFinder } from "./rivals.js";
import { createPinyin } from "./pinyin.js";
import { pinyinTable } from "./pinyin_table.js";
import { addSynonyms, LONGEST_QUERY, readQuery, understood } from "./query.js";
import {
  addLatin,
  correctHomophones,
  createWording,
  SYLLABLE_FIELD,
  SYLLABLE_PAIR_BODY,
  SYLLABLE_PAIR_FIELD,
} from "./rewriting.js";
import { initialsOf, pairsOf, termsOf } from "./terms.js";
import { chinaToday, linkToSection, toolLink } from "./tool_links.js";

// A hit must have this part of the best hit's score. Measured on 2,099 judged questions to a public
// set of 300 FAQs with three wordings each: 99 % of the right answers score above it.
const LEAST_PART_OF_BEST = 0.35; // service: answering.ranking.LEAST_SHARE_OF_BEST
// A tool page holds a table of everything it knows.
const TOOL_WEIGHT = 0.7; // service: answering.signals.TOOL_WEIGHT
// A smaller lead of the first hit over the second makes the answer unsure. On the same set the first
// hit was right in 32 % of the questions below it and in 78 % above.
const SURE_LEAD = 0.05;

/**
 * The search that runs in the browser when the service cannot be reached. It answers in the
 * service's own form.
 * @param {import("./types.js").BrowserIndex} index
 */
export function createBrowserSearch(index) {
  const normalise = createNormaliser(index.traditional, index.simplified);
  const pinyin = createPinyin(pinyinTable(index.pinyin));
  const plain = (/** @type {string} */ text) => normalise(text).text;
  const functionWords = index.function_words.map(plain);
  const synonyms = index.synonyms.map((group) => group.map(plain));
  const categories = new Map(index.categories.map((category) => [category.id, category]));
  const passages = index.articles.flatMap((article) => {
    const head = [article.title, article.title, ...article.questions].join("\n");
    const shown = article.passages.map(([heading, text, anchor = heading]) => {
      const passage = { anchor, heading, text };
      const own = [passage.heading ?? "", passage.text].join("\n");
      return {
        article,
        passage,
        own: plain(own),
        text: plain(`${head}\n${own}`),
        head: plain(head),
        asked: plain(head),
        hidden: false,
      };
    });
    const leading = [...(article.aliases ?? []), ...(article.wordings ?? [])];
    if (!leading.length) return shown;
    // What leads to the article and is shown to nobody, as one more passage.
    const [text, asked] = [leading, article.aliases ?? []].map((one) => plain(one.join("\n")));
    return [...shown, { article, passage: shown[0].passage, own: "", text, head: "", asked, hidden: true }];
  });

  const fields = {
    units: new Bm25Field(),
    syllables: new Bm25Field(),
    syllablePairs: new Bm25Field(SYLLABLE_PAIR_BODY),
  };
  for (const { text, asked } of passages) {
    const terms = termsOf(text, pinyin);
    const inHead = termsOf(asked, pinyin);
    for (const name of /** @type {const} */ (["units", "syllables", "syllablePairs"])) {
      fields[name].add(terms[name], inHead[name].length);
    }
  }
  const initials = lazily(() => {
    const field = new Bm25Field();
    for (const { text } of passages) field.add(initialsOf(text, pinyin));
    return field;
  });
  // What the articles themselves say; the questions misspell on purpose.
  const titles = index.articles.map((article) => plain(article.title));
  const texts = [...titles, ...passages.map(({ own }) => own)];
  // Pairs of characters are known but not scored: on the same set, on top of the pairs of syllables,
  // they cost .002 to .006 nDCG@10.
  const pairs = lazily(() => new Set([...texts, ...synonyms.flat()].flatMap(pairsOf)));
  const latin = lazily(() => new Set(texts.flatMap(splitRuns).map((run) => run.text)));

  const known = {
    pinyin,
    functionWords,
    isLatinKnown: (/** @type {string} */ run) => latin().has(run),
    isPairKnown: (/** @type {string} */ pair) => pairs().has(pair),
    isSyllablePairKnown: (/** @type {string} */ pair) => fields.syllablePairs.documentCount(pair) > 0,
    vocabulary: lazily(() => {
      const headings = passages.map(({ passage }) => plain(passage.heading ?? ""));
      return createWording([...titles, ...headings, ...synonyms.flat()], pinyin);
    }),
    wording: lazily(() =>
      createWording(
        passages.map(({ text }) => text),
        pinyin,
      ),
    ),
  };

  const byKnownQuestion = lazily(() =>
    createKnownQuestions(
      passages.filter(({ hidden }) => !hidden).map(({ article, own }) => `${plain(article.title)}\n${own}`),
      functionWords,
    ),
  );

  const inChinese = englishReplacer({
    surely: meanings(index.english.surely),
    beside: meanings(index.english.beside),
  });
  const inPlainWords = spokenReplacer(meanings(index.spoken));
  const inFewWords = plainSpeaker(index.politeness.map(plain), index.ours.map(plain), functionWords);
  const isOfRivals = rivalFinder(index.rivals.map(plain), index.ours.map(plain));

  /**
   * @param {string} text
   * @param {boolean} literal
   */
  const interpret = (text, literal) => {
    const typed = understood(text, normalise);
    if (literal) return { typed, corrected: typed, query: readQuery(typed, { pinyin, functionWords }), applied: [] };
    /** @type {import("./types.js").Rewrite[]} */
    const applied = [];
    const written = text.replace(/\s+/g, " ").trim();
    if (plain(written) !== written.normalize("NFKC").toLowerCase()) {
      applied.push({ kind: "traditional", from: written, to: typed });
    }
    const chinese = inChinese(typed, known.isLatinKnown);
    const plainly = inPlainWords(chinese.text);
    const said = inFewWords(plainly.text.replace(/\s+/g, " ").trim());
    if (chinese.done.length) {
      const [from, to] = [chinese.done.map((one) => one.from), chinese.done.map((one) => one.to).filter(Boolean)];
      applied.push({ kind: "english", from: from.join(" "), to: to.join(" ") });
    }
    for (const { from, to } of plainly.done) if (to) applied.push({ kind: "synonym", from, to });
    const corrected = correctHomophones(/[\p{L}\p{N}]/u.test(said) ? said : typed, known);
    const query = readQuery(corrected.text, { pinyin, functionWords });
    applied.push(...corrected.applied, ...addSynonyms(query, synonyms, pinyin), ...addLatin(query, known));
    return { typed, corrected: corrected.text, query, applied };
  };

  const headlines = lazily(
    () => new Set(index.articles.flatMap(({ title, questions }) => [title, ...questions].map(bare))),
  );
  const bare = (/** @type {string} */ text) => plain(text).replaceAll(" ", "");

  /**
   * The code of the article for a situation: the likeliest, or none when an article answers this
   * very question.
   * @param {import("./types.js").Situation | undefined} told
   * @param {string} typed
   * @param {import("./query.js").Query} query
   */
  const urgentCode = (told, typed, query) => {
    if (!told || headlines().has(bare(typed))) return [];
    return score(query, [...told.articles])
      .filter(({ article }) => told.articles.includes(article.id))
      .slice(0, 1)
      .map(({ article }) => article.id);
  };

  /**
   * Whether the articles know anything of the query but its function words.
   * @param {import("./query.js").Query} query
   */
  const isAboutAnything = ({ content, syllablePairs, syllables, initials: grams }) =>
    content.length === 0 ||
    grams.size > 0 ||
    content.some((unit) => fields.units.documentCount(unit) > 0) ||
    [...syllablePairs.keys()].some((pair) => fields.syllablePairs.documentCount(pair) > 0) ||
    (syllablePairs.size === 0 && [...syllables.keys()].some((one) => fields.syllables.documentCount(one) > 0));

  /** @param {import("./types.js").Situation} told */
  const numbersOf = ({ call }) => call.flatMap((key) => index.numbers[key] ?? []);

  /** @param {string} typed  @param {string} corrected */
  const toldIn = (typed, corrected) =>
    toldSituation(corrected, index.situations, index.calm, pinyin.of) ?? toldDanger(typed, index.situations, pinyin.of);

  /**
   * The trouble that was found, and whom to ring when somebody wants to die.
   * @param {import("./types.js").Urgent | undefined} found
   * @param {string} text  Normalised.
   */
  const inDanger = (found, text) => besideDanger(found, text, index.situations, numbersOf, pinyin.of);

  /** @param {import("./query.js").Query} query  @param {string[]} codes */
  const rank = (query, codes) => {
    if (!codes.length && !isAboutAnything(query)) return [];
    const all = byKnownQuestion()(score(query, codes), query.normalised, (article) =>
      [article.title, ...article.questions, ...(article.wordings ?? [])].map(plain),
    );
    const least = LEAST_PART_OF_BEST * Math.max(0, ...all.map(({ score: reached, known }) => reached / known));
    return all.filter(({ score: reached, known, named }) => named || reached / known >= least);
  };

  /**
   * Every article that holds anything of the query, best first.
   * @param {import("./query.js").Query} query
   * @param {string[]} [codes]
   */
  const score = (query, codes = []) => {
    const scores = new Float64Array(passages.length);
    fields.units.addScores(query.units, 1, scores);
    fields.syllables.addScores(query.syllables, SYLLABLE_FIELD, scores);
    fields.syllablePairs.addScores(query.syllablePairs, SYLLABLE_PAIR_FIELD, scores);
    if (query.initials.size) initials().addScores(query.initials, 1, scores);
    /** @type {Map<string, {article: import("./types.js").IndexedArticle, score: number, named: boolean}>} */
    const best = new Map();
    passages.forEach(({ article }, i) => {
      const named = codes.includes(article.id);
      const known = best.get(article.id)?.score ?? (named ? -1 : 0);
      const reached = scores[i] * (article.tool ? TOOL_WEIGHT : 1);
      if (reached > known) best.set(article.id, { article, score: reached, named });
    });
    return [...best.values()].sort(
      (a, b) => Number(b.named) - Number(a.named) || b.score - a.score || (a.article.id < b.article.id ? -1 : 1),
    );
  };

  /**
   * The passage of an article that answers best: one that holds more of the query than the top does.
   * Of a tool it is told by what the query says beyond the tool itself: 一步步排查打不通.
   * @param {import("./types.js").IndexedArticle} article
   * @param {readonly string[]} highlights
   */
  const bestPassage = (article, highlights) => {
    const own = passages.filter((candidate) => candidate.article === article && !candidate.hidden);
    const said = article.tool ? highlights.filter((string) => !own[0].head.includes(string)) : highlights;
    const held = own.map(({ own: text }) => said.filter((string) => text.includes(string)).length);
    const top = Math.max(
      0,
      own.findIndex(({ passage }) => passage.anchor === null),
    );
    const inHead = said.filter((string) => own[top].head.includes(string)).length;
    let chosen = top;
    held.forEach((count, i) => {
      if (count > held[chosen] && count >= inHead) chosen = i;
    });
    return own[chosen].passage;
  };

  /**
   * @param {import("./types.js").IndexedArticle} article
   * @param {number} score
   * @param {string[]} highlights
   * @param {import("./tool_links.js").ToolLink | null} [asked]
   * @returns {import("./types.js").Hit}
   */
  const toHit = (article, score, highlights, asked = null) => {
    // A tool opens at its top, where it works, and says what it does rather than what it holds.
    const best = bestPassage(article, highlights);
    const section = article.tool ? linkToSection(article.tool, best.heading, index.tools.still_stuck) : null;
    const opened = article.tool && asked?.tool === article.tool ? asked : section;
    const query = opened?.query ?? "";
    const filledIn = opened?.name ?? [...new URLSearchParams(query).values()][0] ?? null;
    const text = article.tool ? article.summary : best.text || article.summary;
    const passage = article.tool ? { anchor: null, heading: filledIn } : best;
    const category = categories.get(article.category);
    return {
      kind: article.tool ? "tool" : "article",
      article_id: article.id,
      url: article.url + query,
      anchor: passage.anchor,
      title: article.title,
      title_spans: toSpans(article.title, findMarks(normalise(article.title), highlights)),
      heading: passage.heading,
      breadcrumbs: category ? [{ title: category.title, url: category.url }] : [],
      category: article.category,
      snippet: excerpt(text, findMarks(normalise(text), highlights)),
      summary: article.summary,
      score,
    };
  };

  /**
   * @param {import("./types.js").SearchParameters} parameters
   * @returns {import("./types.js").SearchResponse}
   */
  const search = ({ q, limit = 10, offset = 0, category, literal = false }) => {
    const { typed, corrected, query, applied } = interpret(q, literal);
    const asked = literal ? null : toolLink(typed, chinaToday(), index.tools);
    const tool = asked && index.articles.find((article) => article.tool === asked.tool);
    const asksFor = [...articleCodes(typed), ...(tool ? [tool.id] : [])];
    const told = literal ? undefined : toldIn(typed, corrected);
    const urgent = asksFor.length ? [] : urgentCode(told, typed, query);
    const all = rank(query, [...asksFor, ...urgent]);
    // Unless something else was asked for and found.
    const isUrgent = told && all.length > 0 && told.articles.includes(all[0].article.id);
    const found = isUrgent ? { situation: told.situation, call: numbersOf(told) } : undefined;
    // A correction must not hide it (死掉 → 撕掉).
    const said = typed === corrected ? typed : `${typed}\n${corrected}`;
    const trouble = literal ? undefined : inDanger(found, said);
    const hits = category ? all.filter(({ article }) => article.category === category) : all;
    const counts = index.categories
      .map(({ id, title }) => ({
        id,
        title,
        count: all.filter(({ article }) => article.category === id).length,
      }))
      .filter(({ count }) => count > 0);
    return {
      query: { text: q, normalised: typed, literal },
      ...(trouble && { urgent: trouble }),
      applied,
      total: hits.length,
      limit,
      offset,
      // What others' wallets do is not known here, so that nothing of it stands above the hits.
      confidence: isConfident(all) && !isOfRivals(typed, corrected) ? "high" : "low",
      categories: counts,
      hits: hits
        .slice(offset, offset + limit)
        .map(({ article, score }) => toHit(article, score, query.highlights, asked)),
    };
  };

  /**
   * The articles that share anything with a text for which there are no hits, best first: the bar
   * that a hit must pass is lowered to single characters and sounds outside function words.
   * @param {string} text
   * @param {number} count
   */
  const nearest = (text, count) => {
    const { typed, query } = interpret(text.slice(0, LONGEST_QUERY), false);
    const bare = readQuery(query.content.join("") || typed, { pinyin, functionWords });
    return score({ ...query, units: bare.units, syllables: bare.syllables })
      .slice(0, count)
      .map(({ article, score: reached }) => toHit(article, reached, query.highlights));
  };
  /** What a question says, for choosing among the pieces of a page. @param {string} text */
  const reading = (text) => {
    const { query } = interpret(text, false);
    return { text: query.normalised, content: query.content, highlights: query.highlights };
  };
  const marked = (/** @type {string} */ text, /** @type {readonly string[]} */ strings) =>
    toSpans(text, findMarks(normalise(text), strings));
  const questionsOf = (/** @type {string} */ code) => index.articles.find(({ id }) => id === code)?.questions ?? [];
  const { joins, tools } = index;
  return { search, inDanger, nearest, reading, marked, plain, questionsOf, joins, stillStuck: tools.still_stuck };
}

/** @typedef {ReturnType<typeof createBrowserSearch>} BrowserSearch */

/**
 * What is known of an article is left out: it says nothing of how much of the text the others explain.
 * @param {{score: number, known: number, named: boolean}[]} ranked
 */
function isConfident(ranked) {
  if (ranked.length < 2 || ranked[0].named) return ranked.length > 0;
  const [first, second] = ranked.map(({ score, known }) => score / known);
  return (first - second) / first >= SURE_LEAD;
}

/**
 * @template T
 * @param {() => T} make
 * @returns {() => T}
 */
function lazily(make) {
  /** @type {T | undefined} */
  let made;
  return () => {
    made ??= make();
    return made;
  };
}
