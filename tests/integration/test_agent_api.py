"""The agent desk over HTTP: who gets in, what they get, and that nobody else does."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http import HTTPStatus
from pathlib import Path
from typing import Any

import httpx
import pytest

from search_service.analysis.chains import Analyser
from search_service.api import create_app
from search_service.corpus import load_corpus
from search_service.desk.access import COOKIE
from search_service.desk.accounts import Accounts
from search_service.desk.corpus import load_desk
from search_service.desk.journal import Journal
from search_service.desk.publishing import publish_desk
from search_service.feedback import FeedbackStore
from search_service.live_search import LiveSearch
from search_service.publishing import load_analyser
from search_service.settings import Settings
from tests.builders import article_file, internal_file, write_agents, write_content
from tests.problem_details import assert_problem
from tests.service_client import TestClient

API = "/api/v1/agent"
PASSWORD = "灯下黑灯下黑灯下黑灯下黑"  # noqa: S105 - an example
CANARY = "夜光杯暗号"
GETS = (f"{API}/session", f"{API}/search?q=灯", f"{API}/articles/N-101", f"{API}/articles/L-101")
SCRIPTS = f"say:\n  - when: 开场\n    text: {CANARY}，我先看看您的灯。\nhandover: N-101\n"

MakeClient = Callable[..., TestClient]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two public articles and an internal one; the index lies in `state`."""
    folder = tmp_path_factory.mktemp("project")
    content = write_content(
        folder / "content",
        {
            "lamps/a.md": article_file(article_id="L-101", related=["L-102"]),
            "lamps/b.md": article_file(
                article_id="L-102", title="怎么换灯泡", related=["L-101"], body="逆时针拧。\n"
            ),
        },
    )
    form = {"to": "repair", "fields": [{"name": "灯的型号"}]}
    internal = internal_file(body=f"{CANARY}：先核对灯号。\n", form=form)
    write_agents(content, {"articles/check.md": internal, "scripts/L-101.yml": SCRIPTS})
    return folder


@pytest.fixture(scope="module")
def published(project: Path) -> Analyser:
    settings = Settings(project_dir=project, state_dir=project / "state")
    analyser = load_analyser(settings)
    desk = load_desk(settings.content_folder, load_corpus(settings.content_folder))
    assert desk.problems == ()
    publish_desk(settings, desk, analyser)
    return analyser


@pytest.fixture
def settings(project: Path, published: Analyser, tmp_path: Path) -> Settings:
    """The published index, with accounts, journal and feedback of this test's own."""
    assert published
    state = tmp_path / "state"
    state.mkdir()
    (state / "agent-index").symlink_to(project / "state" / "agent-index")
    Accounts(state / "agents.json").add("小灯", PASSWORD)
    return Settings(project_dir=project, state_dir=state, site_dir=tmp_path / "site")


@pytest.fixture
def make_client(settings: Settings, published: Analyser) -> Iterator[MakeClient]:
    """Clients of one application at chosen addresses."""
    with ExitStack() as stack:
        apps: dict[Settings, Any] = {}

        def make(address: str = "192.0.2.7", chosen: Settings | None = None) -> TestClient:
            used = chosen or settings
            if used not in apps:
                apps[used] = create_app(used, LiveSearch(used, published))
            client = TestClient(
                apps[used],
                "http://127.0.0.1",
                client=(address, 50_000),
                follow_redirects=False,
                raise_server_exceptions=False,
            )
            return stack.enter_context(client)

        yield make


@pytest.fixture
def client(make_client: MakeClient) -> TestClient:
    return make_client()


def sign_in(client: TestClient, name: str = "小灯", password: str = PASSWORD) -> httpx.Response:
    return client.post("/agent/login", data={"name": name, "password": password})


@pytest.fixture
def agent(client: TestClient) -> TestClient:
    assert sign_in(client).status_code == HTTPStatus.SEE_OTHER
    return client


def assert_shut(client: TestClient) -> None:
    """Every route refuses with 401 and says nothing of what it holds."""
    for path in GETS:
        response = client.get(path)
        assert_problem(response, HTTPStatus.UNAUTHORIZED, "登录")
        assert CANARY not in response.text
        assert response.headers["cache-control"] == "private, no-store"
    flagged = client.post(
        f"{API}/flags",
        json={"article_id": "N-101", "comment": "灯"},
        headers={"X-KB-Request": "1"},
    )
    assert_problem(flagged, HTTPStatus.UNAUTHORIZED, "登录")


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


def test_public_and_internal_articles_are_found_together(agent: TestClient) -> None:
    response = agent.get(f"{API}/search", params={"q": "灯"})
    found = response.json()

    assert {hit["id"]: hit["audience"] for hit in found["hits"]} == {
        "L-101": "public",
        "L-102": "public",
        "N-101": "internal",
    }
    assert response.headers["cache-control"] == "private, no-store"


def test_an_article_comes_with_its_words_links_and_form(agent: TestClient) -> None:
    article = agent.get(f"{API}/articles/l-101").json()

    assert article["scripts"]["say"][0]["text"] == f"{CANARY}，我先看看您的灯。"
    assert article["hand_out"]["link"] == "http://127.0.0.1:8000/lamps/a/"
    assert article["hand_out"]["spoken"] == "L 幺零幺"
    assert article["handover"]["article"]["id"] == "N-101"
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
        ("小灯", "read", "N-101"),
        ("小灯", "login", None),
    ]
    for file in settings.state_folder.glob("agent-journal.sqlite*"):
        assert "灯泡".encode() not in file.read_bytes()


def test_a_full_disk_does_not_keep_an_article_from_a_caller(
    agent: TestClient, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    with Journal(settings.agent_journal_file)._transaction() as connection:  # noqa: SLF001
        connection.exec_driver_sql("DROP TABLE acts")
        connection.exec_driver_sql("CREATE VIEW acts AS SELECT 1")

    assert agent.get(f"{API}/articles/N-101").status_code == HTTPStatus.OK
    assert "坐席记录没有写下：read N-101" in caplog.text


def test_a_flag_lands_beside_the_customers_feedback(agent: TestClient, settings: Settings) -> None:
    said = {"article_id": "N-101", "comment": "灯号写错了，找 13800138000"}
    response = agent.post(f"{API}/flags", json=said, headers={"X-KB-Request": "1"})
    assert response.status_code == HTTPStatus.CREATED

    [stored] = FeedbackStore(settings.feedback_file).read()
    assert (stored.article_id, stored.source, stored.helpful) == ("N-101", "agent", False)
    assert stored.comment is not None
    assert stored.comment.startswith("灯号写错了")
    assert "13800138000" not in stored.comment


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
