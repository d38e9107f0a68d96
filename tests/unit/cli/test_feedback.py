from __future__ import annotations

import sys
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from search_service.cli import main as cli
from search_service.records.feedback import Feedback, FeedbackStore
from search_service.settings import Settings

NOW = datetime.now(UTC)
STORED = (
    Feedback("L-101", helpful=False, reason="outdated", comment="价格早变了", received_at=NOW),
    Feedback("L-101", helpful=False, reason="outdated", comment=None, received_at=NOW),
    Feedback("L-101", helpful=True, reason=None, comment=None, received_at=NOW),
    Feedback(
        "L-102", helpful=True, reason=None, comment="谢谢", received_at=NOW - timedelta(days=30)
    ),
)


@pytest.fixture(autouse=True)
def _state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KB_STATE_DIR", str(tmp_path))


@pytest.fixture
def stored() -> None:
    store = FeedbackStore(Settings().feedback_file)
    for feedback in STORED:
        store.add(feedback)


def listed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *options: str
) -> str:
    monkeypatch.setattr(sys, "argv", ["kb", "feedback", "list", *options])
    cli.main()
    return capsys.readouterr().out


@pytest.mark.usefixtures("stored")
def test_the_articles_are_counted_the_least_helpful_first(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = listed(monkeypatch, capsys).splitlines()

    assert lines[:5] == [
        "4 条反馈：有帮助 2，没帮助 2",
        "",
        "L-101  有帮助 1，没帮助 2（内容过时 2）",
        "L-102  有帮助 1，没帮助 0",
        "",
    ]
    assert len(lines) == 5 + len(STORED)
    assert any(line.endswith("L-101  没帮助 · 内容过时：价格早变了") for line in lines)
    assert lines[-1].endswith("L-102  有帮助：谢谢")


@pytest.mark.usefixtures("stored")
@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--article", "l-102"], 1),
        (["--article", "L-999"], 0),
        (["--since", "7d"], 3),
        (["--since", "12h", "--article", "L-102"], 0),
        (["--since", "5w"], 4),
    ],
)
def test_feedback_is_chosen_by_article_and_time(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    count: int,
) -> None:
    answer = orjson.loads(listed(monkeypatch, capsys, "--json", *options))

    assert len(answer["feedback"]) == count


@pytest.mark.usefixtures("stored")
def test_json_holds_everything_that_is_stored(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (one,) = orjson.loads(listed(monkeypatch, capsys, "--json", "--article", "L-102"))["feedback"]

    assert set(one) == {field.name for field in fields(Feedback)}
    assert one["comment"] == "谢谢"
    assert one["received_at"].endswith("+00:00")


@pytest.mark.usefixtures("stored")
def test_what_agents_found_wrong_comes_first_and_is_no_readers_word(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    flag = Feedback("L-102", False, "wrong", "价格不对", NOW, source="agent")  # noqa: FBT003
    FeedbackStore(Settings().feedback_file).add(flag)

    lines = listed(monkeypatch, capsys).splitlines()

    assert lines[0] == "4 条反馈：有帮助 2，没帮助 2；坐席标记有误 1"
    assert lines[2] == "L-102  有帮助 1，没帮助 0；坐席标记有误 1"
    assert any(line.endswith("L-102  坐席标记有误：价格不对") for line in lines)


def test_without_feedback_that_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert listed(monkeypatch, capsys) == "还没有反馈。\n"


@pytest.mark.parametrize("since", ["7", "d", "7 days", "-7d", "7m"])
def test_a_wrong_time_is_explained_in_chinese(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], since: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        listed(monkeypatch, capsys, f"--since={since}")

    assert stopped.value.code == 2
    assert "7d（天）" in capsys.readouterr().err


def test_a_file_that_cannot_be_read_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "feedback.sqlite").write_bytes(b"lantern" * 1000)

    with pytest.raises(SystemExit) as stopped:
        listed(monkeypatch, capsys)

    assert stopped.value.code == 1
    assert "feedback.sqlite" in capsys.readouterr().err


def kb(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    monkeypatch.setattr(sys, "argv", ["kb", "feedback", *arguments])
    cli.main()
    return capsys.readouterr().out


def test_what_agents_flagged_is_taken_and_dealt_with_by_number(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert kb(monkeypatch, capsys, "flags") == "还没有坐席标记。\n"
    store = FeedbackStore(Settings().feedback_file)
    reader = Feedback("L-101", helpful=False, reason="wrong", comment="读者", received_at=NOW)
    for one in (
        reader,
        replace(reader, comment="灯号错了", source="agent", agent="小灯"),
        replace(reader, article_id="", comment="灯会唱歌吗", source="agent", agent="大灯"),
    ):
        store.add(one)

    lines = kb(monkeypatch, capsys, "flags").splitlines()
    assert lines[0].startswith("3  待处理  ")
    assert lines[0].endswith("  大灯  没有答案：灯会唱歌吗")
    assert lines[1].endswith("  小灯  L-101：灯号错了")
    assert "处理中（小王）" in kb(monkeypatch, capsys, "take", "2", "--by", "小王")
    assert "已处理（小王）" in kb(monkeypatch, capsys, "done", "2", "--by", "小王")
    assert kb(monkeypatch, capsys, "flags").count("\n") == 1
    assert kb(monkeypatch, capsys, "flags", "--all").count("\n") == 2
    assert "坐席没有找到答案 1" in kb(monkeypatch, capsys, "list")
    for number in ("1", "9"):  # a reader's word is no flag
        with pytest.raises(SystemExit):
            kb(monkeypatch, capsys, "take", number, "--by", "小王")
