"""The pages and questions that the browser's own choosing is held to, asked of the service."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from search_service.answering.answers import Found
from search_service.answering.asked import asked_of, understood_text
from search_service.answering.choosing import choose
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from tests.builders import ROOT

SHARED = orjson.loads((ROOT / "tests" / "javascript" / "offline_answers.json").read_bytes())


@pytest.mark.parametrize("article", SHARED["pages"])
def test_the_shared_pages_are_those_of_the_shop(shop_documents: Documents, article: str) -> None:
    page = SHARED["pages"][article]
    stored = shop_documents.articles_by_id[article]
    units = [
        {
            "kind": unit.kind,
            "text": unit.text,
            "label": unit.label,
            "lead": unit.lead,
            "heading": unit.heading or "",
            "pointer": round(unit.pointer, 2),
        }
        for unit in shop_documents.units
        if unit.article_id == article
    ]

    assert page == {"title": stored.title, "questions": list(stored.questions), "units": units}


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["question"])
def test_the_service_chooses_what_the_browser_must_choose(
    shop_search: Search, case: dict[str, Any]
) -> None:
    answering = shop_search.answering
    query = shop_search.parsed(case["question"])
    asked = asked_of(query, answering.index, shop_search.analyser)
    places = answering.places(understood_text(query), [Found(case["article"], 1.0)])
    best = choose(asked, places[:1])[0].unit.unit

    assert case["answer"] in best.text
