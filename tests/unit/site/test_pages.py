"""Pages built by another process are those that are built at once, whatever happens to it."""

from __future__ import annotations

import multiprocessing
import time
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.errors import ContentInvalid, SiteBuildFailed
from search_service.settings import Settings
from search_service.site.build import SiteBuild, build_site
from search_service.site.pages import pages_aside
from search_service.site.scratch import scratch_folder
from tests.builders import copied_shop
from tests.unit.site.test_build import files_of


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(project_dir=copied_shop(tmp_path / "shop"), state_dir=tmp_path / "state")


def scratch_of(settings: Settings) -> list[Path]:
    """What processes that build pages have there."""
    return [one for one in settings.state_folder.glob("building/*") if one.is_dir()]


def built_at_once(settings: Settings, site: Path, search: Search, analyser: Analyser) -> None:
    """The site, by this process alone."""
    build_site(settings, site, search, analyser, strict=True)


def built_aside(settings: Settings, site: Path, search: Search, analyser: Analyser) -> None:
    """The site as `kb build` has it built."""
    with pages_aside(settings) as pages:
        building = SiteBuild(settings, analyser, strict=True, pages=pages)
        with building.meanwhile(site, search.documents, search.generation):
            building.write(site, search)


def test_pages_begun_before_the_content_is_read_are_those_built_at_once(
    tmp_path: Path, settings: Settings, shop_search: Search, shop_analyser: Analyser
) -> None:
    built_at_once(settings, tmp_path / "site", shop_search, shop_analyser)

    for way in ("anew", "kept"):
        site = tmp_path / way / "site"
        site.parent.mkdir()
        built_aside(settings, site, shop_search, shop_analyser)

        assert files_of(site) == files_of(tmp_path / "site")
        assert scratch_of(settings) == []


def test_pages_of_the_folder_that_a_command_is_given_in_are_built_by_their_relative_names(
    tmp_path: Path,
    settings: Settings,
    shop_search: Search,
    shop_analyser: Analyser,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    built_at_once(settings, tmp_path / "site", shop_search, shop_analyser)

    monkeypatch.chdir(settings.project_dir)
    built_aside(Settings(), Path("built"), shop_search, shop_analyser)

    assert files_of(settings.project_dir / "built") == files_of(tmp_path / "site")


@pytest.mark.parametrize("ended", ["pages", "all"])
def test_pages_whose_process_was_ended_are_built_again(
    tmp_path: Path, settings: Settings, shop_search: Search, shop_analyser: Analyser, ended: str
) -> None:
    build_site(settings, tmp_path / "at-once", shop_search, shop_analyser, strict=True)
    site = tmp_path / "site"

    with pages_aside(settings) as pages:
        copies = multiprocessing.active_children()
        building = SiteBuild(settings, shop_analyser, strict=True, pages=pages)
        with building.meanwhile(site, shop_search.documents, shop_search.generation):
            if ended == "all":
                while not site.is_dir():  # what the first copy had made has been taken away
                    time.sleep(0.01)
                copies = multiprocessing.active_children()
            for copy in copies:
                copy.kill()
                copy.join()
            building.write(site, shop_search)

    assert files_of(site) == files_of(tmp_path / "at-once")
    assert scratch_of(settings) == []


def test_a_broken_page_and_a_broken_theme_are_refused_as_at_once(
    tmp_path: Path, settings: Settings, shop_search: Search, shop_analyser: Analyser
) -> None:
    page = min((settings.content_folder / "pages").glob("*/[!i]*.md"))
    theme = settings.project_dir / "theme" / "main.html"
    sound = page.read_bytes()
    for way, file, broken in (("page", page, b"no head"), ("theme", theme, b"{% broken")):
        file.write_bytes(broken)
        said = []
        for place in ("at-once", "aside"):
            site = tmp_path / way / place / "site"
            site.parent.mkdir(parents=True)
            write = built_at_once if place == "at-once" else built_aside
            with pytest.raises((ContentInvalid, SiteBuildFailed)) as refused:
                write(settings, site, shop_search, shop_analyser)
            said.append((type(refused.value), str(refused.value).splitlines()[0]))
            assert not site.exists()
        page.write_bytes(sound)

        assert said[0] == said[1]
        assert scratch_of(settings) == []


def _hold(root: Path, sending: Connection) -> None:
    with scratch_folder(root) as folder:
        (folder / "half").write_bytes(b"half")
        sending.send(folder)
        time.sleep(600)


def test_what_a_killed_process_left_goes_and_what_a_living_one_has_stays(tmp_path: Path) -> None:
    context = get_context("fork")
    held = []
    for _ in range(2):
        receiving, sending = context.Pipe(duplex=False)
        process = context.Process(target=_hold, args=(tmp_path / "building", sending))
        process.start()
        held.append((process, receiving.recv()))
    (killed, left), (living, in_use) = held
    killed.kill()
    killed.join()

    with scratch_folder(tmp_path / "building") as folder:
        assert not left.exists()
        assert (in_use / "half").read_bytes() == b"half"
        assert list(folder.iterdir()) == []
    assert not folder.exists()

    living.kill()
    living.join()
