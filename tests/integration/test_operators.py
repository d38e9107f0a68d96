"""Operators in the API, in `kb search` and on the results page."""

from __future__ import annotations

from typing import Any

import pytest

from tests.service_client import TestClient

SEARCH = "/api/v1/search"


def search(client: TestClient, q: str, **more: object) -> dict[str, Any]:
    answer = client.get(SEARCH, params={"q": q, "limit": 50, **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def ids(answer: dict[str, Any]) -> list[str]:
    return [hit["article_id"] for hit in answer["hits"]]


def test_an_exact_phrase_lists_only_what_holds_it_and_says_so(client: TestClient) -> None:
    plain, exact = search(client, "换灯泡"), search(client, '"换灯泡"')

    assert "conditions" not in plain
    assert exact["conditions"] == {"said": ["原文有「换灯泡」"], "met": True}
    assert exact["query"]["text"] == '"换灯泡"'
    assert set(ids(exact)) == {"L-101", "L-102"}


def test_what_is_excluded_is_nowhere_in_the_list(client: TestClient) -> None:
    excluded = set(ids(search(client, '"灯泡"')))

    left = search(client, "怎么换 -灯泡")

    assert excluded
    assert not excluded & set(ids(left))
    assert left["conditions"]["said"] == ["没有「灯泡」"]


def test_and_and_or_widen_and_narrow(client: TestClient) -> None:
    one, two = set(ids(search(client, '"灯泡"'))), set(ids(search(client, '"快递"')))

    assert set(ids(search(client, '"灯泡" AND "快递"'))) == one & two or not one & two
    assert set(ids(search(client, '"灯泡" OR "快递"'))) == one | two


def test_conditions_that_nothing_meets_leave_a_plain_question(client: TestClient) -> None:
    answer = search(client, '换灯泡 "没有人写过这句话"')

    assert answer["conditions"] == {"said": ["原文有「没有人写过这句话」"], "met": False}
    assert answer["hits"]


@pytest.mark.parametrize("typed", ['提示"灯泡"坏了', "l-102", "-灯泡", "灯泡 -1", "换灯泡 张*"])
def test_plain_questions_have_no_conditions(client: TestClient, typed: str) -> None:
    assert "conditions" not in search(client, typed)


def test_literally_a_quote_is_a_sign_like_any_other(client: TestClient) -> None:
    assert "conditions" not in search(client, '"换灯泡"', literal=True)


def test_explanations_of_restricted_answers_multiply_out(client: TestClient) -> None:
    answer = search(client, '灯 "灯泡" -快递', explain=True)

    for hit in answer["hits"]:
        why = hit["explanation"]
        score = sum(term["amount"] for term in why["terms"]) + why["coordination"]
        for factor in why["factors"]:
            score *= factor["factor"]
        lifted = why["lifted_to"]
        assert hit["score"] == pytest.approx(score if lifted is None else lifted, abs=1e-3)


def test_the_whole_of_an_unranked_answer_is_within_bounds(client: TestClient) -> None:
    crowded = "灯 " + " ".join(f"-{sign}" for sign in "甲乙丙丁戊己庚辛壬癸子丑寅卯")

    assert search(client, crowded)["hits"]
    too_long = client.get(SEARCH, params={"q": "灯 " + "-灯泡 " * 100})
    assert too_long.status_code == 200  # read as the message that it must be, without conditions
    assert "conditions" not in too_long.json()
