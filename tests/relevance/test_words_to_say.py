"""Who asks what to say reads the very words, and what ends in a colon shows what it promises."""

from __future__ import annotations

import pytest

from search_service.answering.extracts import Extract
from search_service.content.units import Unit
from tests.conftest import RealBuild


def _quotes(build: RealBuild) -> dict[str, list[Unit]]:
    found: dict[str, list[Unit]] = {}
    for unit in build.search.documents.units:
        if unit.kind == "quote" and unit.article_id:
            found.setdefault(unit.article_id, []).append(unit)
    return found


@pytest.mark.parametrize("wording", ["{}，怎么跟客服讲", "{}，咋开口", "{} 该怎么说"])
def test_the_words_to_say_are_shown_to_whom_asks_for_them(
    real_build: RealBuild, wording: str
) -> None:
    looked_at = 0
    for code, quotes in _quotes(real_build).items():
        matter = real_build.search.documents.articles_by_id[code].title.removesuffix("怎么办")
        result = real_build.search.search(wording.format(matter))
        cards = [one for one in (result.answer, *result.also_possible) if one]
        if not result.hits or result.hits[0].article.id != code:
            continue
        if cards and (cards[0].article_id != code or len({one.article_id for one in cards}) > 1):
            continue  # answered by another article, or two questions in one
        looked_at += 1
        shown: list[Extract] = cards or [*result.hits[0].extracts]
        said = "".join("".join(one.words) for one in shown)
        assert any(quote.parts[0].text in said for quote in quotes), (code, result.query.text)

    assert looked_at >= 15


def test_what_ends_in_a_colon_shows_what_it_promises(real_build: RealBuild) -> None:
    articles = real_build.search.answering.index.articles
    promising = 0
    for code in articles:
        for one in articles[code].units:
            texts = [part.text for part in one.unit.parts]
            if one.unit.kind == "quote" or not any(text.endswith("：") for text in texts):
                continue
            promising += 1
            assert not texts[-1].endswith("："), (code, texts)

    assert promising >= 30
