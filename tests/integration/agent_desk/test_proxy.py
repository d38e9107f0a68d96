"""The agent desk behind a proxy that signs agents in."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from search_service.desk.accounts import Accounts
from search_service.settings import Settings
from tests.integration.agent_desk.door import GETS, MakeClient, assert_shut

SSO = {"sso_header": "X-Auth-User"}


@pytest.fixture
def sso(settings: Settings) -> Settings:
    read = Settings(sso_proxies=("192.0.2.1", "2001:db8::/32"))
    return settings.model_copy(update=SSO | {"sso_proxies": read.sso_proxies})


def test_a_trusted_proxy_vouches_for_an_agent(make_client: MakeClient, sso: Settings) -> None:
    proxy = make_client("192.0.2.1", sso)

    answer = proxy.get(GETS[0], headers={"X-Auth-User": "lamp@example.com"})

    assert answer.status_code == HTTPStatus.OK
    assert answer.json()["agent"] == "lamp@example.com"
    assert_shut(proxy)  # without the header


@pytest.mark.parametrize("address", ["192.0.2.2", "127.0.0.1", "testclient"])
def test_nobody_else_can_claim_to_be_signed_in(
    make_client: MakeClient, sso: Settings, address: str
) -> None:
    client = make_client(address, sso)
    client.headers["X-Auth-User"] = "lamp@example.com"

    assert_shut(client)


@pytest.mark.parametrize("name", ["", "a b", "灯\x00", "x" * 65, "小灯"])
def test_a_strange_name_or_a_disabled_agent_is_not_let_in_by_a_proxy(
    make_client: MakeClient, sso: Settings, name: str
) -> None:
    Accounts(sso.agents_file).disable("小灯")
    proxy = make_client("192.0.2.1", sso)

    response = proxy.get(GETS[0], headers={"X-Auth-User": name.encode()})

    assert response.status_code == HTTPStatus.UNAUTHORIZED


def test_without_the_setting_the_header_means_nothing(make_client: MakeClient) -> None:
    client = make_client("192.0.2.1")
    client.headers["X-Auth-User"] = "lamp@example.com"

    assert_shut(client)
