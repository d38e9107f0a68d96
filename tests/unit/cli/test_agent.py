"""`kb agent` at a terminal: no password is an argument, and none is shown but a generated one."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from search_service.cli import main as cli
from search_service.desk.accounts import Accounts
from search_service.desk.journal import Journal
from search_service.settings import Settings

PASSWORD = "灯下黑，夜里亮，旧灯照新路"  # noqa: S105 - an example

Kb = Callable[..., str]


@pytest.fixture
def kb(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Kb:
    """Runs `kb agent …`, typing `typed` at each hidden prompt; gives what was printed."""
    monkeypatch.setenv("KB_STATE_DIR", str(tmp_path))

    def run(*arguments: str, typed: tuple[str, ...] = (PASSWORD, PASSWORD)) -> str:
        left = list(typed)
        monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _: left.pop(0))
        monkeypatch.setattr(sys, "argv", ["kb", "agent", *arguments])
        cli.main()
        return capsys.readouterr().out

    return run


def accounts() -> Accounts:
    return Accounts(Settings().agents_file)


def test_a_password_is_asked_for_twice_and_not_shown(kb: Kb) -> None:
    said = kb("add", "小灯")

    assert said.endswith("已添加 小灯。请他打开 http://127.0.0.1:8000/agent/ 登录。\n")
    assert PASSWORD not in said
    assert accounts().verified("小灯", PASSWORD) is not None


def test_two_different_passwords_are_asked_for_again(kb: Kb) -> None:
    kb("add", "小灯", typed=(PASSWORD, "something else entirely", PASSWORD, PASSWORD))

    assert accounts().verified("小灯", PASSWORD) is not None


def test_a_generated_password_that_was_not_stored_is_not_shown(
    kb: Kb, capsys: pytest.CaptureFixture[str]
) -> None:
    kb("add", "小灯")

    with pytest.raises(SystemExit):
        kb("add", "小灯", "--generate", typed=())

    said = capsys.readouterr()
    assert "密码" not in said.out
    assert "小灯" in said.err


def test_a_generated_password_is_shown_once(kb: Kb) -> None:
    said = kb("add", "小灯", "--generate", typed=())
    password = said.splitlines()[0].removeprefix("密码（只显示这一次）：")

    assert accounts().verified("小灯", password) is not None
    assert password not in kb("list")


def test_agents_are_listed_disabled_and_brought_back(kb: Kb) -> None:
    assert kb("list") == "还没有坐席。添加第一个：kb agent add 名字\n"
    kb("add", "小灯")
    kb("add", "大灯")

    assert "已停用" in kb("disable", "大灯")
    assert kb("list") == "大灯（已停用）\n小灯\n"
    kb("reset", "大灯")
    assert kb("list") == "大灯\n小灯\n"


@pytest.mark.parametrize("command", ["reset", "disable"])
def test_an_unknown_agent_is_named_before_a_password_is_asked_for(
    kb: Kb, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        kb(command, "路人", typed=())

    assert stopped.value.code == 1
    assert "没有叫 路人 的坐席" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["add", "小灯", PASSWORD], ["add", "小灯", "--password=x"]])
def test_no_password_can_be_an_argument(kb: Kb, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        kb(*arguments)

    assert stopped.value.code == 2
    assert accounts().all() == ()


def test_the_journal_is_read_by_agent_and_time(kb: Kb) -> None:
    assert kb("log") == "还没有记录。\n"
    journal = Journal(Settings().agent_journal_file)
    journal.note("小灯", "login")
    journal.note("小灯", "read", "N-101")
    journal.note("大灯", "login_failed")

    assert [line.split("  ", 1)[1] for line in kb("log", "--since", "1d").splitlines()] == [
        "大灯  登录失败",
        "小灯  查看 N-101",
        "小灯  登录",
    ]
    assert kb("log", "--agent", "大灯").count("\n") == 1


def test_agents_of_a_list_get_a_password_each(
    kb: Kb, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    listed = tmp_path / "list.csv"
    listed.write_bytes("\ufeff名字,组\r\n小灯,修灯\r\n\r\n大灯,卖灯\r\n".encode())

    rows = [line.split(",") for line in kb("add", "--csv", str(listed), typed=()).splitlines()]

    assert [name for name, _ in rows] == ["小灯", "大灯"]
    assert all(accounts().verified(name, password) is not None for name, password in rows)
    assert rows[0][1] not in kb("list")
    capsys.readouterr()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"\xc3\xfb\xd7\xd6\n", "UTF-8"),
        ("名字\n".encode(), "没有名字"),
        ("小灯\n大灯\n小灯\n".encode(), "第 3 行：小灯 在第 1 行"),
        ("小灯\n坏 名字\n".encode(), "「坏 名字」"),
        ("小灯\n旧灯\n".encode(), "已经有 旧灯 了"),
    ],
)
def test_of_a_list_with_a_fault_nobody_is_added(
    kb: Kb, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: bytes, why: str
) -> None:
    kb("add", "旧灯")
    listed = tmp_path / "list.csv"
    listed.write_bytes(text)

    with pytest.raises(SystemExit):
        kb("add", "--csv", str(listed), typed=())

    assert why in capsys.readouterr().err
    assert [one.name for one in accounts().all()] == ["旧灯"]


@pytest.mark.parametrize("arguments", [["add"], ["add", "小灯", "--csv", __file__]])
def test_a_name_or_a_list_is_given_and_not_both(kb: Kb, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        kb(*arguments, typed=())

    assert stopped.value.code == 2


def test_previews_are_listed_when_they_are_asked_for(kb: Kb) -> None:
    journal = Journal(Settings().agent_journal_file)
    journal.note("小灯", "preview", "N-101")
    journal.note("小灯", "read", "N-102")

    assert kb("log").count("\n") == 1
    assert "小灯  预览 N-101" in kb("log", "--previews")
