"""An agent changes his own password: with the old one, and only his."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from search_service.desk.accounts import Accounts
from search_service.settings import Settings
from tests.integration.agent_desk.door import GETS, PASSWORD, MakeClient, sign_in
from tests.service_client import TestClient

NEW = "换一盏新灯，还照着旧路归来"
PAGE = "/agent/password"


def change(agent: TestClient, old: str = PASSWORD, new: str = NEW, again: str = NEW) -> str:
    return agent.post(PAGE, data={"old": old, "new": new, "again": again}).text


def test_the_new_password_counts_at_once_and_other_windows_sign_in_again(
    make_client: MakeClient, settings: Settings
) -> None:
    here, elsewhere = make_client(), make_client("192.0.2.8")
    for client in (here, elsewhere):
        sign_in(client)

    assert "密码已改" in change(here)

    assert here.get(GETS[0]).status_code == HTTPStatus.OK
    assert elsewhere.get(GETS[0]).status_code == HTTPStatus.UNAUTHORIZED
    accounts = Accounts(settings.agents_file)
    assert accounts.verified("小灯", NEW) is not None
    assert accounts.verified("小灯", PASSWORD) is None


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"old": "not the password"}, "现在的密码不对"),
        ({"again": "another one altogether"}, "两次输入的新密码不一样"),
        ({"new": "short", "again": "short"}, "密码要有"),
        ({"new": "passwordpassword", "again": "passwordpassword"}, "很容易被猜到"),
    ],
)
def test_a_change_that_will_not_do_says_why_and_changes_nothing(
    agent: TestClient, settings: Settings, fields: dict[str, str], message: str
) -> None:
    assert message in change(agent, **fields)

    assert Accounts(settings.agents_file).verified("小灯", PASSWORD) is not None
    assert agent.get(GETS[0]).status_code == HTTPStatus.OK


def test_guessing_the_old_password_is_counted_as_on_the_login_page(agent: TestClient) -> None:
    answers = [
        agent.post(PAGE, data={"old": f"guess {n} of many", "new": NEW, "again": NEW})
        for n in range(8)
    ]

    assert answers[-1].status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_nobody_changes_anything_without_a_session_or_from_another_site(
    client: TestClient, agent: TestClient
) -> None:
    foreign = {"origin": "https://crm.lamps.example", "sec-fetch-site": "cross-site"}
    refused = agent.post(PAGE, data={"old": PASSWORD, "new": NEW, "again": NEW}, headers=foreign)
    assert refused.status_code == HTTPStatus.FORBIDDEN
    client.cookies.clear()
    assert client.get(PAGE).headers["location"] == "login"
    assert client.post(PAGE, data={"old": PASSWORD}).headers["location"] == "login"


def test_who_signed_in_elsewhere_is_told_where_his_password_is(
    make_client: MakeClient, settings: Settings
) -> None:
    read = Settings(sso_proxies=("192.0.2.1",)).sso_proxies
    proxied = settings.model_copy(update={"sso_header": "X-Auth-User", "sso_proxies": read})
    proxy = make_client("192.0.2.1", proxied)
    proxy.headers["X-Auth-User"] = "lamp@example.com"

    assert "你用单点登录进来" in proxy.get(PAGE).text
    assert "你用单点登录进来" in change(proxy)
