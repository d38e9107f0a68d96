"""`POST /api/v1/feedback`: what is stored, and what is not."""

from __future__ import annotations

import fcntl
import logging
import shutil
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus

import pytest

from search_service.records.feedback import FeedbackStore
from search_service.settings import Settings
from tests.integration.feedback_api.sending import FEEDBACK, post
from tests.problem_details import assert_problem
from tests.service_client import TestClient


def test_feedback_is_recorded(client: TestClient, store: FeedbackStore) -> None:
    response = post(client)

    assert response.status_code == HTTPStatus.CREATED
    assert response.json() == {"status": "recorded"}
    assert response.headers["content-type"] == "application/json"
    assert response.headers["cache-control"] == "no-store"
    (stored,) = store.read()
    assert (stored.article_id, stored.helpful, stored.reason) == ("L-101", False, "unclear")
    assert stored.comment == "第二步看不懂"


def test_reason_and_comment_may_be_left_out(client: TestClient, store: FeedbackStore) -> None:
    response = client.post(FEEDBACK, json={"article_id": "l-102", "helpful": True})

    assert response.status_code == HTTPStatus.CREATED
    assert store.read()[0].article_id == "L-102"


def test_no_number_of_a_person_is_stored(client: TestClient, store: FeedbackStore) -> None:
    post(client, comment="我的手机 一三八 零零一三 八零零零")

    assert store.read()[0].comment == "我的手机 【手机号已隐去】"


def test_a_repeated_key_answers_the_same_and_is_stored_once(
    client: TestClient, store: FeedbackStore
) -> None:
    first, second = post(client, "key-1"), post(client, "key-1")

    assert (first.status_code, first.json()) == (second.status_code, second.json())
    assert len(store.read()) == 1


def test_a_used_key_with_other_feedback_is_a_conflict(
    client: TestClient, store: FeedbackStore
) -> None:
    post(client, "key-1")

    assert_problem(post(client, "key-1", helpful=True), HTTPStatus.CONFLICT, "Idempotency-Key")
    assert len(store.read()) == 1


def test_a_comment_of_500_characters_fits(client: TestClient, store: FeedbackStore) -> None:
    assert post(client, comment="灯" * 500).status_code == HTTPStatus.CREATED
    assert store.read()[0].comment == "灯" * 500


def test_feedback_cannot_be_read_over_http(client: TestClient) -> None:
    post(client)

    refused = client.get(FEEDBACK)

    assert_problem(refused, HTTPStatus.METHOD_NOT_ALLOWED, "POST")
    assert refused.headers["allow"] == "POST"


def test_when_feedback_cannot_be_stored_that_is_said_and_logged_and_passes(
    client: TestClient, own_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.rmtree(own_settings.state_folder)  # the service keeps its counts there
    own_settings.state_folder.write_text("a file where the folder should be", encoding="utf-8")

    with caplog.at_level(logging.ERROR):
        assert_problem(post(client), HTTPStatus.SERVICE_UNAVAILABLE, "稍后再试")

    (record,) = [one for one in caplog.records if one.name == "search_service.web.feedback"]
    assert "反馈没有存下" in record.getMessage()
    assert "第二步看不懂" not in caplog.text
    assert client.get("/api/v1/search", params={"q": "灯"}).status_code == HTTPStatus.OK
    own_settings.state_folder.unlink()
    assert post(client).status_code == HTTPStatus.CREATED


def test_a_locked_file_holds_up_no_page(client: TestClient, own_settings: Settings) -> None:
    post(client)
    other = sqlite3.connect(own_settings.feedback_file)
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(post, client)
        time.sleep(0.2)
        answered = client.get("/healthz").status_code

        assert not waiting.done()
        assert answered == HTTPStatus.OK
        assert_problem(waiting.result(), HTTPStatus.SERVICE_UNAVAILABLE)
    other.close()


def test_the_openapi_document_describes_the_body(client: TestClient) -> None:
    operation = client.get("/api/v1/openapi.json").json()["paths"][FEEDBACK]["post"]

    schema = operation["requestBody"]["content"]["application/json"]["schema"]
    assert set(schema["properties"]) == {"article_id", "helpful", "reason", "comment"}
    assert {"201", "403", "404", "409", "413", "422", "429", "503"} <= set(operation["responses"])


def test_a_lock_that_is_not_let_go_keeps_nobody_waiting_for_ever(
    client: TestClient, own_settings: Settings
) -> None:
    post(client)
    file = own_settings.feedback_file
    with file.with_name(f"{file.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert_problem(post(client), HTTPStatus.SERVICE_UNAVAILABLE)
    assert post(client).status_code == HTTPStatus.CREATED


def test_a_key_is_not_stored_as_it_was_sent(client: TestClient, own_settings: Settings) -> None:
    for _ in range(2):
        assert post(client, key="13800138000").status_code == HTTPStatus.CREATED

    stored = b"".join(one.read_bytes() for one in own_settings.state_folder.glob("feedback*"))
    assert b"13800138000" not in stored
