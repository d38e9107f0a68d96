"""`kb build` on a day: what is not published yet or any more is nowhere; its address leads on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from search_service.desk.accounts import Accounts
from search_service.settings import Settings
from search_service.web.factory import create_app
from tests.builders import ROOT, copied_shop, internal_file, write_agents
from tests.integration.agent_desk.door import PASSWORD, sign_in
from tests.service_client import TestClient

TODAY = date.today()  # noqa: DTZ011 - as `kb build` counts
GONE = "怎么换灯泡"
LATER = "遥控器没反应"
HERE = "灯不亮怎么办"
WORDS = "say:\n  - when: 开场\n    text: 先关掉开关。\n"


def kb(project: Path, *arguments: str) -> str:
    run = subprocess.run(
        [sys.executable, "-m", "search_service", "--project", str(project), *arguments],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-3000:] + run.stderr[-3000:]
    return run.stdout + run.stderr


def with_head(project: Path, name: str, *lines: str) -> None:
    file = project / "content" / "pages" / "lamps" / f"{name}.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\nid:", "\n" + "\n".join(lines) + "\nid:", 1), encoding="utf-8")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, str]:
    """A shop whose one article went today, one comes tomorrow and one has come today."""
    project = copied_shop(tmp_path_factory.mktemp("days") / "shop")
    related = internal_file(related=["L-102"], body="看[换灯泡](L-102)。\n")
    write_agents(project / "content", {"articles/bulb.md": related, "scripts/L-102.yml": WORDS})
    for name in ("change-bulb", "remote-control"):
        beside = project / "content" / "pages" / "lamps" / f"{name}.questions.yml"
        beside.write_text("# 还没有\n", encoding="utf-8")
    kb(project, "check", "--write-baseline")
    with_head(project, "change-bulb", f"expires_on: {TODAY}", "moved_to: L-101")
    with_head(project, "remote-control", f"publish_on: {TODAY + timedelta(days=1)}")
    with_head(project, "does-not-light", f"publish_on: {TODAY}")
    said = kb(project, "build", "--baseline")
    return Settings(project_dir=project), said


@pytest.fixture(scope="module")
def site(built: tuple[Settings, str]) -> Path:
    return built[0].releases_folder / "current" / "site"


def test_the_build_says_what_it_leaves_out(built: tuple[Settings, str]) -> None:
    assert re.findall(r"今天不发布：(L-\d+)", built[1]) == ["L-102", "L-103"]


def test_no_page_feed_or_map_names_what_is_away(site: Path) -> None:
    for file in sorted(site.rglob("*")):
        old = file.parent.name == "change-bulb"  # the page that leads on
        if file.suffix in {".html", ".xml", ".json"} and not old:
            text = file.read_text(encoding="utf-8")
            for name in ("L-102", "L-103", "change-bulb", "remote-control", LATER):
                assert name not in text, (file.name, name)
    assert HERE in (site / "lamps" / "index.html").read_text(encoding="utf-8")
    assert not (site / "lamps" / "remote-control").exists()


def test_the_old_address_leads_to_what_takes_its_place(
    built: tuple[Settings, str], site: Path
) -> None:
    old = (site / "lamps" / "change-bulb" / "index.html").read_text(encoding="utf-8")
    assert "/lamps/does-not-light/" in old or "../does-not-light/" in old
    redirects = (site.parent / "site" / "redirects.map").read_text(encoding="utf-8")
    assert "/lamps/change-bulb/ /lamps/does-not-light/;" in redirects
    with TestClient(create_app(built[0]), "http://127.0.0.1") as client:
        followed = client.get("/lamps/change-bulb/")
        assert HERE in followed.text or "does-not-light" in followed.text
        assert client.get("/lamps/remote-control/").status_code == 404


def test_search_and_desk_hold_neither(built: tuple[Settings, str]) -> None:
    settings = built[0]
    Accounts(settings.agents_file).add("小灯", PASSWORD)
    with TestClient(create_app(settings), "http://127.0.0.1") as client:
        for asked in (GONE, LATER):
            hits = client.get("/api/v1/search", params={"q": asked}).json()["hits"]
            assert {hit["article_id"] for hit in hits} & {"L-102", "L-103"} == set()
        sign_in(client)
        assert client.get("/api/v1/agent/articles/L-102").status_code == 404
        assert client.get("/api/v1/agent/articles/L-103").status_code == 404
        told = client.get("/api/v1/agent/articles/N-101").json()
        assert [one["id"] for one in told["see_also"]] == ["L-101"]
        assert "L-102" not in str(told["body"])
