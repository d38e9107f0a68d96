"""Whatever is called wrongly is answered in Chinese: what, where, and what to do; no traceback."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from search_service.cli import main as cli
from search_service.cli.commands import Commands
from tests.builders import sound_project

# What programs and people type stays as it is: names of commands, options, files and kinds.
ENGLISH = re.compile(r"[A-Za-z]{3,} [A-Za-z]{2,} [A-Za-z]{2,}")
CALLS = (
    ("nonsense",),
    ("new",),
    ("new", "foo"),
    ("new", "文章"),
    ("new", "文章", "--kind", "bad"),
    ("new", "文章", "--flag", "abc"),
    ("import",),
    ("import", "nofile"),
    ("import", "empty.csv"),
    ("alias", "add"),
    ("alias", "add", "Z-999", "灯咋亮"),
    ("check", "nofile.md"),
    ("check", "--today", "20"),
    ("check", "--baseline"),
    ("facts", "fill", "nokey"),
    ("facts", "fill", "--value", "x"),
    ("release", "activate"),
    ("release", "activate", "2020"),
    ("release", "rollback"),
    ("report", "--since", "3x"),
    ("restore", "nofile"),
    ("backup",),
    ("start", "content"),
    ("start", "empty.csv"),
    ("--project", "nofolder", "check"),
    *((name, "--nope") for name in Commands()),
)
WITHOUT_CONTENT = (
    "build", "check", "demo", "evaluate", "facts", "learn", "migrate", "render", "schema", "serve",
    "preview",
)  # fmt: skip


def said_by(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> str:
    monkeypatch.setattr(sys, "argv", ["kb", *arguments])
    with pytest.raises(SystemExit) as stop:
        cli.main()
    assert stop.value.code in {1, 2}
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return said.err


@pytest.mark.parametrize("arguments", CALLS, ids=" ".join)
def test_a_wrong_call_is_answered_in_chinese(
    arguments: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    project = sound_project(tmp_path / "project")
    (project / "empty.csv").write_bytes(b"")
    monkeypatch.chdir(project)

    said = said_by(arguments, monkeypatch, capsys)

    assert re.search("[\u4e00-\u9fff]", said), said
    assert not ENGLISH.search(said), said


@pytest.mark.parametrize("command", WITHOUT_CONTENT)
def test_a_folder_without_content_is_named_with_what_to_do(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)

    said = said_by((command,), monkeypatch, capsys)

    assert f"在 {tmp_path} 里找不到 content/pages。请在项目文件夹里运行" in said


@pytest.mark.parametrize("command", ["search 灯", "doctor", "release list", "build", "report"])
def test_a_brand_that_is_not_there_is_refused_by_every_command(
    command: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    project = sound_project(tmp_path / "project")
    (project / "brands" / "star" / "content" / "data").mkdir(parents=True)
    (project / "brands" / "star" / "content" / "data" / "brand.yml").write_text("", "utf-8")
    monkeypatch.chdir(project)
    monkeypatch.setenv("KB_BRAND", "moon")

    said = said_by(tuple(command.split()), monkeypatch, capsys)

    assert "没有 brands/moon/content/data/brand.yml" in said
    assert "现有的品牌：star。" in said
