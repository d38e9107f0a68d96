"""The browser's index carries what questions given to sections say anew, within its room."""

from __future__ import annotations

from dataclasses import replace

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.site.browser_wordings import wordings_within

GIVEN = ("怎么换灯泡", "灯罩碎了怎么办", "灯罩裂了", "灯罩")


@pytest.fixture
def documents(shop_documents: Documents) -> Documents:
    """Without any questions but these, all of one section."""
    units = [replace(one, questions=(), section_questions=()) for one in shop_documents.units]
    at = next(at for at, one in enumerate(units) if one.article_id == "L-102")
    units[at] = replace(units[at], section_questions=GIVEN)
    return replace(shop_documents, units=units)


def test_wordings_have_no_function_words_and_nothing_that_others_say(
    documents: Documents, shop_analyser: Analyser
) -> None:
    found = wordings_within(documents, shop_analyser, 1_000)

    assert set(found) == {"L-102"}
    assert found["L-102"] == sorted(found["L-102"])
    assert any("灯罩碎" in one for one in found["L-102"])
    assert "灯罩" not in found["L-102"]
    assert not any("怎么" in one for one in found["L-102"])


@pytest.mark.parametrize("budget", range(0, 20, 3))
def test_wordings_keep_to_their_room_and_more_room_drops_none(
    documents: Documents, shop_analyser: Analyser, budget: int
) -> None:
    found = wordings_within(documents, shop_analyser, budget).get("L-102", [])
    more = wordings_within(documents, shop_analyser, budget + 5).get("L-102", [])

    assert sum(map(len, found)) <= budget
    assert set(found) <= set(more)
