from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from search_service.cli import main as cli
from tests.builders import MISTAKES, sound_project, with_theme

DAY = "--today=2026-03-10"
Check = Callable[..., tuple[int, str, str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return sound_project(tmp_path / "project")


@pytest.fixture
def check(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], project: Path
) -> Check:
    """Calls `kb check` in the project on a day when nothing is stale."""
    monkeypatch.chdir(project)

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kb", "check", DAY, *arguments])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        return code, *capsys.readouterr()

    return call


def add_mistake(project: Path, rule: str) -> None:
    shutil.copytree(MISTAKES / rule, project, dirs_exist_ok=True)


def test_sound_content_is_counted(check: Check) -> None:
    assert check() == (0, "内容没有问题：2 篇文章。\n", "")


def test_an_error_is_shown_with_its_place_and_advice_and_ends_with_1(
    check: Check, project: Path
) -> None:
    add_mistake(project, "forbidden-word")

    code, out, err = check()

    assert code == 1
    assert out == ("content/pages/lamps/a.md:24：用了「尽快」。请写清哪天之前 [forbidden-word]\n")
    assert err == "内容里有 1 处要改。方括号里的规则见 content/rules.md。\n"


def test_a_notice_is_shown_and_does_not_fail(check: Check, project: Path) -> None:
    add_mistake(project, "unchecked-source")

    code, out, err = check()

    assert (code, err) == (0, "")
    assert "[unchecked-source]（提醒）\n" in out
    assert out.endswith("内容没有问题：2 篇文章，另有 1 条提醒。\n")


def test_only_the_named_files_are_reported(check: Check, project: Path) -> None:
    add_mistake(project, "forbidden-word")
    add_mistake(project, "term-split")

    assert check("content/pages/lamps/b.md")[0] == 0
    assert check("content/words/terms.txt")[1].count("\n") == 1
    assert check(str(project / "content" / "pages"))[1].count("\n") == 1


@pytest.mark.parametrize("name", ["attic.md", "../attic.md", "/etc/hostname"])
def test_a_file_that_is_not_of_the_project_is_a_wrong_call(check: Check, name: str) -> None:
    code, _, err = check(name)

    assert code == 2
    assert f"在项目里找不到文件 {name}" in err


def test_a_release_is_refused_with_the_list_of_unverified_data(check: Check, project: Path) -> None:
    add_mistake(project, "unverified-data")

    assert check()[0] == 0
    code, out, _ = check("--release")

    assert code == 1
    assert "content/data/channels.yml:8：channels.counter 还是待核实" in out


def test_json_holds_every_part_of_a_finding(check: Check, project: Path) -> None:
    add_mistake(project, "forbidden-word")

    code, out, _ = check("--json")

    assert code == 1
    assert orjson.loads(out) == {
        "findings": [
            {
                "path": "content/pages/lamps/a.md",
                "line": 24,
                "level": "error",
                "rule": "forbidden-word",
                "message": "用了「尽快」",
                "advice": "请写清哪天之前",
                "guide": "content/rules.md#forbidden-word",
            }
        ],
        "fixed": [],
    }
    assert check("--format", "json")[1] == out


def test_github_gets_one_annotation_a_finding(check: Check, project: Path) -> None:
    add_mistake(project, "forbidden-word")

    _, out, err = check("--format", "github")

    assert out == (
        "::error file=content/pages/lamps/a.md,line=24,title=forbidden-word"
        "::用了「尽快」。请写清哪天之前\n"
    )
    assert err == ""


def test_fixing_says_what_it_changed_and_checks_again(check: Check, project: Path) -> None:
    add_mistake(project, "typography")

    code, out, err = check("--fix")

    assert (code, err) == (0, "")
    assert out == (
        "content/pages/lamps/a.md:24：已改：「D灯」→「D 灯」\n内容没有问题：2 篇文章。\n"
    )
    assert check("--fix") == (0, "内容没有问题：2 篇文章。\n", "")


def test_fixing_writes_how_the_text_words_a_place_by_now(check: Check, project: Path) -> None:
    add_mistake(project, "reworded-place")
    assert "reworded-place" in check()[1]

    code, out, _ = check("--fix")

    assert code == 0
    assert "content/pages/lamps/b.questions.yml:2：已改：" in out
    assert "reworded-place" not in check()[1]


def test_fixing_named_files_leaves_the_others_alone(check: Check, project: Path) -> None:
    add_mistake(project, "typography")

    assert check("--fix", "content/pages/lamps/b.md")[0] == 0
    assert "LED灯" in (project / "content/pages/lamps/a.md").read_text(encoding="utf-8")


def test_hundreds_of_findings_are_counted_by_rule_first(check: Check, project: Path) -> None:
    file = project / "content" / "pages" / "lamps" / "a.md"
    text = file.read_text(encoding="utf-8")
    many = "\n\n".join(["尽快！！"] * 60)
    file.write_text(text.replace("灯丝断了会发黑", many), encoding="utf-8")

    _, out, _ = check()

    assert out.startswith("一共 120 条，按规则：\n     60  forbidden-word\n     60  signs\n\n")


def test_a_baseline_accepts_what_was_there_and_nothing_new(
    check: Check, project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = project / "content" / "pages" / "lamps" / "a.md"
    text = file.read_text(encoding="utf-8")
    old = text.replace("灯丝断了会发黑", "灯丝断了要尽快换")
    file.write_text(old, encoding="utf-8")

    assert check("--write-baseline")[:2] == (
        0,
        "已把 1 处旧错误记到 kb-baseline.json。以后运行 kb check --baseline，只报新的。\n",
    )
    file.write_text(old.replace("先换一个插座", "\n\n先换一个插座"), encoding="utf-8")
    code, out, _ = check("--baseline")
    assert (code, "里还有 1 处旧错误没有改" in out) == (0, True)
    with_theme(project)
    monkeypatch.setattr(sys, "argv", ["kb", "build", "--baseline"])
    cli.main()
    assert "已发布并启用" in capsys.readouterr().out

    file.write_text(old.replace("问客服", "尽快问客服"), encoding="utf-8")
    code, out, _ = check("--baseline")
    assert (code, out.count("[forbidden-word]")) == (1, 1)

    file.write_text(text, encoding="utf-8")
    code, out, _ = check("--baseline")
    assert code == 0
    assert "有 1 处已经改好。请运行 kb check --write-baseline" in out


def test_a_baseline_accepts_nothing_that_cannot_be_read(check: Check, project: Path) -> None:
    add_mistake(project, "front-matter")

    code, _, err = check("--write-baseline")

    assert code == 1
    assert "要先改好" in err
    assert check("--baseline")[0] == 1


def test_without_a_baseline_its_absence_is_named(check: Check) -> None:
    code, _, err = check("--baseline")

    assert code == 2
    assert "kb check --write-baseline" in err


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_fixing_keeps_what_an_editor_left_in_the_file(
    check: Check, project: Path, mark: bytes, newline: str
) -> None:
    file = project / "content" / "pages" / "lamps" / "a.md"
    text = file.read_text(encoding="utf-8")
    messy = text.replace("灯丝断了会发黑", "灯丝3根断了会发黑")
    file.write_bytes(mark + messy.replace("\n", newline).encode())

    assert check("--fix")[0] == 0
    neat = text.replace("灯丝断了会发黑", "灯丝 3 根断了会发黑")
    assert file.read_bytes() == mark + neat.replace("\n", newline).encode()


def test_fixing_leaves_a_file_in_another_encoding_alone(check: Check, project: Path) -> None:
    add_mistake(project, "encoding")
    file = project / "content" / "pages" / "lamps" / "a.md"
    before = file.read_bytes()

    assert check("--fix")[0] == 1
    assert file.read_bytes() == before
