// @ts-check
/**
 * The shapes that the search service, the browser's own search and the pages share. No code.
 *
 * @typedef {{text: string, marked: boolean}} Span  A piece of text, marked where it matches.
 * @typedef {{kind: string, from: string, to: string}} Rewrite  What was searched instead of what was typed.
 * @typedef {{id: string, title: string, count: number}} CategoryCount
 *
 * @typedef {object} Extract  What answers, in the words of a page.
 * @property {string} kind
 * @property {string} article_id  Empty for the glossary.
 * @property {string} title
 * @property {string} url
 * @property {string | null} anchor
 * @property {string | null} heading
 * @property {{role: "name" | "text" | "note", label: string, spans: Span[]}[]} parts
 * @property {string} lead
 * @property {string} source
 * @property {boolean} unverified
 * @property {number} confidence
 * @property {string} level
 * @property {string | null} [review_due]  The last day on which the review of its page holds.
 *
 * @typedef {object} Hit
 * @property {string} kind  "article", or "tool" for a self-service tool that `url` opens filled in.
 * @property {string} article_id
 * @property {string} url  Path on this site, from the root.
 * @property {string | null} anchor  Section that answers best; null for the top of the article.
 * @property {string} title
 * @property {Span[]} title_spans
 * @property {string | null} heading
 * @property {{title: string, url: string}[]} breadcrumbs
 * @property {string} category
 * @property {Span[]} snippet
 * @property {boolean} [unverified]  Whether something in the snippet is not confirmed yet.
 * @property {string | null} [review_due]  The last day on which its review holds.
 * @property {string} summary
 * @property {number} score
 * @property {Extract[]} [extracts]  What of it says most of what was asked; of the first hits.
 * @property {boolean} [unreachable]  Without a network its page cannot be opened: it was not kept.
 *
 * @typedef {object} SearchResponse
 * @property {boolean} [counted]  Whether the operator counts visits.
 * @property {{text: string, normalised: string, literal: boolean}} query
 * @property {{said: string[], met: boolean}} [conditions]  Operators: only the service knows them.
 * @property {Urgent} [urgent]  Only when the text tells of trouble.
 * @property {Rewrite[]} applied
 * @property {number} total
 * @property {number} limit
 * @property {number} offset
 * @property {string} confidence  "high" or "low".
 * @property {string} [level]  "sure", "possible", "articles" or "none"; the browser's own search only says "possible".
 * @property {Extract | null} [answer]
 * @property {Extract[]} [also_possible]
 * @property {CategoryCount[]} categories
 * @property {Hit[]} hits
 *
 * @typedef {object} SearchParameters
 * @property {string} q
 * @property {number} [limit]
 * @property {number} [offset]
 * @property {string} [category]
 * @property {boolean} [typing]  True while it is still typed: it is answered but not counted.
 * @property {boolean} [literal]  True searches what was typed and rewrites nothing.
 *
 * @typedef {object} Suggestion
 * @property {string} text
 * @property {"title" | "heading" | "question"} kind
 * @property {string} article_id
 * @property {string} url
 * @property {string | null} anchor
 *
 * @typedef {object} SearchAnswer
 * @property {string[]} withheld  Names of what was private and not sent.
 * @property {"service" | "browser"} source
 * @property {SearchResponse} response
 * @property {Hit[]} nearest  When nothing was found: the articles that come closest.
 * @property {Suggestion[]} suggestions
 *
 * @typedef {[heading: string | null, text: string, anchor?: string | null]} IndexedPassage  Its anchor is its heading
 *   where none is given.
 *
 * @typedef {object} IndexedArticle
 * @property {string} id
 * @property {string} url
 * @property {string} title
 * @property {string} summary
 * @property {string} category
 * @property {string | null} [tool]  The tool that the page carries.
 * @property {string[]} questions
 * @property {string[]} [aliases]  What leads to it and is shown to nobody.
 * @property {string[]} [wordings]  What questions given to its sections say anew, without function words.
 * @property {IndexedPassage[]} passages
 *
 * @typedef {object} PackedPinyin
 * @property {string} common  Syllables, each with how many of `commonCharacters` are next read so.
 * @property {Record<string, string>} others  Tone-less syllable to further characters read so.
 *
 * @typedef {object} BrowserIndex  The file `assets/browser-index-4.json`.
 * @property {number} version
 * @property {string} generation
 * @property {{id: string, title: string, url: string}[]} categories
 * @property {IndexedArticle[]} articles
 * @property {PackedPinyin} pinyin
 * @property {string} traditional  The n-th character here is written like the n-th of `simplified`.
 * @property {string} simplified
 * @property {string[]} function_words
 * @property {string[][]} synonyms
 * @property {Record<string, string>} spoken  Plain words to dialect, slang and curses, a bar between two.
 * @property {{surely: Record<string, string>, beside: Record<string, string>}} english
 * @property {string[]} joins  Words that stand between two questions.
 * @property {string[]} politeness  Greetings, thanks and fillers, left out of a question.
 * @property {string[]} rivals  Wallets and loans of others, of which nothing is known here.
 * @property {string[]} ours  How customers call us.
 * @property {Situation[]} situations
 * @property {string[]} calm
 * @property {Record<string, PhoneNumber>} numbers  By their keys in the operator's data.
 * @property {ToolWords} tools
 *
 * @typedef {object} ToolWords  What asks for a tool, from `content/words/tools.yml`.
 * @property {{says: string[], tool: string, open: string | null}[]} names
 * @property {string[]} refund
 * @property {string[]} arrival
 * @property {Record<string, string>} refund_methods
 * @property {string[]} doubt
 * @property {string} still_stuck  The heading of the section that every article has.
 *
 * @typedef {{name: string, value: string, use: string}} PhoneNumber
 * @typedef {{situation: string, call: PhoneNumber[]}} Urgent  Trouble, and whom to ring.
 *
 * @typedef {object} Situation  Told by one word of each group, unless one of `unless` is there.
 * @property {string} situation
 * @property {string[]} articles
 * @property {string[]} call  Keys of numbers, the most important first.
 * @property {string[][]} words
 * @property {string[]} unless
 * @property {boolean} [always]  Its numbers are given whatever else was told or asked.
 */
export {};
