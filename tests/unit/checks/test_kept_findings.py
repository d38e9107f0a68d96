"""Findings kept from run to run are those that would be found now, whatever has changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

import search_service
from search_service.analysis.chains import Analyser
from search_service.checks.content_view import ContentView, view_content
from search_service.checks.findings import findings_of
from search_service.checks.kept_findings import KeptFindings, found_by
from search_service.checks.rule import Rule
from search_service.content import program_state
from search_service.content.problems import Problem
from tests.builders import MISTAKES, ROOT, sound_project

TODAY, TOMORROW = date(2026, 3, 10), date(2026, 3, 11)
# In pages, heads, data, words, agents' files, pictures, judgements and settings.
MISTAKES_MADE = (
    *("sound", "answer", "front-matter", "data-file", "agents", "image", "judgement"),
    *("settings", "nav", "forbidden-word", "glossary"),
)
FOUND = Problem("content/pages/lamps/a.md", 3, "answer", "没有\ud800", "写")


@pytest.fixture(autouse=True)
def _program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A small program, which a test may change, older than this process."""
    (tmp_path / "program" / "checks").mkdir(parents=True)
    (tmp_path / "program" / "checks" / "answer.py").write_text("RULE = 1\n", encoding="utf-8")
    monkeypatch.setattr(program_state, "PROGRAM", tmp_path / "program")
    monkeypatch.setattr(search_service, "BEGAN_AT", time.time() + 3600)
    program_state.program_state.cache_clear()
    yield
    program_state.program_state.cache_clear()


class Looking:
    """A rule that counts how often it is asked."""

    def __init__(self, *, looks_elsewhere: bool = False) -> None:
        self.times = 0
        self.rule = Rule("answer", self.find, looks_elsewhere=looks_elsewhere)

    def find(self, _: ContentView) -> Iterator[Problem]:
        self.times += 1
        yield FOUND


class Trial:
    """A project that is read again and again, with one rule.

    Args:
        project: What is read.
        view: Any content: the rule does not look at it.
    """

    def __init__(self, project: Path, view: ContentView) -> None:
        self.project, self.view, self.looking = project, view, Looking()

    def begun(self) -> KeptFindings:
        program_state.program_state.cache_clear()  # as in a process of its own
        return KeptFindings(self.project / ".kb", self.project / "content")

    def is_looked_for(self, kept: KeptFindings | None = None) -> bool:
        """Whether the rule was asked; what is found is the same in any case."""
        before = self.looking.times
        found = [*found_by(self.view, [self.looking.rule], kept or self.begun())]
        assert found == [(self.looking.rule, FOUND)]
        return self.looking.times > before


@pytest.fixture
def trial(tmp_path: Path, shop_analyser: Analyser) -> Trial:
    project = sound_project(tmp_path / "project")
    shutil.copytree(ROOT / "theme" / "partials", project / "theme" / "partials")
    (project / "base.yml").write_text("site_name: 灯\n", encoding="utf-8")
    settings = project / "mkdocs.yml"
    settings.write_text(f"INHERIT: base.yml\n{settings.read_text('utf-8')}", encoding="utf-8")
    trial = Trial(project, view_content(project / "content", shop_analyser, TODAY))
    assert trial.is_looked_for()
    assert not trial.is_looked_for()
    return trial


def _files(project: Path) -> list[Path]:
    parts = (project / "content", project / "theme")
    below = [one for part in parts for one in sorted(part.rglob("*")) if one.is_file()]
    return [*below, project / "mkdocs.yml", project / "base.yml"]


def test_every_file_counts(trial: Trial) -> None:
    for file in _files(trial.project):
        written = file.read_bytes()
        file.write_bytes(written + b"\n")
        assert trial.is_looked_for(), file
        file.write_bytes(written)
        assert not trial.is_looked_for(), file
        file.rename(file.with_name(f"{file.name}~"))
        assert trial.is_looked_for(), file
        file.with_name(f"{file.name}~").rename(file)
        assert not trial.is_looked_for(), file


@pytest.mark.parametrize(
    "change",
    [
        lambda content: (content / "pages" / "empty").mkdir(),
        lambda content: (content / "pages" / ".hidden.md").write_bytes(b""),
        lambda content: (content / "pages" / "lamp.png").write_bytes(b"\x89PNG"),
        lambda content: (content / "strange.bin").write_bytes(b"\0"),
        lambda content: (content.parent / "theme" / ".icons").mkdir(),
        lambda content: (content.parent / "theme" / "new.html").write_bytes(b""),
        lambda content: shutil.rmtree(content.parent / "theme"),
    ],
)
def test_what_comes_or_goes_counts(trial: Trial, change: Callable[[Path], object]) -> None:
    change(trial.project / "content")

    assert trial.is_looked_for()
    assert not trial.is_looked_for()


def test_a_folder_and_a_file_of_its_name_are_two_things(trial: Trial) -> None:
    (trial.project / "content" / "lamp.md").mkdir()
    assert trial.is_looked_for()
    (trial.project / "content" / "lamp.md").rmdir()
    (trial.project / "content" / "lamp.md").write_bytes(b"")

    assert trial.is_looked_for()


def test_the_day_counts(trial: Trial, shop_analyser: Analyser) -> None:
    trial.view = view_content(trial.project / "content", shop_analyser, TOMORROW)

    assert trial.is_looked_for()


def test_other_rules_count(trial: Trial) -> None:
    trial.looking.rule = Rule("sentence", trial.looking.find)

    assert trial.is_looked_for()


def test_a_changed_line_of_any_rule_counts(trial: Trial) -> None:
    code = program_state.PROGRAM / "checks" / "answer.py"
    code.write_text("RULE = 2\n", encoding="utf-8")
    assert trial.is_looked_for()
    code.with_name("words.txt").write_text("灯\n", encoding="utf-8")
    assert trial.is_looked_for()
    code.with_name("words.txt").unlink()
    code.write_text("RULE = 1\n", encoding="utf-8")

    assert not trial.is_looked_for()


def test_an_installed_package_counts(
    trial: Trial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "site-packages" / "lamp-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "site-packages")
    assert trial.is_looked_for()
    (tmp_path / "site-packages" / "lamp-1.0.dist-info").rename(
        tmp_path / "site-packages" / "lamp-1.1.dist-info"
    )

    assert trial.is_looked_for()
    assert not trial.is_looked_for()


def test_a_program_that_changed_while_it_ran_keeps_nothing(
    trial: Trial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_service, "BEGAN_AT", time.time() - 60)

    assert trial.is_looked_for()
    assert trial.is_looked_for()


@pytest.mark.parametrize("place", ["content/pages/linked.md", "theme/linked", "content/linked"])
def test_with_a_link_nothing_is_kept(trial: Trial, tmp_path: Path, place: str) -> None:
    (tmp_path / "outside.md").write_text("外面", encoding="utf-8")
    (trial.project / place).symlink_to(tmp_path / "outside.md")

    assert trial.is_looked_for()
    assert trial.is_looked_for()


def test_what_is_written_between_reading_and_looking_is_not_mixed(trial: Trial) -> None:
    page = next((trial.project / "content" / "pages").rglob("*.md"))
    begun, was = trial.begun(), page.read_bytes()
    page.write_bytes(was + b"\n")
    assert trial.is_looked_for(begun), "kept of before, while the content was read after"
    assert trial.is_looked_for(), "nothing was kept of what was neither before nor after"
    page.write_bytes(was)

    assert not trial.is_looked_for()


def test_what_is_written_while_rules_look_is_not_kept(trial: Trial) -> None:
    page = next((trial.project / "content" / "pages").rglob("*.md"))
    page.write_bytes(page.read_bytes() + b"\n")

    def find(_: ContentView) -> Iterator[Problem]:
        page.write_bytes(page.read_bytes() + b"\n")
        return iter([FOUND])

    writing = Rule("answer", find)
    find.__module__ = trial.looking.rule.find.__module__
    [*found_by(trial.view, [writing], trial.begun())]
    page.write_bytes(page.read_bytes()[:-1])

    assert trial.is_looked_for()


def test_a_rule_that_looks_elsewhere_is_asked_every_time(trial: Trial) -> None:
    trial.looking = Looking(looks_elsewhere=True)

    assert trial.is_looked_for()
    assert trial.is_looked_for()


@pytest.mark.parametrize("damage", [b"", b"[", b"[[[1, 2]]]", os.urandom(999)])
def test_a_damaged_entry_is_looked_for_again(trial: Trial, damage: bytes) -> None:
    for entry in (trial.project / ".kb" / "findings").iterdir():
        entry.write_bytes(damage)

    assert trial.is_looked_for()
    assert not trial.is_looked_for()


def test_without_a_place_to_keep_them_they_are_found(trial: Trial) -> None:
    shutil.rmtree(trial.project / ".kb")
    (trial.project / ".kb").write_text("a file stands here", encoding="utf-8")

    assert trial.is_looked_for()
    assert trial.is_looked_for()


@pytest.fixture(scope="module")
def one_state(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.mark.parametrize("mistake", MISTAKES_MADE)
def test_kept_findings_are_those_found_now(
    one_state: Path, shop_analyser: Analyser, mistake: str
) -> None:
    project = sound_project(one_state / "project", mistake)
    for release in (False, True):
        kept = KeptFindings(one_state / "state", project / "content")
        view = view_content(project / "content", shop_analyser, TODAY)
        anew = findings_of(view, release=release)
        assert findings_of(view, release=release, kept=kept) == anew
        assert findings_of(view, release=release, kept=kept) == anew
    shutil.rmtree(project)


_WATCHED = """
import sys
from datetime import date
from pathlib import Path
from search_service.checks.content_view import open_view
from search_service.checks.rules import RULES
from search_service.settings import Settings

project, program = Path(sys.argv[1]), Path(sys.argv[2])
view = open_view(Settings(project_dir=project), date(2026, 3, 10))
known = [project / "content", project / "theme", project / ".kb" / "fragments", program]
known += [project / "mkdocs.yml", *map(Path, {sys.prefix, sys.base_prefix})]
known = [place.resolve() for place in known]
watching = False


def watch(event, arguments):
    if not watching:
        return
    if event in {"open", "os.listdir", "os.scandir"}:
        place = arguments[0]
        if isinstance(place, int) or any(map(Path(place).resolve().is_relative_to, known)):
            return
        print(event, place)
    elif event in {"subprocess.Popen", "os.system", "os.posix_spawn", "socket.connect"}:
        print(event, arguments)


sys.addaudithook(watch)
for rule in RULES:
    watching = not rule.looks_elsewhere
    list(rule.find(view))
    watching = False
"""


def test_rules_look_at_nothing_that_is_not_counted(tmp_path: Path) -> None:
    project = sound_project(tmp_path / "project")
    for mistake in ("image", "alt-text", "link"):
        shutil.copytree(MISTAKES / mistake, project, dirs_exist_ok=True)

    looked_at = subprocess.run(
        [sys.executable, "-c", _WATCHED, str(project), str(ROOT / "search_service")],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout

    assert looked_at == ""
