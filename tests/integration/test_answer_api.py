from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest

from search_service.web.answer_route import AnswerModel
from tests.problem_details import assert_problem
from tests.service_client import TestClient

ANSWER = "/api/v1/answer"


def ask(client: TestClient, text: str) -> dict[str, Any]:
    response = client.post(ANSWER, json={"text": text})
    assert response.status_code == HTTPStatus.OK, response.text
    answer: dict[str, Any] = response.json()
    return answer


def test_a_text_gets_its_answer_and_the_articles_it_stands_in(client: TestClient) -> None:
    answer = ask(client, "灯泡多久寄到")

    assert set(answer) == set(AnswerModel.model_fields)
    assert answer["articles"]
    assert answer["level"] in {"sure", "possible", "articles", "none"}


def test_the_answer_is_that_of_the_search(client: TestClient) -> None:
    text = "灯泡多久寄到"
    found = client.get("/api/v1/search", params={"q": text}).json()
    answer = ask(client, text)

    assert [answer[key] for key in ("level", "answer", "also_possible")] == [
        found[key] for key in ("level", "answer", "also_possible")
    ]


def test_personal_data_are_masked_before_they_are_read(client: TestClient) -> None:
    answer = ask(client, "我的手机号 13800138000 灯泡多久寄到")

    assert "13800138000" not in str(answer)


@pytest.mark.parametrize("body", [{}, {"text": ""}, {"text": 5}, {"text": "灯", "more": 1}])
def test_a_body_that_is_no_question_is_refused(client: TestClient, body: dict[str, Any]) -> None:
    assert_problem(client.post(ANSWER, json=body), HTTPStatus.UNPROCESSABLE_ENTITY)


def test_the_openapi_document_has_an_example_of_each_kind(client: TestClient) -> None:
    described = client.get("/api/v1/openapi.json").json()
    body = described["paths"][ANSWER]["post"]["requestBody"]["content"]["application/json"]

    assert len(body["examples"]) > 1
    assert AnswerModel.model_validate(described["components"]["schemas"]["AnswerModel"]["example"])
