"""A site written from pages that were kept is the site that would be built now, file by file."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import search_service
from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.content import program_state
from search_service.settings import Settings
from search_service.site import pages as site_pages
from search_service.site.build import SiteBuild
from search_service.site.kept_pages import KeptPages
from tests.builders import copied_shop

FOLDER = "site_pages"
_NAMES = st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8}){0,2}\.(html|css|xml\.gz)", fullmatch=True)
_SITES = st.dictionaries(_NAMES, st.binary(max_size=300), max_size=8)


@pytest.fixture(autouse=True)
def _program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A small program, which a test may change, older than this process."""
    (tmp_path / "program").mkdir()
    (tmp_path / "program" / "a.py").write_text("ONE = 1\n", encoding="utf-8")
    monkeypatch.setattr(program_state, "PROGRAM", tmp_path / "program")
    monkeypatch.setattr(search_service, "BEGAN_AT", time.time() + 3600)
    program_state.program_state.cache_clear()
    yield
    program_state.program_state.cache_clear()


def files_of(folder: Path) -> dict[str, bytes]:
    """What lies in a folder."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def written(folder: Path, files: dict[str, bytes]) -> Path:
    """These files in a folder; of two where one is a folder of the other the first."""
    folder.mkdir()
    for name, content in files.items():
        file = folder / name
        if not any(parent.is_file() for parent in file.parents) and not file.is_dir():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content)
    return folder


class Project:
    """A project whose site is built again and again.

    Args:
        folder: Gets it.
        search: Of its articles.
        analyser: Their analysis.
    """

    def __init__(self, folder: Path, search: Search, analyser: Analyser) -> None:
        self.folder = copied_shop(folder / "shop")
        self._settings = Settings(project_dir=self.folder, state_dir=folder / "state")
        self._search, self._analyser = search, analyser
        self._sites = folder / "sites"
        self.kept = folder / "state" / FOLDER
        self.started = 0

    def built(self) -> dict[str, bytes]:
        """Its site, built as `kb build` builds it."""
        site = self._sites / str(len([*self._sites.glob("*")])) / "site"
        site.parent.mkdir(parents=True)
        program_state.program_state.cache_clear()  # as in a process of its own
        SiteBuild(self._settings, self._analyser, strict=True).write(site, self._search)
        return files_of(site)

    def is_built_anew(self) -> bool:
        """Whether MkDocs was started; what comes out is what comes out of nothing kept."""
        before = self.started
        site, anew = self.built(), self.started > before
        if not anew:
            shutil.rmtree(self.kept)
            assert self.built() == site
        return anew


@pytest.fixture
def project(
    tmp_path: Path, shop_search: Search, shop_analyser: Analyser, monkeypatch: pytest.MonkeyPatch
) -> Project:
    made = Project(tmp_path, shop_search, shop_analyser)
    start = site_pages._start_mkdocs  # noqa: SLF001 - counted, and really started

    def counted(*args: Path, strict: bool, preview: bool) -> object:
        made.started += 1
        return start(*args, strict=strict, preview=preview)

    monkeypatch.setattr(site_pages, "_start_mkdocs", counted)
    return made


def test_what_has_not_changed_is_not_built_again_and_is_the_same(project: Project) -> None:
    assert project.is_built_anew()
    assert not project.is_built_anew()


@pytest.mark.parametrize(
    "change",
    [
        lambda shop: _add_to(min((shop / "content" / "pages").glob("*/[!i]*.md")), "\n多一句。\n"),
        lambda shop: _add_to(shop / "mkdocs.yml", "\ncopyright: 灯店\n"),
        lambda shop: _add_to(shop / "theme" / "main.html", "\n"),
        lambda shop: (shop / "theme" / "new.txt").write_bytes(b"new"),
        lambda shop: _add_to(shop.parent / "program" / "a.py", "\n"),
    ],
    ids=["page", "settings", "theme", "new file", "program"],
)
def test_whatever_is_changed_is_built(project: Project, change: Callable[[Path], object]) -> None:
    project.built()
    change(project.folder)

    assert project.is_built_anew()
    assert not project.is_built_anew()


def _add_to(file: Path, text: str) -> None:
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_the_environment_that_the_settings_name_counts(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.built()

    monkeypatch.setenv("KB_NOBODY_READS", "1")
    assert not project.is_built_anew()
    monkeypatch.setenv("KB_SITE_URL", "https://lamps.example/")
    assert project.is_built_anew()


_DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda whole: whole[:-1],
    "cut to its head": lambda whole: whole[:40],
    "empty": lambda _: b"",
    "another byte": lambda whole: whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:],
    "longer": lambda whole: whole + b"<p>",
    "foreign": lambda _: os.urandom(500),
}


@pytest.mark.parametrize("damage", _DAMAGES.values(), ids=_DAMAGES)
def test_a_damaged_entry_changes_no_site(
    project: Project, damage: Callable[[bytes], bytes]
) -> None:
    before = project.built()
    [entry] = project.kept.iterdir()
    entry.write_bytes(damage(entry.read_bytes()))

    assert project.built() == before
    assert project.started == 2


def test_what_others_can_write_to_is_not_believed(project: Project) -> None:
    before = project.built()
    project.kept.chmod(0o777)

    assert project.built() == before
    assert project.started == 2


@given(site=_SITES, place=st.integers(0), byte=st.integers(1, 255))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_site_comes_back_whole_or_not_at_all(
    tmp_path_factory: pytest.TempPathFactory, site: dict[str, bytes], place: int, byte: int
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    rendered = written(folder / "rendered", {"mkdocs.yml": b"", "pages/a.md": b"a"})
    built = written(folder / "site", site)
    pages = KeptPages(folder, [])
    inputs = pages.inputs(rendered)
    assert inputs
    pages.keep(inputs, rendered, built)

    assert pages.restored(inputs, folder / "again")
    assert files_of(folder / "again") == files_of(built)
    [entry] = (folder / FOLDER).iterdir()
    whole = bytearray(entry.read_bytes())
    whole[place % len(whole)] ^= byte
    entry.write_bytes(whole)
    assert not pages.restored(inputs, folder / "damaged")
    assert not (folder / "damaged").exists()


def test_what_was_changed_while_it_was_built_is_not_kept(tmp_path: Path) -> None:
    rendered = written(tmp_path / "rendered", {"mkdocs.yml": b"", "pages/a.md": b"a"})
    theme = written(tmp_path / "theme", {"main.html": b"one"})
    built = written(tmp_path / "site", {"index.html": b"of one of the two"})
    pages = KeptPages(tmp_path, [theme])
    inputs = pages.inputs(rendered)
    assert inputs
    (theme / "main.html").write_bytes(b"two")
    pages.keep(inputs, rendered, built)
    (theme / "main.html").write_bytes(b"one")

    assert not pages.restored(inputs, tmp_path / "again")


def _keep_until_it_is_ended(folder: Path, number: int) -> None:
    pages = KeptPages(folder, [])
    rendered, built = folder / f"rendered-{number}", folder / f"site-{number}"
    inputs = pages.inputs(rendered)
    while inputs:
        pages.keep(inputs, rendered, built)


def test_what_writers_keep_who_are_killed_is_whole_or_not_there(tmp_path: Path) -> None:
    for number in range(2):
        written(tmp_path / f"rendered-{number}", {"mkdocs.yml": b"", "a.md": b"same"})
        written(tmp_path / f"site-{number}", {"index.html": b"same" * 100_000})
    pages = KeptPages(tmp_path, [])
    inputs = pages.inputs(tmp_path / "rendered-0")
    assert inputs
    for _ in range(3):
        writers = [
            get_context("fork").Process(target=_keep_until_it_is_ended, args=(tmp_path, number))
            for number in range(2)
        ]
        for writer in writers:
            writer.start()
        while not [*tmp_path.glob(f"{FOLDER}/*")]:
            time.sleep(0.001)
        for writer in writers:
            writer.kill()
            writer.join()
        again = tmp_path / "again"
        if pages.restored(inputs, again):
            assert files_of(again) == files_of(tmp_path / "site-0")
            shutil.rmtree(again)
