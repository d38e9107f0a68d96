from __future__ import annotations

import math
from typing import Any

import pytest

from search_service.answering.known_question import KNOWN_QUESTION
from search_service.answering.signals import SIGNALS
from tests.service_client import TestClient

SEARCH = "/api/v1/search"


@pytest.fixture
def explained(client: TestClient) -> list[dict[str, Any]]:
    hits = client.get(SEARCH, params={"q": "换灯泡", "explain": "true"}).json()["hits"]
    assert hits
    return list(hits)


def multiplied_out(explanation: dict[str, Any]) -> float:
    if explanation["lifted_to"] is not None:
        return float(explanation["lifted_to"])
    summed = sum(part["amount"] for part in explanation["terms"]) + explanation["coordination"]
    return float(summed * math.prod(part["factor"] for part in explanation["factors"]))


def test_a_hit_says_which_terms_of_which_fields_it_owes_its_score_to(
    explained: list[dict[str, Any]],
) -> None:
    for hit in explained:
        terms = hit["explanation"]["terms"]
        amounts = [part["amount"] for part in terms]
        assert amounts == sorted(amounts, reverse=True)
        assert {part["field"] for part in terms} <= {"u", "w", "p", "pb", "i"}
        # A score goes out with four digits behind the point.
        assert multiplied_out(hit["explanation"]) == pytest.approx(hit["score"], abs=1e-4)


def test_every_signal_is_named_with_its_factor(explained: list[dict[str, Any]]) -> None:
    for hit in explained:
        named = [part["signal"] for part in hit["explanation"]["factors"]]
        assert named == [*(signal.name for signal in SIGNALS), KNOWN_QUESTION.name]


def test_a_typed_code_is_lifted_to_the_best_score(client: TestClient) -> None:
    hits = client.get(SEARCH, params={"q": "l102 快递还没来", "explain": "true"}).json()["hits"]

    assert hits[0]["article_id"] == "L-102"
    assert hits[0]["explanation"]["lifted_to"] == pytest.approx(hits[0]["score"], abs=1e-4)
    assert all(hit["explanation"]["lifted_to"] is None for hit in hits[1:])


def test_without_being_asked_nothing_is_explained(client: TestClient) -> None:
    hits = client.get(SEARCH, params={"q": "换灯泡"}).json()["hits"]

    assert all("explanation" not in hit for hit in hits)
