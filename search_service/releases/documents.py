"""A corpus in the form that a release stores and the search reads."""

from __future__ import annotations

from search_service.answering.documents import Documents, StoredArticle
from search_service.content.article import Article
from search_service.content.corpus import Corpus
from search_service.content.data_rows import with_data_named
from search_service.content.passages import passages_of
from search_service.content.units import placed


def _stored(article: Article) -> StoredArticle:
    head = article.front_matter
    return StoredArticle(
        id=head.id,
        url=article.url,
        title=head.title,
        summary=head.summary,
        questions=head.questions,
        topic_id=article.topic_id,
        updated=head.updated.isoformat(),
        reviewed=head.reviewed.isoformat(),
        tool=article.tool,
    )


def documents_of(corpus: Corpus) -> Documents:
    """The stored form of a corpus."""
    return Documents(
        topics=tuple(corpus.topics.values()),
        articles=tuple(_stored(article) for article in corpus.articles),
        passages=tuple(p for article in corpus.articles for p in passages_of(article)),
        units=with_data_named(
            [
                *(u for a in corpus.articles for u in placed(a.units, a.id, a.url)),
                *corpus.definitions,
            ],
            corpus.data,
        ),
    )
