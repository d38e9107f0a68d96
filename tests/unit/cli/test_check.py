from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from search_service.cli import main as cli
from tests.builders import MISTAKES, sound_project

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


def test_fixing_named_files_leaves_the_others_alone(check: Check, project: Path) -> None:
    add_mistake(project, "typography")

    assert check("--fix", "content/pages/lamps/b.md")[0] == 0
    assert "LED灯" in (project / "content/pages/lamps/a.md").read_text(encoding="utf-8")
