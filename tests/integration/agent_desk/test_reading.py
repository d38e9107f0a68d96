"""The agent desk over HTTP: what an agent gets, and what is written down of it."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from search_service.desk.journal import Journal
from search_service.records.feedback import FeedbackStore
from search_service.settings import Settings
from tests.integration.agent_desk.door import API, CANARY
from tests.problem_details import assert_problem
from tests.service_client import TestClient


def test_public_and_internal_articles_are_found_together(agent: TestClient) -> None:
    response = agent.get(f"{API}/search", params={"q": "灯"})
    found = response.json()

    assert {hit["id"]: hit["audience"] for hit in found["hits"]} == {
        "L-101": "public",
        "L-102": "public",
        "N-101": "internal",
    }
    assert response.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize("kept", ["", "密码是 "])
@pytest.mark.parametrize("private", ["13800138000", "abc12345", "https://lamp.example/x"])
def test_what_is_private_in_a_call_is_withheld_and_the_rest_is_searched(
    agent: TestClient, kept: str, private: str
) -> None:
    rest = agent.get(f"{API}/search", params={"q": f"灯 {kept}"})
    response = agent.get(f"{API}/search", params={"q": f"灯 {kept}{private}"})

    found = [hit["id"] for hit in response.json()["hits"]]
    assert found
    assert found == [hit["id"] for hit in rest.json()["hits"]]
    assert private not in response.text


def test_nothing_but_a_number_is_nothing_to_search_for(agent: TestClient) -> None:
    response = agent.get(f"{API}/search", params={"q": "13800138000"})

    assert_problem(response, HTTPStatus.UNPROCESSABLE_ENTITY)
    assert "13800138000" not in response.text


def test_an_article_comes_with_its_words_links_and_form(agent: TestClient) -> None:
    article = agent.get(f"{API}/articles/l-101").json()

    assert article["scripts"]["say"][0]["text"] == f"{CANARY}，我先看看您的灯。"
    assert article["hand_out"]["link"] == "http://127.0.0.1:8000/lamps/a/"
    assert article["hand_out"]["spoken"] == "L 幺零幺"
    assert article["handover"] == "N-101"
    [form] = agent.get(f"{API}/session").json()["handovers"]
    assert form["article"]["id"] == "N-101"
    assert form["form"]["to"]["name"] == "修灯组"
    assert article["status"] == "过期"  # reviewed in March, every 90 days
    assert agent.get(f"{API}/articles/N-101").json()["hand_out"] is None


def test_an_article_that_is_not_there_is_a_problem(agent: TestClient) -> None:
    assert_problem(agent.get(f"{API}/articles/N-999"), HTTPStatus.NOT_FOUND, "N-999")


def test_the_public_api_knows_no_internal_article(agent: TestClient) -> None:
    # The public index of this project was never published: these answers come from nothing else.
    assert agent.get("/api/v1/articles/N-101").status_code != HTTPStatus.OK
    paths = agent.get("/api/v1/openapi.json").text
    assert "/agent" not in paths
    assert CANARY not in paths


def test_who_read_what_is_written_down_without_what_was_typed(
    agent: TestClient, settings: Settings
) -> None:
    agent.get(f"{API}/search", params={"q": "灯泡"})
    agent.get(f"{API}/articles/N-101")
    agent.post("/agent/logout")

    entries = Journal(settings.agent_journal_file).entries()
    assert [(e.agent, e.act, e.article_id) for e in entries] == [
        ("小灯", "logout", None),
        ("小灯", "preview", "N-101"),
        ("小灯", "login", None),
    ]
    for file in settings.state_folder.glob("agent-journal.sqlite*"):
        assert "灯泡".encode() not in file.read_bytes()


def test_a_full_disk_does_not_keep_an_article_from_a_caller(
    agent: TestClient, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with Journal(settings.agent_journal_file)._transaction() as connection:  # noqa: SLF001
        connection.exec_driver_sql(
            "CREATE TRIGGER full BEFORE INSERT ON acts BEGIN SELECT RAISE(ABORT, 'full'); END"
        )

    assert agent.get(f"{API}/articles/N-101").status_code == HTTPStatus.OK
    assert "坐席记录没有写下：preview N-101" in caplog.text


def test_a_flag_lands_beside_the_customers_feedback(agent: TestClient, settings: Settings) -> None:
    said = {"article_id": "N-101", "comment": "灯号写错了，找 13800138000"}
    response = agent.post(f"{API}/flags", json=said, headers={"X-KB-Request": "1"})
    assert response.status_code == HTTPStatus.CREATED

    [stored] = FeedbackStore(settings.feedback_file).read()
    assert (stored.article_id, stored.source, stored.helpful) == ("N-101", "agent", False)
    assert stored.comment is not None
    assert stored.comment.startswith("灯号写错了")
    assert "13800138000" not in stored.comment


@pytest.mark.parametrize("day", ["20260305", "2026-03-05"])
def test_a_day_is_read_as_it_is_typed(agent: TestClient, day: str) -> None:
    response = agent.get(f"{API}/articles/L-101", params={"as_of": day})

    assert_problem(response, HTTPStatus.NOT_FOUND, "没有 git 历史")


@pytest.mark.parametrize("day", ["20260230", "1772668800", "yesterday", "2026"])
def test_what_is_no_day_is_refused(agent: TestClient, day: str) -> None:
    response = agent.get(f"{API}/articles/L-101", params={"as_of": day})

    assert_problem(response, HTTPStatus.UNPROCESSABLE_ENTITY)


def test_a_day_that_is_to_come_is_refused_with_the_last_one_there_is(agent: TestClient) -> None:
    response = agent.get(f"{API}/articles/L-101", params={"as_of": "29991231"})

    assert_problem(response, HTTPStatus.NOT_FOUND, "最晚是今天")
