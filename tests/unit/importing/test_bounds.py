"""Archives that would harm are refused or listed; an import that fails leaves no trace."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from search_service.errors import ImportRefused
from search_service.importing import changes, limits
from search_service.importing.sources import SourceTree, entry_name, open_source
from tests.builders import ROOT, sound_project
from tests.exports import zipped

PAGE = "# 灯\n\n话。\n"


def archive(folder: Path, *files: tuple[str | zipfile.ZipInfo, bytes | str]) -> Path:
    file = folder / "a.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as stream:
        for name, data in files:
            stream.writestr(name, data, zipfile.ZIP_DEFLATED)
    return file


def test_names_that_lead_out_of_the_archive_are_listed_and_not_read(tmp_path: Path) -> None:
    hostile = ("../evil.md", "/etc/evil.md", "a/../../evil.md", "C:/evil.md", "..\\evil.md")
    tree = open_source(archive(tmp_path, *((name, PAGE) for name in hostile), ("a.md", PAGE)))
    assert tree.paths == ("a.md",)
    assert len(tree.losses) == len(hostile)
    assert {loss.why for loss in tree.losses} == {"路径跑到了压缩包外面，没有读"}


def test_links_are_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.md")
    link.external_attr = 0o120777 << 16
    tree = open_source(archive(tmp_path, (link, "/etc/hostname"), ("a.md", PAGE)))
    assert tree.paths == ("a.md",)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.md").write_text(PAGE, encoding="utf-8")
    (folder / "b.md").symlink_to("/etc/hostname")
    (folder / "c").symlink_to("/etc")
    tree = open_source(folder)
    assert tree.paths == ("a.md",)
    assert [loss.what for loss in tree.losses] == ["b.md", "c"]


def test_an_archive_that_explodes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ImportRefused, match="压缩炸弹"):
        open_source(archive(tmp_path, ("a.md", b"0" * 20_000_000)))


def test_a_bomb_in_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    bomb = zipped([("a.md", b"0" * 20_000_000)])
    with pytest.raises(ImportRefused, match="压缩炸弹"):
        open_source(archive(tmp_path, ("b.zip", zipped([("c.zip", bomb)]))))


def test_archives_are_opened_to_a_depth_and_the_rest_is_listed(tmp_path: Path) -> None:
    inner = zipped([("deep.md", PAGE)])
    for _ in range(limits.NESTED):
        inner = zipped([("inner.zip", inner)])
    tree = open_source(archive(tmp_path, ("inner.zip", inner), ("a.md", PAGE)))
    assert tree.paths == ("a.md",)
    assert ["没有打开" in loss.why for loss in tree.losses] == [True]


def test_too_many_files_or_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = SourceTree("x")
    monkeypatch.setattr(limits, "FILES", 2)
    for name in "ab":
        tree.add(name, 1, bytes)
    with pytest.raises(ImportRefused, match="超过 2 个"):
        tree.add("c", 1, bytes)
    with pytest.raises(ImportRefused, match="GB"):
        tree.weigh(limits.TOTAL_SIZE)


def test_names_of_chinese_windows_are_read() -> None:
    info = zipfile.ZipInfo("灯泡.md".encode("gb18030").decode("cp437"))
    assert entry_name(info) == "灯泡.md"


def test_a_broken_archive_says_so(tmp_path: Path) -> None:
    file = archive(tmp_path, ("a.md", PAGE * 100))
    file.write_bytes(file.read_bytes()[:-30])
    with pytest.raises(ImportRefused, match="没有下载完整"):
        open_source(file)


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".kb" not in path.parts
    }


def folders(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_dir() and ".kb" not in path.parts}


FILES = {"mkdocs.yml": b"new", "content/pages/new/a.md": b"a", "content/pages/new/b/c.md": b"c"}


def test_files_are_written_together(tmp_path: Path) -> None:
    project = sound_project(tmp_path / "project")
    changes.carry_out(project / ".kb", project, FILES)
    assert FILES.items() <= snapshot(project).items()
    assert not changes.recover(project / ".kb")


@pytest.mark.parametrize("fails_at", [1, 2, 3, 4])
@pytest.mark.parametrize("error", [OSError("voll"), KeyboardInterrupt()])
def test_what_stops_in_the_middle_leaves_the_project_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int, error: BaseException
) -> None:
    project = sound_project(tmp_path / "project")
    before, before_folders = snapshot(project), folders(project)
    failing = at_call(fails_at, error, changes._write)  # noqa: SLF001 - the disk is what fails
    monkeypatch.setattr(changes, "_write", failing)
    with pytest.raises(type(error)):
        changes.carry_out(project / ".kb", project, FILES)
    assert snapshot(project) == before
    assert folders(project) == before_folders


def at_call(
    number: int, error: BaseException, call: Callable[[Path, bytes], None]
) -> Callable[[Path, bytes], None]:
    calls = 0

    def counted(file: Path, data: bytes) -> None:
        nonlocal calls
        calls += 1
        if calls == number:
            raise error
        call(file, data)

    return counted


KILLED = """
import os, signal, sys
from pathlib import Path
from search_service.importing import changes
write, project, left = changes._write, Path(sys.argv[1]), int(sys.argv[2])
def dying(file, data):
    global left
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    write(file, data)
changes._write = dying
changes.carry_out(project / ".kb", project, {FILES!r})
"""


@pytest.mark.parametrize("writes", [0, 1, 2, 3])
def test_a_killed_import_is_put_back_by_the_next_command(tmp_path: Path, writes: int) -> None:
    project = sound_project(tmp_path / "project")
    before, before_folders = snapshot(project), folders(project)
    (project / ".kb").mkdir(exist_ok=True)
    code = KILLED.replace("{FILES!r}", repr(FILES))
    run = subprocess.run(
        [sys.executable, "-c", code, str(project), str(writes)],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert run.returncode == -signal.SIGKILL
    assert changes.recover(project / ".kb") == (writes > 0)
    assert snapshot(project) == before
    assert folders(project) == before_folders


def test_a_running_import_is_not_put_back(tmp_path: Path) -> None:
    state = tmp_path / ".kb"
    with changes.one_at_a_time(state):
        journal = {"project": str(tmp_path), "new": [], "old": [], "folders": []}
        (state / "importing" / "journal.json").write_text(json.dumps(journal), encoding="utf-8")
        assert not changes.recover(state)
        with pytest.raises(ImportRefused, match="正在运行"), changes.one_at_a_time(state):
            pass
