"""`POST /api/v1/agent/answer`: what a CRM gets for the text of a case."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest

from search_service.asking.typed_text import RAW_QUERY_LIMIT
from search_service.desk.case_answer import CaseAnswerModel
from search_service.desk.journal import Journal
from search_service.settings import Settings
from tests.integration.agent_desk.door import API, CANARY
from tests.problem_details import assert_problem
from tests.service_client import TestClient

ANSWER = f"{API}/answer"
LETTER = "您好，我是你们的老顾客。" * 12 + "灯不亮怎么办？谢谢！"


def ask(agent: TestClient, text: str) -> dict[str, Any]:
    response = agent.post(ANSWER, json={"text": text})
    assert response.status_code == HTTPStatus.OK, response.text
    assert response.headers["cache-control"] == "private, no-store"
    answer: dict[str, Any] = response.json()
    return answer


@pytest.mark.parametrize("text", ["灯不亮怎么办", LETTER])
def test_a_case_short_or_long_gets_article_words_and_links(agent: TestClient, text: str) -> None:
    answer = ask(agent, text)

    assert set(answer) == set(CaseAnswerModel.model_fields)
    assert answer["level"] in {"sure", "possible", "articles"}
    article = answer["articles"][0]
    assert article["id"] == "L-101"
    assert article["scripts"]["say"][0]["text"].startswith(CANARY)
    assert article["hand_out"]["link"] == "http://127.0.0.1:8000/lamps/a/"
    assert article["desk"] == "http://127.0.0.1:8000/agent/#L-101"
    assert article["handover"] == "N-101"
    assert len(answer["articles"]) <= 3


def test_the_article_of_the_answer_is_the_first(agent: TestClient) -> None:
    for text in ("灯不亮怎么办", "怎么换灯泡", "先核对灯号"):
        answer = ask(agent, text)
        if answer["answer"] is not None:
            assert answer["articles"][0]["id"] == answer["answer"]["article_id"]


def test_what_is_private_in_a_case_is_withheld_before_it_is_read(
    agent: TestClient, settings: Settings
) -> None:
    answer = ask(agent, "我叫张三，手机号 13800138000，灯不亮怎么办")

    assert "13800138000" not in str(answer)
    assert [one.act for one in Journal(settings.agent_journal_file).entries()] == ["login"]


def test_an_internal_article_comes_without_anything_to_send(agent: TestClient) -> None:
    articles = ask(agent, "先核对灯号")["articles"]
    internal = [one for one in articles if one["audience"] == "internal"]

    assert internal
    assert all(one["hand_out"] is None for one in internal)


@pytest.mark.parametrize(
    "body", [{}, {"text": ""}, {"text": 5}, {"text": "灯", "more": 1}, {"text": "。！？"}]
)
def test_what_asks_nothing_is_refused(agent: TestClient, body: dict[str, Any]) -> None:
    assert_problem(agent.post(ANSWER, json=body), HTTPStatus.UNPROCESSABLE_ENTITY)


def test_the_length_is_bounded(agent: TestClient) -> None:
    longest = "灯不亮怎么办。" * (RAW_QUERY_LIMIT // 7)
    assert ask(agent, longest)["articles"]
    too_long = agent.post(ANSWER, json={"text": "灯" * (RAW_QUERY_LIMIT + 1)})
    assert_problem(too_long, HTTPStatus.UNPROCESSABLE_ENTITY)
    flood = agent.post(ANSWER, content=b'{"text": "' + b"a" * 20_000 + b'"}')
    assert_problem(flood, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


def test_nobody_who_has_not_signed_in_gets_an_answer(client: TestClient) -> None:
    refused = client.post(ANSWER, json={"text": "灯不亮怎么办"})

    assert_problem(refused, HTTPStatus.UNAUTHORIZED, "登录")
    assert CANARY not in refused.text
    assert refused.headers["cache-control"] == "private, no-store"


def test_another_sites_page_gets_none_in_the_agents_name(agent: TestClient) -> None:
    foreign = {"origin": "https://crm.lamps.example", "sec-fetch-site": "cross-site"}
    refused = agent.post(ANSWER, json={"text": "灯不亮怎么办"}, headers=foreign)

    assert_problem(refused, HTTPStatus.FORBIDDEN)
    assert CANARY not in refused.text


def test_trouble_in_a_case_comes_first_with_whom_to_ring(agent: TestClient) -> None:
    for text in ("灯漏电了", f"{LETTER}怎么换灯泡？还有，昨天灯漏电了。"):
        answer = ask(agent, text)
        assert answer["urgent"]["situation"] == "灯漏电"
        assert [one["value"] for one in answer["urgent"]["call"]] == ["110"]
        assert answer["articles"][0]["id"] == "L-101"
    assert ask(agent, "怎么换灯泡")["urgent"] is None


def test_who_approved_an_article_is_told_to_agents_and_to_nobody_else(agent: TestClient) -> None:
    approved = {"by": "灯铺法务组", "day": "2026-02-27"}

    assert ask(agent, "灯不亮怎么办")["articles"][0]["approved"] == approved
    assert agent.get(f"{API}/articles/L-101").json()["approved"] == approved
    assert agent.get(f"{API}/articles/N-101").json()["approved"] is None
    for public in ("/api/v1/search?q=灯不亮怎么办", "/api/v1/articles/L-101"):
        assert "灯铺法务组" not in agent.get(public).text
