"""An operator's own repository: content without code, in the format of this program."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.cli import sharing
from search_service.cli.main import kb
from search_service.cli.migrate import STEPS, Files, Step, migration
from search_service.cli.program import program_version
from search_service.cli.project import require_content
from search_service.cli.start import start
from search_service.content.content_format import CURRENT, FILE, Version, version_of
from search_service.errors import ContentInvalid, EditRefused, NotInstalled
from search_service.settings import Settings
from tests.builders import ROOT, sound_project


def test_a_new_repository_holds_content_and_no_code(tmp_path: Path) -> None:
    folder = tmp_path / "help"
    pages = start(folder)
    assert pages == len(list((ROOT / "content" / "pages").rglob("*.md")))
    assert not (folder / "theme").exists()
    assert not [*folder.rglob("*.py"), *folder.rglob("*.js")]
    assert "INHERIT" not in (folder / "mkdocs.yml").read_text(encoding="utf-8")
    pinned = (folder / "requirements.txt").read_text(encoding="utf-8")
    assert pinned == f"uwallet-help[build,import]=={program_version()}\n"
    owners = (folder / ".github" / "CODEOWNERS").read_text(encoding="utf-8")
    assert "/content/data/channels.yml" in owners
    for place in (".github/workflows/check.yml", "README.md", ".gitignore"):
        assert (folder / place).is_file()
    assert version_of(folder / "content") == CURRENT


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    with pytest.raises(EditRefused, match="不是空的"):
        start(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_every_path_that_has_an_owner_is_there(tmp_path: Path) -> None:
    start(tmp_path / "help")
    text = (tmp_path / "help" / ".github" / "CODEOWNERS").read_text(encoding="utf-8")
    paths = [line.split()[0] for line in text.splitlines() if line.startswith("/")]
    assert [path for path in paths if not list((tmp_path / "help").glob(path.strip("/")))] == []


def test_content_of_another_format_is_refused_with_what_to_do(tmp_path: Path) -> None:
    project = sound_project(tmp_path / "project")
    settings = Settings(project_dir=project)
    for written, advice in (
        ("9.0.0", "请升级"),
        (f"{CURRENT.major}.9.0", "请升级"),
        ("x", "版本号"),
    ):
        (project / "content" / FILE).write_text(written, encoding="utf-8")
        with pytest.raises(ContentInvalid, match=advice):
            require_content(settings)


def test_content_without_a_version_is_the_first(tmp_path: Path) -> None:
    content = sound_project(tmp_path / "project") / "content"
    (content / FILE).unlink()
    assert version_of(content) == Version(1, 0, 0)


def test_a_migration_runs_the_steps_that_are_due_in_their_order(tmp_path: Path) -> None:
    def renamed(_project: Path, files: Files) -> Files:
        return {"content/a.txt": files.get("content/a.txt", b"") + b"x"}

    steps = [Step(Version(1, 1, 0), "一", renamed), Step(Version(2, 0, 0), "二", renamed)]
    due, files = migration(tmp_path, Version(1, 0, 0), steps)
    assert [step.what for step in due] == ["一", "二"]
    assert files == {"content/a.txt": b"xx", f"content/{FILE}": b"2.0.0\n"}
    due, files = migration(tmp_path, Version(1, 1, 0), steps)
    assert files == {"content/a.txt": b"x", f"content/{FILE}": b"2.0.0\n"}
    assert migration(tmp_path, Version(2, 0, 0), steps) == ([], {})
    with pytest.raises(ContentInvalid, match="请升级"):
        migration(tmp_path, Version(3, 0, 0), steps)


def test_the_steps_end_at_the_present_format_and_the_changelog_tells_of_it() -> None:
    assert [step.to for step in STEPS] == sorted({step.to for step in STEPS})
    assert STEPS[-1].to == CURRENT
    assert str(CURRENT) in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert (ROOT / "content" / FILE).read_text(encoding="utf-8").strip() == str(CURRENT)


def test_a_preview_is_shared_in_private_networks_only() -> None:
    assert sharing.private("192.168.1.5") == "192.168.1.5"
    for public in ("8.8.8.8", "127.0.0.1"):
        with pytest.raises(NotInstalled):
            sharing.private(public)
    settings = sharing.shared(Settings(), "192.168.1.5")
    assert settings.host == "192.168.1.5"
    assert settings.allowed_hosts == (*Settings().allowed_hosts, "192.168.1.5")


def test_the_version_names_program_and_format(capsys: pytest.CaptureFixture[str]) -> None:
    kb.main(["--version"], standalone_mode=False)
    assert capsys.readouterr().out == f"uwallet-help {program_version()}（内容格式 {CURRENT}）\n"
