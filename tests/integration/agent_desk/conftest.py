"""The invented shop with a desk, an index of it, and one agent."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest

from search_service.analysis.chains import Analyser
from search_service.content.corpus import load_corpus
from search_service.desk.accounts import Accounts
from search_service.desk.internal_content import load_desk
from search_service.desk.release_part import desk_part
from search_service.releases.documents import documents_of
from search_service.releases.live_release import LiveRelease
from search_service.releases.publish import load_analyser, publish_release
from search_service.settings import Settings
from search_service.web.factory import create_app
from tests.builders import article_file, internal_file, write_agents, write_content
from tests.dictionary import with_dictionary
from tests.integration.agent_desk.door import CANARY, PASSWORD, MakeClient, sign_in
from tests.service_client import TestClient, client_at

TROUBLE = """calm: [怎么防]
situations:
  - {situation: 灯漏电, articles: [L-101], call: [police], words: [[漏电, 触电]]}
"""
POLICE = """  police: {name: 报警, value: "110", use: 有危险, source: 公告, checked_on: 2026-03-01}
"""
SCRIPTS = f"say:\n  - when: 开场\n    text: {CANARY}，我先看看您的灯。\nhandover: N-101\n"


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two public articles and an internal one; the index lies in `state`."""
    folder = tmp_path_factory.mktemp("project")
    content = write_content(
        folder / "content",
        {
            "lamps/a.md": article_file(
                article_id="L-101",
                related=["L-102"],
                approved={"by": "灯铺法务组", "day": date(2026, 2, 27)},
            ),
            "lamps/b.md": article_file(
                article_id="L-102", title="怎么换灯泡", related=["L-101"], body="逆时针拧。\n"
            ),
        },
    )
    hotlines = content / "data" / "public_hotlines.yml"
    hotlines.write_text(hotlines.read_text(encoding="utf-8") + POLICE, encoding="utf-8")
    (content / "words" / "distress.yml").write_text(TROUBLE, encoding="utf-8")
    form = {"to": "repair", "fields": [{"name": "灯的型号"}]}
    internal = internal_file(body=f"{CANARY}：先核对灯号。\n", form=form)
    write_agents(content, {"articles/check.md": internal, "scripts/L-101.yml": SCRIPTS})
    return folder


@pytest.fixture(scope="session")
def published(project: Path) -> Analyser:
    settings = Settings(project_dir=project, state_dir=with_dictionary(project / "state"))
    analyser = load_analyser(settings)
    corpus = load_corpus(settings.content_folder)
    desk = load_desk(settings.content_folder, corpus)
    assert desk.problems == ()
    publish_release(settings, documents_of(corpus), analyser, desk=desk_part(desk))
    return analyser


@pytest.fixture(scope="session")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of one agent's account; to hash a password is slow on purpose."""
    file = tmp_path_factory.mktemp("accounts") / "agents.json"
    Accounts(file).add("小灯", PASSWORD)
    return file


@pytest.fixture
def settings(project: Path, published: Analyser, accounts: Path, tmp_path: Path) -> Settings:
    """The published index, with accounts, journal and feedback of this test's own."""
    assert published
    state = tmp_path / "state"
    state.mkdir()
    (state / "releases").symlink_to(project / "state" / "releases")
    settings = Settings(project_dir=project, state_dir=state)
    shutil.copy2(accounts, settings.agents_file)
    return settings


@pytest.fixture
def make_client(settings: Settings, published: Analyser) -> Iterator[MakeClient]:
    """Clients of one application at chosen addresses."""
    with ExitStack() as stack:
        apps: dict[Settings, Any] = {}

        def make(address: str = "192.0.2.7", chosen: Settings | None = None) -> TestClient:
            used = chosen or settings
            if used not in apps:
                apps[used] = create_app(used, LiveRelease(used, published))
            return stack.enter_context(client_at(apps[used], address))

        yield make


@pytest.fixture
def client(make_client: MakeClient) -> TestClient:
    return make_client()


@pytest.fixture
def agent(client: TestClient) -> TestClient:
    assert sign_in(client).status_code == HTTPStatus.SEE_OTHER
    return client
