"""A corpus in the form that a release stores and the search reads."""

from __future__ import annotations

from datetime import timedelta

from search_service.analysis.normalise import normalised_text
from search_service.answering.documents import Documents, PhoneNumber, StoredArticle
from search_service.content.article import Article
from search_service.content.corpus import Corpus
from search_service.content.data.operator_data import UNVERIFIED, OperatorData
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
        aliases=head.aliases,
        review_due=(head.reviewed + timedelta(days=head.review_every_days)).isoformat(),
    )


def _numbers(data: OperatorData) -> tuple[PhoneNumber, ...]:
    """The operator's telephones once verified, and public hotlines whose source was read."""
    own = (
        PhoneNumber(key, one.name, one.value, one.best_for)
        for key, one in data.channels.items()
        if one.kind == "phone" and one.status != UNVERIFIED
    )
    public = (
        PhoneNumber(key, one.name, one.value, one.use)
        for key, one in data.hotlines.items()
        if one.checked_on
    )
    return (*own, *public)


def _explained(corpus: Corpus) -> dict[str, str]:
    """Terms of the glossary, normalised, to the codes of the articles that they lead to."""
    codes = {article.path: article.front_matter.id for article in corpus.articles}
    return {
        normalised_text(one.term).replace(" ", ""): codes[one.article]
        for one in corpus.explained
        if one.article in codes
    }


def documents_of(corpus: Corpus) -> Documents:
    """The stored form of a corpus."""
    return Documents(
        topics=tuple(corpus.topics.values()),
        articles=tuple(_stored(article) for article in corpus.articles),
        passages=tuple(p for article in corpus.articles for p in passages_of(article)),
        numbers=_numbers(corpus.data),
        explained=_explained(corpus),
        units=with_data_named(
            [
                *(u for a in corpus.articles for u in placed(a.units, a.id, a.url)),
                *corpus.definitions,
            ],
            corpus.data,
        ),
    )
