"""Whatever is sent as a query gets an answer or a refusal, never a failure."""

from __future__ import annotations

import re
from http import HTTPStatus
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.problem_details import assert_problem
from tests.service_client import TestClient

HOSTILE = {
    "ten thousand characters": "a" * 10_000,
    "fifty stars": "*" * 50,
    "wildcards with letters": "?*?*?*?*?*a",
    "prefix": "灯*",
    "range": "[a TO z]",
    "fuzzy": "灯泡~2",
    "five thousand brackets": "(" * 5_000,
    "brackets around a word": "(" * 30 + "灯" + ")" * 30,
    "NUL": "灯\x00泡",
    "emoji": "😀👨‍👩‍👧‍👦",
    "emoji with a word": "灯泡😀",
    "right to left": "\u202e灯泡\u202c",
    "zero width": "灯\u200b泡" * 16,
    "markup": "<img src=x onerror=alert(1)>",
    "script": "</script><script>alert(1)</script>",
    "sql": "' OR 1=1 --",
    "template": "{{ 7 * 7 }}${7*7}",
    "path": "../../../../etc/passwd",
    "log lines": "灯\r\nHTTP/1.1 200 OK\r\n",
    "field syntax": "u:灯 AND w:泡 NOT pb:x^9",
    "combining marks": "灯" + "\u0301" * 60,
    "one unpaired quote": '"灯泡',
    "letters without vowels": "zh" * 32,
    "full pinyin": "zhuang" * 10,
    "digits": "9" * 64,
    "compounds": "a-" * 31 + "a",
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_query_is_answered_or_refused(client: TestClient, query: str) -> None:
    response = client.get("/api/v1/search", params={"q": query})

    if response.status_code != HTTPStatus.OK:
        assert_problem(response, HTTPStatus.UNPROCESSABLE_ENTITY)


@pytest.mark.parametrize(
    "encoded", ["%ED%A0%80", "%ED%BF%BF%E7%81%AF", "%FF%FE", "%C0%80", "%", "%zz", "%E7%81"]
)
def test_bytes_that_are_no_text_are_answered_or_refused(client: TestClient, encoded: str) -> None:
    response = client.get(f"/api/v1/search?q={encoded}")

    if response.status_code != HTTPStatus.OK:
        assert_problem(response, HTTPStatus.UNPROCESSABLE_ENTITY)


def test_a_parameter_given_twice_is_answered_and_two_hundred_times_refused(
    client: TestClient,
) -> None:
    twice = client.get("/api/v1/search?q=%E7%81%AF&q=%E7%81%AF")
    often = client.get("/api/v1/search?" + "&".join(["q=%E7%81%AF"] * 200))

    assert twice.status_code == HTTPStatus.OK
    assert_problem(often, HTTPStatus.UNPROCESSABLE_ENTITY, "参数太多")


def test_markup_comes_back_as_text_in_json(client: TestClient) -> None:
    response = client.get("/api/v1/search", params={"q": "<b>灯泡</b>"})

    assert response.headers["content-type"] == "application/json"
    assert response.json()["query"]["text"] == "<b>灯泡</b>"
    assert "<b>" not in str(response.json()["hits"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=70))
def test_any_text_is_answered_or_refused(client: TestClient, text: str) -> None:
    response = client.get("/api/v1/search?q=" + quote(text, errors="surrogatepass"))

    assert response.status_code in {HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY}


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/..%2f..%2fetc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "//etc/passwd",
        "/\\..\\..\\etc\\passwd",
        "/%00",
        "/" + "a" * 1_500,
    ],
)
def test_a_path_out_of_the_site_is_not_found(client: TestClient, path: str) -> None:
    response = client.get(path)

    assert response.status_code == HTTPStatus.NOT_FOUND
    assert "root:" not in response.text


@pytest.mark.parametrize("path", [
    "//evil.example/..", "//evil.example/%2f..", "/%5cevil.example/..", "/%2f%2fevil.example/..",
    "/%09/evil.example/..", "//evil.example/lamps", "/lamps//evil.example",
    "/https:%2f%2fevil.example/..", "/search/?q=//evil.example",
    "/search?q=https://evil.example&next=//evil.example",
])  # fmt: skip
def test_no_address_leads_to_another_site(client: TestClient, path: str) -> None:
    location = client.get(path, follow_redirects=False).headers.get("location", "/")

    assert not re.match(r"[/\\]{2}", location)
    assert urlsplit(location).netloc in {"", "127.0.0.1"}
