"""What agents tell the people who write, over HTTP: with a name, a state and a mark for others."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

import pytest

from search_service.desk.journal import Journal
from search_service.records.feedback import FeedbackStore
from search_service.settings import Settings
from tests.integration.agent_desk.door import API, CANARY
from tests.problem_details import assert_problem
from tests.service_client import TestClient

OWN = {"X-KB-Request": "1"}
COVERAGE = "/agent/coverage"


def flag(agent: TestClient, comment: str = "灯号写错了") -> None:
    said = {"article_id": "N-101", "comment": comment}
    assert agent.post(f"{API}/flags", json=said, headers=OWN).status_code == HTTPStatus.CREATED


def flags_of(agent: TestClient) -> list[dict[str, object]]:
    flags: list[dict[str, object]] = agent.get(f"{API}/articles/N-101").json()["flags"]
    return flags


def test_a_flag_has_a_name_and_others_see_it_until_it_is_dealt_with(agent: TestClient) -> None:
    assert flags_of(agent) == []
    flag(agent)

    [shown] = flags_of(agent)
    assert (shown["agent"], shown["comment"], shown["state"]) == ("小灯", "灯号写错了", "open")
    for state, handled_by in (("taken", "小灯"), ("open", ""), ("done", None)):
        done = agent.post(COVERAGE, data={"number": str(shown["number"]), "state": state})
        assert done.headers["location"] == "coverage#flags"
        seen = [(one["state"], one["handled_by"]) for one in flags_of(agent)]
        assert seen == ([] if state == "done" else [(state, handled_by)])


def test_a_question_without_an_answer_is_kept_for_writers_without_what_is_private(
    agent: TestClient, settings: Settings
) -> None:
    body = {"question": "灯会唱歌吗，打 13800138000 告诉我"}
    sent = agent.post(f"{API}/unanswered", json=body, headers=OWN)
    assert sent.status_code == HTTPStatus.CREATED

    [stored] = FeedbackStore(settings.feedback_file).by_agents()
    assert (stored.article_id, stored.agent, stored.state) == ("", "小灯", "open")
    assert stored.comment is not None
    assert stored.comment.startswith("灯会唱歌吗")
    assert "13800138000" not in stored.comment
    page = agent.get(COVERAGE).text
    assert "没有答案" in page
    assert "灯会唱歌吗" in page
    assert Journal(settings.agent_journal_file).entries()[0].act == "unanswered"


@pytest.mark.parametrize("question", ["", "13800138000", "？？"])
def test_a_question_of_which_nothing_may_be_kept_is_refused(
    agent: TestClient, question: str
) -> None:
    refused = agent.post(f"{API}/unanswered", json={"question": question}, headers=OWN)

    assert_problem(refused, HTTPStatus.UNPROCESSABLE_ENTITY)


def test_the_journal_tells_what_was_opened_from_what_was_only_drawn(
    agent: TestClient, settings: Settings
) -> None:
    agent.get(f"{API}/articles/N-101")
    read = agent.post(f"{API}/reads", json={"article_id": "n-101"}, headers=OWN)
    assert read.status_code == HTTPStatus.NO_CONTENT

    entries = Journal(settings.agent_journal_file).entries()
    assert [(e.act, e.article_id) for e in entries[:2]] == [("read", "N-101"), ("preview", "N-101")]


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("flags", {"article_id": "N-101", "comment": "灯"}),
        ("unanswered", {"question": "灯"}),
        ("reads", {"article_id": "N-101"}),
    ],
)
def test_nobody_else_says_anything_in_an_agents_name(
    agent: TestClient, path: str, body: dict[str, str]
) -> None:
    url = f"{API}/{path}"
    foreign = {"origin": "https://crm.lamps.example", "sec-fetch-site": "cross-site"}
    assert_problem(agent.post(url, json=body, headers=OWN | foreign), HTTPStatus.FORBIDDEN)
    assert_problem(agent.post(url, json=body), HTTPStatus.FORBIDDEN)
    agent.cookies.clear()
    assert_problem(agent.post(url, json=body, headers=OWN), HTTPStatus.UNAUTHORIZED, "登录")


def test_the_coverage_page_counts_words_and_names_what_has_none(agent: TestClient) -> None:
    page = agent.get(COVERAGE)

    assert page.headers["cache-control"] == "private, no-store"
    assert "3 篇里 1 篇有话术，2 篇没有话术也没写原因" in page.text
    assert "<b>没写原因</b>" in page.text
    assert "还没有标记" in page.text
    assert CANARY not in page.text  # titles and counts, no article


def test_the_coverage_page_is_shut_like_the_desk(client: TestClient) -> None:
    assert client.get(COVERAGE).headers["location"] == "login"
    sent = client.post(COVERAGE, data={"number": "1", "state": "done"})
    assert sent.headers["location"] == "login"


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"number": "1", "state": "gone"}, HTTPStatus.UNPROCESSABLE_ENTITY),
        ({"number": "x", "state": "done"}, HTTPStatus.UNPROCESSABLE_ENTITY),
        ({"number": "9" * 30, "state": "done"}, HTTPStatus.UNPROCESSABLE_ENTITY),
        ({}, HTTPStatus.UNPROCESSABLE_ENTITY),
        ({"number": "12", "state": "done"}, HTTPStatus.NOT_FOUND),
    ],
)
def test_a_flag_that_is_not_there_cannot_be_dealt_with(
    agent: TestClient, fields: dict[str, str], status: HTTPStatus
) -> None:
    assert_problem(agent.post(COVERAGE, data=fields), status)


def test_what_agents_wrote_is_no_markup_on_the_page(agent: TestClient) -> None:
    flag(agent, "<script>alert(1)</script>")

    assert "<script>alert" not in agent.get(COVERAGE).text


def test_feedback_that_cannot_be_read_keeps_no_article_from_a_caller(
    agent: TestClient, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    Path(settings.feedback_file).write_bytes(b"no database" * 100)

    assert flags_of(agent) == []
    assert "坐席标记读不出来：N-101" in caplog.text
