from __future__ import annotations

import pytest

from search_service.analysis.chains import Analyser, reading
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.answering.suggest import Suggester, completions
from search_service.errors import QueryRejected


@pytest.fixture(scope="module")
def suggester(shop_documents: Documents, shop_analyser: Analyser) -> Suggester:
    return Suggester(completions(shop_documents, shop_analyser))


@pytest.fixture(scope="module")
def title(shop_documents: Documents) -> str:
    return shop_documents.articles[0].title


def typed_forms(title: str) -> list[str]:
    syllables = reading(title)
    return [title[:2], "".join(syllables[:2]), "".join(s[0] for s in syllables[:3])]


def test_a_title_is_completed_from_characters_pinyin_and_initials(
    suggester: Suggester, title: str
) -> None:
    for typed in typed_forms(title):
        assert title in [one.text for one in suggester.suggest(typed)], typed


def test_a_question_leads_to_its_articles_title(
    suggester: Suggester, shop_documents: Documents
) -> None:
    article = shop_documents.articles[0]
    found = suggester.suggest(article.questions[0])

    assert [(one.text, one.kind) for one in found][:1] == [(article.title, "question")]


def test_a_heading_leads_to_its_place(suggester: Suggester, shop_documents: Documents) -> None:
    passage = next(p for p in shop_documents.passages if p.heading)
    found = suggester.suggest(passage.heading or "")

    assert (passage.article_id, passage.anchor) in [(one.article_id, one.anchor) for one in found]


def test_a_place_is_offered_once(suggester: Suggester) -> None:
    for letter in "abcdefghijklmnopqrstuvwxyz灯怎":
        places = [(one.article_id, one.anchor) for one in suggester.suggest(letter)]
        assert len(places) == len(set(places)) <= 8


@pytest.mark.parametrize("typed", ["", "   ", "？", "zzzz", "😀"])
def test_nothing_is_offered_for_nothing(suggester: Suggester, typed: str) -> None:
    assert suggester.suggest(typed) == []


def test_too_much_text_is_refused(shop_search: Search) -> None:
    with pytest.raises(QueryRejected, match="64"):
        shop_search.suggest("灯" * 65)
