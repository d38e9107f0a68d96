// @ts-check

// Chosen by experiment for characters (docs/relevance.md); a line that ends in "service: NAME" holds
// the value of that name in search_service/, and tests/unit/test_same_constants.py compares them.
const K1 = 2; // service: engines.embedded_engine.K1[u]
const B = 0.75; // service: engines.embedded_engine.B[u]

/**
 * One field of an inverted index: how often each term stands in each document.
 * Lucene's BM25: idf = ln(1 + (N - n + .5) / (n + .5)).
 */
export class Bm25Field {
  /** @type {Map<string, {documents: number[], counts: number[]}>} */
  #postings = new Map();
  /** @type {number[]} */
  #lengths = [];
  #totalLength = 0;

  /**
   * Adds the next document; documents are numbered from 0 in the order they come.
   * @param {string[]} terms
   */
  add(terms) {
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
    for (const [term, weight] of weights) {
      const posting = this.#postings.get(term);
      if (!posting) continue;
      const n = posting.documents.length;
      const idf = Math.log(1 + (total - n + 0.5) / (n + 0.5));
      for (let i = 0; i < n; i += 1) {
        const document = posting.documents[i];
        const count = posting.counts[i];
        const norm = K1 * (1 - B + (B * this.#lengths[document]) / average);
        scores[document] += (fieldWeight * weight * idf * count * (K1 + 1)) / (count + norm);
      }
    }
  }
}
