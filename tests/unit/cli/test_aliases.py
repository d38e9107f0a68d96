from __future__ import annotations

import sys
from pathlib import Path

import pytest
import yaml

from search_service.cli import main as cli
from search_service.cli.aliases import require_fit, writable, write_aliases
from search_service.cli.front_matter_lists import with_entries
from search_service.errors import EditRefused
from tests.builders import internal_file, sound_project, write_agents

BLOCK = """---
id: L-101
# what people say
questions:   # 3 to 8
  - 灯坏了  # short
  - "按了: 没反应"

tags: [灯]
---

正文
"""
FLOW = BLOCK.replace(
    'questions:   # 3 to 8\n  - 灯坏了  # short\n  - "按了: 没反应"\n',
    'questions: [灯坏了, "按了: 没反应"]  # 3 to 8\n',
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = sound_project(tmp_path / "project")
    write_agents(folder / "content", {"articles/check.md": internal_file()})
    return folder


@pytest.mark.parametrize("alias", ["灯不转", "a: b", "灯, 坏", "#5 灯", "yes", "- 灯", "灯]"])
@pytest.mark.parametrize("text", [BLOCK, FLOW])
def test_an_alias_is_added_and_every_other_line_stays(text: str, alias: str) -> None:
    once = with_entries(text, "aliases", [alias])
    twice = with_entries(once, "aliases", ["另一种"])

    head = yaml.safe_load(twice.split("---")[1])
    assert head["aliases"] == [alias, "另一种"]
    assert head["questions"] == ["灯坏了", "按了: 没反应"]
    assert [line for line in text.split("\n") if line not in twice.split("\n")] == []


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_alias_is_added_whatever_the_editor_left_in_the_file(
    project: Path, mark: bytes, newline: str
) -> None:
    file = project / "content" / "pages" / "lamps" / "b.md"
    text = file.read_text(encoding="utf-8")
    file.write_bytes(mark + text.replace("\n", newline).encode())
    texts = writable(project / "content")

    write_aliases(texts, texts.article("l-102"), ["灯泡卡住了"])

    expected = with_entries(text, "aliases", ["灯泡卡住了"])
    raw = file.read_bytes()
    assert raw.startswith(mark + b"---" + newline.encode())
    assert raw.decode("utf-8-sig").replace("\r\n", "\n") == expected


def test_there_is_no_limit_of_eight(project: Path) -> None:
    for number in range(20):
        texts = writable(project / "content")
        write_aliases(texts, texts.article("L-102"), [f"灯泡第{number}种卡住"])

    assert len(writable(project / "content").article("L-102").front_matter.aliases) == 20


def test_an_internal_article_gets_its_alias_in_its_own_file(project: Path) -> None:
    texts = writable(project / "content")
    file = write_aliases(texts, texts.article("N-101"), ["灯的底细"])

    assert file == project / "content" / "agents" / "articles" / "check.md"
    assert "灯的底细" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("alias", "said"),
    [
        ("？！", "空的"),
        ("灯坏了！", "L-101 已经有"),
        ("怎么换灯泡", "L-102 已经有"),
        ("13800138000 的灯", "个人信息"),
        ("灯{{ 7*7 }}", "不能写"),
        ("灯坏了看[这里](b.md)", "不能写"),
    ],
)
def test_an_alias_that_should_not_be_added_is_refused(project: Path, alias: str, said: str) -> None:
    with pytest.raises(EditRefused, match=said):
        require_fit(writable(project / "content"), alias)


def test_an_unknown_article_is_named(project: Path) -> None:
    with pytest.raises(EditRefused, match="没有编号为 L-109"):
        writable(project / "content").article("L-109")


def test_the_command_says_where_it_stands_now_and_that_nothing_else_moved(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    for code, file in (("L-102", "content/pages/lamps/b.md"), ("N-101", "content/agents/articles")):
        argv = ["kb", "--project", str(project), "alias", "add", code, f"玻璃罩子松动 {code}"]
        monkeypatch.setattr(sys, "argv", argv)
        cli.main()
        out = capsys.readouterr().out
        assert out.startswith(f"已加到 {file}")
        assert "现在第 1，原来" in out
        assert "其余不变" in out


def test_an_alias_that_would_move_another_article_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], project: Path
) -> None:
    texts = writable(project / "content")
    asked = texts.article("L-101").front_matter.title
    before = {file: file.read_bytes() for file in project.rglob("*.md")}
    argv = ["kb", "--project", str(project), "alias", "add", "L-102", f"{asked}了{asked}"]
    monkeypatch.setattr(sys, "argv", argv)

    with pytest.raises(SystemExit):
        cli.main()

    assert "没有加上，文件没有改动" in capsys.readouterr().err
    assert {file: file.read_bytes() for file in project.rglob("*.md")} == before
