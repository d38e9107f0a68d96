"""`POST /api/v1/feedback` as clumsy clients and other sites call it."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import pytest

from search_service.records.feedback import FeedbackStore
from tests.integration.feedback_api.sending import FEEDBACK, SAID, MakeClient, post
from tests.problem_details import assert_problem
from tests.service_client import TestClient


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


@pytest.mark.parametrize(
    ("name", "own", "foreign"),
    [
        ("Origin", "http://127.0.0.1", "https://lamps.example"),
        ("Sec-Fetch-Site", "same-origin", "cross-site"),
    ],
)
def test_a_request_that_says_two_things_of_where_it_comes_from_is_forbidden(
    client: TestClient, name: str, own: str, foreign: str
) -> None:
    for said in ([own, foreign], [foreign, own]):
        response = client.post(FEEDBACK, json=SAID, headers=[(name, one) for one in said])

        assert_problem(response, HTTPStatus.FORBIDDEN)


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
