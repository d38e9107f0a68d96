from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.evaluation.evaluate import index_documents
from search_service.evaluation.held_out import held_out


def test_every_question_is_asked_once(shop_documents: Documents, shop_analyser: Analyser) -> None:
    asked = [(one.article_id, one.question) for one in held_out(shop_documents, shop_analyser)]

    assert asked == [(a.id, question) for a in shop_documents.articles for question in a.questions]


def test_the_places_are_those_of_an_index_that_never_held_the_question(
    shop_documents: Documents, shop_analyser: Analyser, tmp_path: Path
) -> None:
    asked = list(held_out(shop_documents, shop_analyser))

    for number, one in enumerate(asked):
        articles = tuple(
            replace(a, questions=tuple(q for q in a.questions if q != one.question))
            for a in shop_documents.articles
        )
        without = replace(shop_documents, articles=articles)
        search = index_documents(without, shop_analyser, tmp_path / str(number))
        ranked = [article_id for article_id, _ in search.rank_articles(one.question)]
        place = ranked.index(one.article_id) + 1 if one.article_id in ranked else None
        assert (one.place, one.first) == (place, ranked[0] if ranked else None)


def test_the_documents_are_not_changed(shop_documents: Documents, shop_analyser: Analyser) -> None:
    before = shop_documents.articles

    list(held_out(shop_documents, shop_analyser))

    assert shop_documents.articles == before
    assert all(article.questions for article in before)
