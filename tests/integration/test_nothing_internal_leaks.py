"""A word that stands in every internal text is looked for everywhere but in the agents' index."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.content.corpus import load_corpus
from search_service.desk.accounts import Accounts
from search_service.desk.internal_content import load_desk
from search_service.releases.live_release import LiveRelease
from search_service.releases.publish import load_analyser
from search_service.settings import Settings
from search_service.web.factory import create_app
from tests.builders import TEAMS, copied_shop, internal_file, write_agents
from tests.conftest import RealBuild
from tests.service_client import TestClient

CANARY = "猫头鹰暗号"
# As it could turn up in JSON, in an address, or in another encoding.
FORMS = (
    CANARY.encode(),
    CANARY.encode("unicode_escape"),
    "".join(f"%{byte:02X}" for byte in CANARY.encode()).encode(),
    CANARY.encode("utf-16-le"),
)
PASSWORD = "灯下黑，夜里亮，旧灯照新路"  # noqa: S105 - an example
SCRIPTS = f"""say:
  - when: 开场
    text: {CANARY}，我先看看。
never_say:
  - 不说{CANARY}
"""


@dataclass(frozen=True)
class Built:
    """A shop with internal texts, built by the command line, and what that said."""

    settings: Settings
    analyser: Analyser
    output: bytes


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    project = copied_shop(tmp_path_factory.mktemp("canary") / "shop")
    form = {"to": "repair", "fields": [{"name": "灯号", "hint": CANARY}]}
    write_agents(
        project / "content",
        {
            "teams.yml": TEAMS.replace("修不好的灯", CANARY),
            "README.md": CANARY,
            "articles/check.md": internal_file(
                title=f"{CANARY}怎么核对",
                questions=[f"问{CANARY}", "核对灯", "cha deng"],
                tags=[CANARY],
                body=f"{CANARY}。\n\n## {CANARY}在哪\n\n{CANARY}。\n",
                form=form,
            ),
            "scripts/L-101.yml": SCRIPTS,
        },
    )
    kb = Path(sys.executable).with_name("kb")
    environment = {k: v for k, v in os.environ.items() if not k.startswith("KB_")}
    call = [str(kb), "--project", str(project)]
    # The shop's articles are no model of writing; what they lack is known.
    subprocess.run([*call, "check", "--write-baseline"], env=environment, check=True)
    done = subprocess.run(
        [*call, "build", "--baseline"], capture_output=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    settings = Settings(project_dir=project)
    Accounts(settings.agents_file).add("小灯", PASSWORD)
    return Built(settings, load_analyser(settings), done.stdout + done.stderr)


def holders(folder: Path) -> Iterator[str]:
    """Files below a folder that hold the word in any form."""
    for file in sorted(folder.rglob("*")):
        if file.is_file():
            content = file.read_bytes()
            if any(form in content for form in FORMS):
                yield file.relative_to(folder).as_posix()


def test_the_word_is_where_it_belongs(built: Built) -> None:
    """Otherwise the tests below could not fail."""
    current = (built.settings.releases_folder / "current").resolve()
    kept = {name.split("/")[0] for name in holders(current)}
    content = set(holders(built.settings.content_folder))

    assert kept == {"agent"}
    assert (current / "agent").stat().st_mode & 0o777 == 0o700
    assert {name.split("/")[0] for name in content} == {"agents"}
    assert len(content) == 4


def test_the_word_is_in_no_file_of_the_site(built: Built) -> None:
    site = built.settings.releases_folder / "current" / "site"
    names = {file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file()}
    assert {"sitemap.xml", "assets/browser-index-4.json", "service-worker.js", "feed.xml"} <= names

    assert list(holders(site)) == []
    assert not any("agent" in name for name in names)


def test_the_build_does_not_say_it(built: Built) -> None:
    assert "坐席另有".encode() in built.output
    assert not any(form in built.output for form in FORMS)


def test_the_public_api_never_says_it_even_while_an_agent_reads(
    built: Built, caplog: pytest.LogCaptureFixture
) -> None:
    app = create_app(built.settings, LiveRelease(built.settings, built.analyser))
    with caplog.at_level(logging.DEBUG), TestClient(app, "http://127.0.0.1") as client:
        client.post("/agent/login", data={"name": "小灯", "password": PASSWORD})
        read = client.get("/api/v1/agent/articles/N-101")
        assert CANARY in read.text
        assert CANARY in client.get("/api/v1/agent/search", params={"q": "核对灯"}).text
        client.get("/api/v1/agent/articles/N-999")
        said = []
        for query in (CANARY, "猫头鹰", "maotouying", "灯", "核对灯", "N-101", "修灯组"):
            found = client.get("/api/v1/search", params={"q": query, "explain": True})
            ids = [hit["article_id"] for hit in found.json()["hits"]]
            assert not any(code.startswith("N-") for code in ids)
            shown = found.json() | {"query": None, "applied": None}  # both repeat what was typed
            said.append(str(shown))
            suggested = client.get("/api/v1/suggest", params={"q": query}).json()
            said.append(str(suggested["suggestions"]))
        paths = (
            "/api/v1/articles/N-101",
            "/api/v1/articles/L-101",
            "/api/v1/openapi.json",
            "/api/v1/incident",
            "/readyz",
            "/agent/",
            "/agent/login",
            "/agents/check/",
            "/content/agents/articles/check.md",
        )
        said += [client.get(path).text for path in paths]

    assert [answer for answer in said if CANARY in answer] == []
    assert CANARY not in caplog.text


def test_no_internal_title_or_code_is_in_the_real_site(real_build: RealBuild) -> None:
    content = real_build.settings.content_folder
    desk = load_desk(content, load_corpus(content))
    internal = [one for one in desk.material.articles.values() if one.audience == "internal"]
    assert internal
    words = [word.encode() for one in internal for word in (f"{one.id}", one.title)]

    leaks = [
        file.name
        for file in real_build.site.rglob("*")
        if file.is_file()
        for content_of_file in [file.read_bytes()]
        if any(word in content_of_file for word in words)
    ]

    assert leaks == []
