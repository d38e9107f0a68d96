"""Is an article found by its own questions? Each is asked while the index does not hold it.

What it measures: whether customers who say it in yet another way will arrive as well. The index is
changed in memory; only the passages of one article are analysed anew for each question.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from search_service.analysis.chains import Analyser, PassageText, passage_text
from search_service.answering.documents import Documents, StoredArticle
from search_service.engines.index_store import IndexedText
from search_service.engines.merging import merge
from search_service.engines.postings import Postings, postings_of_texts
from search_service.releases.search_index import indexed_texts, search_in_memory


@dataclass(frozen=True)
class HeldOutQuestion:
    """One question asked without itself.

    Attributes:
        article_id: The article it belongs to.
        question: What was asked.
        place: Place of that article, from 1; None when it was not among the candidates.
        first: The article that came first; None when nothing was found.
    """

    article_id: str
    question: str
    place: int | None
    first: str | None


def held_out(documents: Documents, analyser: Analyser) -> Iterator[HeldOutQuestion]:
    """Every question of every article, in order."""
    texts = indexed_texts(documents, analyser)
    whole = postings_of_texts(list(map(_passage_text, texts)), analyser)
    for number, article in enumerate(documents.articles):
        own = [n for n, p in enumerate(documents.passages) if p.article_id == article.id]
        for question in article.questions:
            left = tuple(one for one in article.questions if one != question)
            changed = [_passage_text(replace(texts[n], questions=left)) for n in own]
            fresh = postings_of_texts(changed, analyser)
            articles = _with(documents.articles, number, replace(article, questions=left))
            without = replace(documents, articles=articles)
            search = search_in_memory(without, _replaced(whole, own, fresh), analyser)
            ranked = [found for found, _ in search.rank_articles(question)]
            place = ranked.index(article.id) + 1 if article.id in ranked else None
            first = ranked[0] if ranked else None
            yield HeldOutQuestion(article.id, question, place, first)


def _passage_text(text: IndexedText) -> PassageText:
    return passage_text(text.title, text.questions, text.body)


def _with(
    articles: Sequence[StoredArticle], number: int, article: StoredArticle
) -> tuple[StoredArticle, ...]:
    return (*articles[:number], article, *articles[number + 1 :])


def _replaced(whole: Postings, own: Sequence[int], fresh: Postings) -> Postings:
    """`whole` with other postings for the passages `own`."""
    others = np.arange(whole.passage_count, dtype=np.int32)
    others[list(own)] = -1
    parts = [(whole, others), (fresh, np.array(own, dtype=np.int32))]
    return merge(parts, whole.passage_count)
