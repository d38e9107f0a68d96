"""The agent desk over HTTP: who gets in, and that nobody else does."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from http import HTTPStatus

import pytest

from search_service.desk.access import COOKIE
from search_service.desk.accounts import Accounts
from search_service.desk.journal import Journal
from search_service.settings import Settings
from tests.integration.agent_desk.door import (
    API,
    CANARY,
    GETS,
    PASSWORD,
    MakeClient,
    assert_shut,
    sign_in,
)
from tests.problem_details import assert_problem
from tests.service_client import TestClient


def test_nobody_gets_in_without_signing_in(client: TestClient) -> None:
    assert_shut(client)
    assert client.get("/agent/").headers["location"] == "login"


@pytest.mark.parametrize("cookie", ["", "x", "WyJcdTVjMGZcdTcwNmYiXQ.abc", "a" * 4000])
def test_a_forged_cookie_opens_nothing(client: TestClient, cookie: str) -> None:
    client.cookies.set(COOKIE, cookie)

    assert_shut(client)


def test_a_tampered_cookie_opens_nothing(agent: TestClient) -> None:
    cookie = agent.cookies[COOKIE]
    payload, signature = cookie.rsplit(".", 1)
    agent.cookies.clear()
    agent.cookies.set(COOKIE, f"{payload[:-1]}{'A' if payload[-1] != 'A' else 'B'}.{signature}")

    assert_shut(agent)


def test_a_disabled_agent_is_out_at_once(agent: TestClient, settings: Settings) -> None:
    assert agent.get(GETS[0]).status_code == HTTPStatus.OK

    Accounts(settings.agents_file).disable("小灯")

    assert_shut(agent)
    assert sign_in(agent).status_code == HTTPStatus.UNAUTHORIZED


def test_a_copied_cookie_is_worth_nothing_after_signing_out(
    agent: TestClient, make_client: MakeClient
) -> None:
    copied = agent.cookies[COOKIE]

    assert agent.post("/agent/logout").status_code == HTTPStatus.SEE_OTHER

    thief = make_client("192.0.2.99")
    thief.cookies.set(COOKIE, copied)
    assert_shut(thief)


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(
    client: TestClient, settings: Settings, make_client: MakeClient
) -> None:
    attributes = sign_in(client).headers["set-cookie"].lower()
    assert "httponly" in attributes
    assert "samesite=strict" in attributes
    assert "secure" not in attributes

    secure = make_client("192.0.2.8", settings.model_copy(update={"agent_cookie_secure": True}))
    assert "secure" in sign_in(secure).headers["set-cookie"].lower()


FOREIGN = (
    {"Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Origin": "null"},
)


@pytest.mark.parametrize("headers", FOREIGN)
def test_another_sites_page_can_neither_sign_in_nor_out_nor_flag(
    agent: TestClient, headers: dict[str, str]
) -> None:
    credentials = {"name": "小灯", "password": PASSWORD}
    flag = {"article_id": "N-101", "comment": "灯"}
    headers_of_flag = headers | {"X-KB-Request": "1"}

    for response in (
        agent.post("/agent/login", data=credentials, headers=headers),
        agent.post("/agent/logout", headers=headers),
        agent.post(f"{API}/flags", json=flag, headers=headers_of_flag),
    ):
        assert_problem(response, HTTPStatus.FORBIDDEN)
    assert agent.get(GETS[0]).status_code == HTTPStatus.OK


@pytest.mark.parametrize("order", [1, -1])
def test_who_says_two_things_of_where_he_comes_from_is_forbidden(
    agent: TestClient, order: int
) -> None:
    said = [("Sec-Fetch-Site", one) for one in ("same-origin", "cross-site")[::order]]

    assert_problem(agent.post("/agent/logout", headers=said), HTTPStatus.FORBIDDEN)
    assert agent.get(GETS[0]).status_code == HTTPStatus.OK


def test_guessing_is_slowed_for_a_client_and_for_a_name(
    make_client: MakeClient, settings: Settings
) -> None:
    guesser = make_client("192.0.2.50")
    answers = [sign_in(guesser, password=f"guess number {n}").status_code for n in range(7)]
    assert answers == [HTTPStatus.UNAUTHORIZED] * 5 + [HTTPStatus.TOO_MANY_REQUESTS] * 2
    assert sign_in(guesser).status_code == HTTPStatus.TOO_MANY_REQUESTS  # right, but too late

    for n in range(5):  # from everywhere at once
        sign_in(make_client(f"198.51.100.{n}"), password="guess again and again")  # noqa: S106
    refused = sign_in(make_client("203.0.113.1"))
    assert refused.status_code == HTTPStatus.TOO_MANY_REQUESTS
    assert int(refused.headers["retry-after"]) > 0
    failures = [e for e in Journal(settings.agent_journal_file).entries() if e.act != "login"]
    assert len(failures) == 10


def test_an_unknown_name_costs_as_much_work_as_a_wrong_password(
    monkeypatch: pytest.MonkeyPatch, client: TestClient
) -> None:
    checked: list[str] = []
    verify = accounts_verify()

    def counted(hasher: object, hashed: str, password: str) -> bool:
        checked.append(hashed[:9])
        return verify(hasher, hashed, password)

    monkeypatch.setattr("argon2.PasswordHasher.verify", counted)
    unknown = sign_in(client, name="大灯", password="a wrong password")  # noqa: S106
    wrong = sign_in(client, password="a wrong password")  # noqa: S106

    assert checked == ["$argon2id", "$argon2id"]
    assert re.sub("大灯|小灯", "", unknown.text) == re.sub("大灯|小灯", "", wrong.text)


def accounts_verify() -> Callable[[object, str, str], bool]:
    from argon2 import PasswordHasher  # noqa: PLC0415 - only here

    return PasswordHasher.verify  # type: ignore[return-value]


def test_no_password_is_ever_written_down(
    client: TestClient, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    wrong = "not the password at all"
    with caplog.at_level(logging.DEBUG):
        assert wrong not in sign_in(client, password=wrong).text
        sign_in(client, name=wrong, password=wrong)  # typed into the wrong field
        sign_in(client)

    assert PASSWORD not in caplog.text
    assert wrong not in caplog.text
    for file in settings.state_folder.rglob("*"):
        if file.is_file():
            written = file.read_bytes()
            assert PASSWORD.encode() not in written, file
            assert wrong.encode() not in written, file


def test_the_login_page_says_how_to_add_the_first_agent(
    client: TestClient, settings: Settings
) -> None:
    assert "kb agent add" not in client.get("/agent/login").text

    settings.agents_file.unlink()

    assert "kb agent add" in client.get("/agent/login").text


def test_what_is_typed_on_the_login_page_is_not_markup(client: TestClient) -> None:
    page = sign_in(client, name='"><script>alert(1)</script>', password="x" * 12)

    assert page.status_code == HTTPStatus.UNAUTHORIZED
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("path", ["/agent/login", "/agent/"])
def test_the_pages_have_the_strict_policy_without_any_inline_script(
    agent: TestClient, path: str
) -> None:
    response = agent.get(path)
    if response.status_code == HTTPStatus.SEE_OTHER:
        response = agent.get("/agent/")

    assert "script-src 'self';" in response.headers["content-security-policy"]
    assert response.headers["cache-control"] == "private, no-store"
    assert CANARY not in response.text
    assert re.findall(r"<script(?![^>]*\bsrc=)", response.text) == []
    assert re.findall(r"\son\w+=|\sstyle=", response.text) == []


@pytest.mark.parametrize("name", ["desk.html", "login.html", "../api.py", "%2e%2e/api.py", ""])
def test_only_scripts_and_styles_are_served_beside_the_pages(client: TestClient, name: str) -> None:
    assert client.get("/agent/assets/main.js").status_code == HTTPStatus.OK
    assert client.get(f"/agent/assets/{name}").status_code == HTTPStatus.NOT_FOUND
