"""Whatever happens to a release, what is served is whole and of one release.

`make test-kill` runs the long form: KILLS and SWITCHES say how often.
"""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.errors import SiteBuildFailed
from search_service.releases import generations
from search_service.releases.live_release import LiveRelease
from search_service.releases.opening import open_release
from search_service.releases.publish import publish_release
from search_service.releases.verification import verify
from search_service.settings import Settings
from search_service.web.factory import create_app
from tests.builders import SHOP
from tests.integration.releaser import Releaser, releasing
from tests.integration.releasing_child import release_shop
from tests.service_client import TestClient

KILLS = int(os.environ.get("KILLS", "20"))
SWITCHES = int(os.environ.get("SWITCHES", "30"))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(project_dir=SHOP, state_dir=tmp_path)


@pytest.fixture
def releaser(settings: Settings) -> Iterator[Releaser]:
    with releasing(settings) as releaser:
        yield releaser


def test_after_a_kill_at_any_moment_a_whole_release_is_served(
    settings: Settings, shop_analyser: Analyser, shop_documents: Documents, releaser: Releaser
) -> None:
    root = settings.releases_folder
    release_shop(settings, shop_documents, shop_analyser)
    runs = []
    for _ in range(3):  # the shortest: others may keep the machine busy now and not later
        started = time.perf_counter()
        releaser.start()
        assert releaser.read() == "done"
        runs.append(time.perf_counter() - started)
    whole_run = min(runs)
    chance = random.Random(7)  # noqa: S311 - a fixed sequence of moments
    ends: Counter[str] = Counter()
    for _ in range(KILLS):
        child = releaser.start()
        time.sleep(chance.uniform(0, whole_run * 1.1))
        with suppress(ProcessLookupError):  # it may be done already
            os.kill(child, signal.SIGKILL)
        ends[releaser.read()] += 1

        served, degraded = open_release(settings, shop_analyser)

        assert degraded is None
        assert served.name == generations.current_name(root)
        pages = {page.read_text(encoding="utf-8") for page in served.site.rglob("*.html")}
        assert pages == {served.name}
        assert served.search.documents == shop_documents
        assert served.search.search("换灯泡").hits[0].article.id == "L-102"
        assert served.desk is not None
        for folder in generations.sealed(root):
            verify(folder)

    assert ends["killed"] > KILLS / 2, "the kills came too late to mean anything"
    release_shop(settings, shop_documents, shop_analyser)
    assert not list(root.glob(".*"))
    print(f"{KILLS} kills: {dict(ends)}")  # noqa: T201 - for docs/operations.md


def test_a_reader_never_sees_pages_and_search_of_two_releases(
    settings: Settings, shop_analyser: Analyser, shop_documents: Documents
) -> None:
    live = LiveRelease(settings, shop_analyser)
    release_shop(settings, shop_documents, shop_analyser)
    live.refresh()
    mixed: list[tuple[str, str]] = []
    reads = 0
    stop = threading.Event()

    def read() -> None:
        nonlocal reads
        while not stop.is_set():
            release = live.release
            page = (release.site / "0" / "index.html").read_text(encoding="utf-8")
            if not page == release.search.generation == release.name:
                mixed.append((page, release.search.generation))
            reads += 1
            time.sleep(0.001)  # the releases are made in this process too

    with TestClient(create_app(settings, live), "http://127.0.0.1") as client:
        reader = threading.Thread(target=read)
        reader.start()
        try:
            for _ in range(SWITCHES):
                made = release_shop(settings, shop_documents, shop_analyser)
                live.refresh()
                assert client.get("/0/").text == made.name
                assert client.get("/readyz").json()["generation"] == made.name
        finally:
            stop.set()
            reader.join()

    assert mixed == []
    assert reads
    print(f"{SWITCHES} switches, {reads} reads, {len(mixed)} mixed")  # noqa: T201


@pytest.mark.parametrize("error", [SiteBuildFailed("网站没有建成"), OSError("disk full")])
def test_a_failed_build_changes_nothing_that_is_served(
    settings: Settings, shop_analyser: Analyser, shop_documents: Documents, error: Exception
) -> None:
    good = release_shop(settings, shop_documents, shop_analyser)
    before = sorted(settings.releases_folder.iterdir())

    def fail(site: Path, _search: Search) -> None:
        site.mkdir()
        raise error

    with pytest.raises(type(error)):
        publish_release(settings, shop_documents, shop_analyser, site=fail)

    assert sorted(settings.releases_folder.iterdir()) == before
    assert open_release(settings, shop_analyser)[0].name == good.name


def test_a_running_service_follows_a_rollback_with_pages_and_search(
    settings: Settings, shop_analyser: Analyser, shop_documents: Documents
) -> None:
    good, bad = (release_shop(settings, shop_documents, shop_analyser) for _ in range(2))
    live = LiveRelease(settings, shop_analyser)
    with TestClient(create_app(settings, live), "http://127.0.0.1") as client:
        assert client.get("/0/").text == bad.name

        generations.roll_back(settings.releases_folder)
        live.refresh()

        assert client.get("/0/").text == good.name
        assert client.get("/readyz").json()["generation"] == good.name
        assert client.get("/nowhere/").status_code == HTTPStatus.NOT_FOUND


def test_only_its_owner_may_enter_the_agents_folder(
    settings: Settings, shop_analyser: Analyser, shop_documents: Documents
) -> None:
    folder = release_shop(settings, shop_documents, shop_analyser).folder

    assert (folder / "agent").stat().st_mode & 0o777 == 0o700
    assert folder.stat().st_mode & 0o777 == 0o755
