// @ts-check

// Chosen by experiment for characters (docs/relevance.md); a line that ends in "service: NAME" holds
// the value of that name in search_service/, and tests/unit/test_same_constants.py compares them.
const K1 = 2; // service: engines.norms.K1[u]
// How far a term more counts as length: one of title and questions, and one of running text.
const B = 0.75; // service: engines.norms.B[u]
const BODY_B = 0.9; // service: engines.norms.BODY_B[u]

/**
 * One field of an inverted index: how often each term stands in each document.
 * Lucene's BM25: idf = ln(1 + (N - n + .5) / (n + .5)).
 */
export class Bm25Field {
  /** @type {Map<string, {documents: number[], counts: number[]}>} */
  #postings = new Map();
  /** @type {number[]} */
  #lengths = [];
  /** @type {number[]} */
  #headlineLengths = [];
  #totalLength = 0;
  #totalHeadlineLength = 0;
  #bodyWeight;

  /** @param {number} [bodyWeight]  What a document of running text alone counts, beside one of headlines. */
  constructor(bodyWeight = 1) {
    this.#bodyWeight = bodyWeight;
  }

  /**
   * Adds the next document; documents are numbered from 0 in the order they come.
   * @param {string[]} terms
   * @param {number} [inHeadlines]  How many of them stand in title and questions.
   */
  add(terms, inHeadlines = 0) {
    const document = this.#lengths.length;
    for (const term of terms) {
      const posting = this.#postings.get(term);
      if (!posting) {
        this.#postings.set(term, { documents: [document], counts: [1] });
      } else if (posting.documents[posting.documents.length - 1] === document) {
        posting.counts[posting.counts.length - 1] += 1;
      } else {
        posting.documents.push(document);
        posting.counts.push(1);
      }
    }
    this.#lengths.push(terms.length);
    this.#totalLength += terms.length;
    this.#headlineLengths.push(inHeadlines);
    this.#totalHeadlineLength += inHeadlines;
  }

  /** @param {string} term  @returns {number} the number of documents that hold it */
  documentCount(term) {
    return this.#postings.get(term)?.documents.length ?? 0;
  }

  /** @param {string} term  @returns {readonly number[]} the documents that hold it, ascending */
  documentsWith(term) {
    return this.#postings.get(term)?.documents ?? [];
  }

  /**
   * Adds this field's score of every document to `scores`.
   * @param {Map<string, number>} weights  Term to its weight in the query.
   * @param {number} fieldWeight
   * @param {Float64Array} scores
   */
  addScores(weights, fieldWeight, scores) {
    const total = this.#lengths.length;
    const average = this.#totalLength / total || 1;
    const headlineAverage = this.#totalHeadlineLength / total;
    const counted = (/** @type {number} */ headlines, /** @type {number} */ length) =>
      (B * headlines + BODY_B * (length - headlines)) / average;
    const least = 1 - counted(headlineAverage, average);
    for (const [term, weight] of weights) {
      const posting = this.#postings.get(term);
      if (!posting) continue;
      const n = posting.documents.length;
      const idf = Math.log(1 + (total - n + 0.5) / (n + 0.5));
      for (let i = 0; i < n; i += 1) {
        const document = posting.documents[i];
        const count = posting.counts[i];
        const [length, headlines] = [this.#lengths[document], this.#headlineLengths[document]];
        const norm = K1 * (least + counted(headlines, length));
        const ofText = 1 + (this.#bodyWeight - 1) * (1 - headlines / length);
        scores[document] += (fieldWeight * weight * idf * count * (K1 + 1) * ofText) / (count + norm);
      }
    }
  }
}
