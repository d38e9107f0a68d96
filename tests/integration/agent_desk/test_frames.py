"""The agent desk in a frame of another program, for hosts that the operator lists."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from pydantic import ValidationError

from search_service.settings import Settings
from tests.integration.agent_desk.door import GETS, MakeClient, sign_in

CRM = "https://crm.lamps.example"


@pytest.fixture
def framed(settings: Settings) -> Settings:
    return settings.model_copy(update={"agent_frame_hosts": (CRM,)})


def test_without_the_setting_nobody_may_hold_the_desk_in_a_frame(make_client: MakeClient) -> None:
    answer = make_client().get("/agent/login")

    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "samesite=strict" in sign_in(make_client()).headers["set-cookie"].lower()


def test_a_listed_host_may_and_the_cookie_works_in_its_frames_alone(
    make_client: MakeClient, framed: Settings
) -> None:
    client = make_client("192.0.2.8", framed)

    for path in ("/agent/login", "/"):
        policy = client.get(path).headers["content-security-policy"]
        assert (f"frame-ancestors {CRM}" in policy) is (path == "/agent/login")
    cookie = sign_in(client).headers["set-cookie"]
    assert cookie.endswith("Path=/; HttpOnly; Secure; SameSite=None; Partitioned")
    client.headers["cookie"] = cookie.partition(";")[0]
    assert client.get(GETS[0]).status_code == HTTPStatus.OK
    assert f"frame-ancestors {CRM}" in client.get("/agent/").headers["content-security-policy"]

    left = client.post("/agent/logout")
    assert "Max-Age=0" in left.headers["set-cookie"]
    assert client.get(GETS[0]).status_code == HTTPStatus.UNAUTHORIZED


def test_another_sites_page_still_sends_nothing_in_the_agents_name(
    make_client: MakeClient, framed: Settings
) -> None:
    client = make_client("192.0.2.9", framed)
    client.headers["cookie"] = sign_in(client).headers["set-cookie"].partition(";")[0]

    refused = client.post("/agent/logout", headers={"origin": CRM, "sec-fetch-site": "cross-site"})

    assert refused.status_code == HTTPStatus.FORBIDDEN
    assert client.get(GETS[0]).status_code == HTTPStatus.OK


@pytest.mark.parametrize(
    "host", ["*", "http://crm.lamps.example", "https://a b", "https://a/; script-src *", "'self'"]
)
def test_only_encrypted_origins_can_be_listed(host: str) -> None:
    with pytest.raises(ValidationError):
        Settings(agent_frame_hosts=(host,))
