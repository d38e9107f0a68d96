from __future__ import annotations

import pytest

from search_service.answering.ranking import NARROWER_CASE
from tests.service_client import TestClient

SEARCH = "/api/v1/search"


@pytest.fixture
def explained(client: TestClient) -> list[dict[str, object]]:
    hits = client.get(SEARCH, params={"q": "换灯泡", "explain": "true"}).json()["hits"]
    assert hits
    return list(hits)


def test_a_hit_says_which_terms_of_which_fields_it_owes_its_score_to(
    explained: list[dict[str, list[dict[str, float]]]],
) -> None:
    for hit in explained:
        amounts = [part["amount"] for part in hit["explanation"]]
        assert amounts == sorted(amounts, reverse=True)
        assert {part["field"] for part in hit["explanation"]} <= {"u", "w", "p", "pb", "i"}
        # Coordination and negation add to the plain sum; a narrower case loses a fifth at most.
        assert sum(amounts) * (1 - NARROWER_CASE) <= float(hit["score"]) + 0.01


def test_without_being_asked_nothing_is_explained(client: TestClient) -> None:
    hits = client.get(SEARCH, params={"q": "换灯泡"}).json()["hits"]

    assert all("explanation" not in hit for hit in hits)
