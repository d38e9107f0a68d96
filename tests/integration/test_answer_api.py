from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest

from search_service.releases.live_release import LiveRelease
from search_service.web.answer_route import AnswerModel
from search_service.web.factory import create_app
from tests.conftest import RealBuild
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


@pytest.fixture(scope="module")
def of_the_wallet(real_build: RealBuild) -> Iterator[TestClient]:
    """The application over the real content: it has situations, numbers and tools."""
    live = LiveRelease(real_build.settings, real_build.analyser)
    with TestClient(create_app(real_build.settings, live), "http://127.0.0.1") as client:
        yield client


def test_who_is_in_trouble_is_told_whom_to_ring(of_the_wallet: TestClient) -> None:
    for text in ("我被骗转了五千", "手机被偷了"):
        found = of_the_wallet.get("/api/v1/search", params={"q": text}).json()
        answer = ask(of_the_wallet, text)

        assert answer["urgent"] == found["urgent"]
        assert "110" in {one["value"] for one in answer["urgent"]["call"]}
    assert ask(of_the_wallet, "怎么开发票")["urgent"] is None


@pytest.mark.parametrize(
    "text",
    [
        "https://wallet-safe.example/a",
        "13800138000",
        "【u钱包】您的账户异常，请点击 https://a.example/b 认证，否则将冻结",
    ],
)
def test_a_number_a_link_or_a_message_alone_is_for_the_tool_that_checks_it(
    of_the_wallet: TestClient, text: str
) -> None:
    answer = ask(of_the_wallet, text)

    assert (answer["text"], answer["level"], answer["answer"]) == ("", "none", None)
    assert [tool["id"] for tool in answer["tools"]] == ["G-101"]
    assert text not in str(answer)


def test_of_a_question_beside_a_link_both_are_answered(of_the_wallet: TestClient) -> None:
    answer = ask(of_the_wallet, "https://a.example/b 怎么开发票")

    assert answer["text"] == "怎么开发票"
    assert [tool["id"] for tool in answer["tools"]][:1] == ["G-101"]
    assert answer["articles"][0]["id"] == "F-107"


def test_a_secret_alone_is_neither_answered_nor_checked(of_the_wallet: TestClient) -> None:
    answer = ask(of_the_wallet, "Wang1988!xyz")

    assert (answer["text"], answer["level"], answer["tools"]) == ("", "none", [])
