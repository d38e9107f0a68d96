"""`POST /api/v1/feedback` as pages, clumsy clients and other sites call it."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx
import pytest

from search_service.analysis.chains import Analyser
from search_service.api import create_app
from search_service.feedback import FeedbackStore
from search_service.live_search import LiveSearch
from search_service.search import Search
from search_service.settings import Settings
from tests.problem_details import assert_problem
from tests.service_client import TestClient

FEEDBACK = "/api/v1/feedback"
HEADERS = {"X-KB-Request": "1"}
SAID = {"article_id": "L-101", "helpful": False, "reason": "unclear", "comment": "第二步看不懂"}

MakeClient = Callable[..., TestClient]


@pytest.fixture
def own_settings(shop_settings: Settings, tmp_path: Path) -> Settings:
    """The shop's, with feedback of its own."""
    return shop_settings.model_copy(update={"state_dir": tmp_path / "state"})


@pytest.fixture
def store(own_settings: Settings) -> FeedbackStore:
    return FeedbackStore(own_settings.feedback_file)


@pytest.fixture
def make_client(
    own_settings: Settings,
    shop_settings: Settings,
    shop_analyser: Analyser,
    shop_search: Search,
) -> Iterator[MakeClient]:
    """Clients at chosen addresses, all of one application."""
    assert shop_search.generation
    app = create_app(own_settings, LiveSearch(shop_settings, shop_analyser))
    with ExitStack() as stack:

        def make(address: str = "192.0.2.7") -> TestClient:
            client = TestClient(
                app,
                "http://127.0.0.1",
                headers=HEADERS,
                client=(address, 50_000),
                raise_server_exceptions=False,
            )
            return stack.enter_context(client)

        yield make


@pytest.fixture
def client(make_client: MakeClient) -> TestClient:
    return make_client()


def post(client: TestClient, key: str | None = None, **said: object) -> httpx.Response:
    headers = {"Idempotency-Key": key} if key else {}
    return client.post(FEEDBACK, json=SAID | said, headers=headers)


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


@pytest.mark.parametrize(
    "headers",
    [
        {"X-KB-Request": ""},
        {"X-KB-Request": "true"},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": ""},
        {"Origin": "https://lamps.example"},
        {"Origin": "http://127.0.0.1:8001"},
        {"Origin": "http://127.0.0.1.lamps.example"},
        {"Origin": "http://["},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
    ],
    ids=str,
)
def test_a_request_of_another_site_or_of_a_form_is_forbidden(
    client: TestClient, store: FeedbackStore, headers: dict[str, str]
) -> None:
    response = client.post(FEEDBACK, json=SAID, headers=headers)

    assert_problem(response, HTTPStatus.FORBIDDEN, "本站")
    assert store.read() == ()


def test_a_form_is_forbidden_without_being_read(client: TestClient) -> None:
    assert_problem(client.post(FEEDBACK, data={"article_id": "L-101"}), HTTPStatus.FORBIDDEN)


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"},
        # The proxy has ended TLS.
        {"Origin": "https://127.0.0.1"},
        {"Content-Type": "application/json; charset=utf-8"},
    ],
    ids=str,
)
def test_our_own_page_may_send(client: TestClient, headers: dict[str, str]) -> None:
    response = client.post(FEEDBACK, json=SAID, headers=headers)

    assert response.status_code == HTTPStatus.CREATED


def test_no_other_site_is_allowed_to_read_the_answer(client: TestClient) -> None:
    asked = {"Origin": "https://lamps.example", "Access-Control-Request-Method": "POST"}
    response = client.options(FEEDBACK, headers=asked)

    assert response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
    assert not [name for name in response.headers if name.startswith("access-control-")]


def test_an_eleventh_in_a_minute_is_told_when_to_come_back(
    make_client: MakeClient, store: FeedbackStore
) -> None:
    client = make_client()
    answers = [post(client, comment=f"第{n}条") for n in range(11)]

    assert [answer.status_code for answer in answers[:10]] == [HTTPStatus.CREATED] * 10
    assert_problem(answers[10], HTTPStatus.TOO_MANY_REQUESTS)
    assert 1 <= int(answers[10].headers["retry-after"]) <= 60
    assert len(store.read()) == 10
    assert post(make_client("192.0.2.8")).status_code == HTTPStatus.CREATED


def test_a_forged_forwarded_address_does_not_make_another_client(client: TestClient) -> None:
    codes = {
        client.post(FEEDBACK, json=SAID, headers={"X-Forwarded-For": f"198.51.100.{n}"}).status_code
        for n in range(12)
    }

    assert HTTPStatus.TOO_MANY_REQUESTS in codes


def test_addresses_of_one_ipv6_network_are_one_client(make_client: MakeClient) -> None:
    for n in range(10):
        assert post(make_client(f"2001:db8::{n:x}")).status_code == HTTPStatus.CREATED

    assert post(make_client("2001:db8::ffff")).status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert post(make_client("2001:db8:0:1::1")).status_code == HTTPStatus.CREATED


@pytest.mark.parametrize("chunked", [False, True])
def test_a_body_over_four_kilobytes_is_refused(
    client: TestClient, store: FeedbackStore, *, chunked: bool
) -> None:
    body = b'{"article_id": "L-101", "helpful": true, "comment": "' + b"x" * 5_000 + b'"}'
    content: Any = iter([body[:3_000], body[3_000:]]) if chunked else body
    response = client.post(FEEDBACK, content=content, headers={"Content-Type": "application/json"})

    assert_problem(response, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "4096")
    assert store.read() == ()


def test_a_comment_of_500_characters_fits(client: TestClient, store: FeedbackStore) -> None:
    assert post(client, comment="灯" * 500).status_code == HTTPStatus.CREATED
    assert store.read()[0].comment == "灯" * 500


@pytest.mark.parametrize(
    ("body", "mentioned"),
    [
        (b"", "正文"),
        (b"{", "正文"),
        (b"[]", "正文"),
        (b"null", "正文"),
        (b"\xff\xfe", "正文"),
        (b'{"helpful": true}', "article_id"),
        (b'{"article_id": "L-101"}', "helpful"),
        (b'{"article_id": "L-101", "helpful": "yes"}', "helpful"),
        (b'{"article_id": 101, "helpful": true}', "article_id"),
        (b'{"article_id": "L-101", "helpful": true, "reason": "ugly"}', "reason"),
        (b'{"article_id": "L-101", "helpful": true, "comment": 1}', "comment"),
        (b'{"article_id": "L-101", "helpful": true, "stars": 5}', "stars"),
        (b'{"article_id": "L-101", "helpful": true, "comment": "%s"}' % (b"x" * 501), "comment"),
    ],
)
def test_a_wrong_body_is_told_what_is_wrong(
    client: TestClient, store: FeedbackStore, body: bytes, mentioned: str
) -> None:
    response = client.post(FEEDBACK, content=body, headers={"Content-Type": "application/json"})

    assert_problem(response, HTTPStatus.UNPROCESSABLE_ENTITY, mentioned)
    assert store.read() == ()


@pytest.mark.parametrize("key", ["", " ", "k" * 65, "a b"])
def test_a_wrong_key_is_refused(client: TestClient, key: str) -> None:
    response = client.post(FEEDBACK, json=SAID, headers={"Idempotency-Key": key})

    assert_problem(response, HTTPStatus.UNPROCESSABLE_ENTITY, "Idempotency-Key")


@pytest.mark.parametrize("article_id", ["L-999", "../etc", "灯", "' OR 1=1"])
def test_an_unknown_article_is_not_found(
    client: TestClient, store: FeedbackStore, article_id: str
) -> None:
    assert_problem(post(client, article_id=article_id), HTTPStatus.NOT_FOUND)
    assert store.read() == ()


def test_feedback_cannot_be_read_over_http(client: TestClient) -> None:
    post(client)

    assert_problem(client.get(FEEDBACK), HTTPStatus.NOT_FOUND)


def test_when_feedback_cannot_be_stored_that_is_said_and_logged_and_passes(
    client: TestClient, own_settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    own_settings.state_folder.write_text("a file where the folder should be", encoding="utf-8")

    with caplog.at_level(logging.ERROR):
        assert_problem(post(client), HTTPStatus.SERVICE_UNAVAILABLE, "稍后再试")

    (record,) = [one for one in caplog.records if one.name == "search_service.feedback_api"]
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
