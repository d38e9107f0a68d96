from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search_service.cli import main as cli
from search_service.errors import IncidentInvalid
from search_service.web.incident import CHINA, IncidentFile, parse_until

NOW = datetime(2026, 11, 24, 12, tzinfo=CHINA)


def test_an_incident_is_announced_until_its_end(tmp_path: Path) -> None:
    file = IncidentFile(tmp_path / "incident.json")
    file.set("部分灯不亮", parse_until("2026-11-24 22:00"), NOW)
    elsewhere = IncidentFile(tmp_path / "incident.json")

    before = elsewhere.current(datetime(2026, 11, 24, 21, 59, tzinfo=CHINA))
    assert before is not None
    assert before.text == "部分灯不亮"
    assert elsewhere.current(datetime(2026, 11, 24, 22, 0, tzinfo=CHINA)) is None


def test_the_newest_incident_is_the_only_one_and_can_be_cleared(tmp_path: Path) -> None:
    file = IncidentFile(tmp_path / "incident.json")
    for text in ("灯不亮", "灯又亮了"):
        file.set(text, NOW + timedelta(hours=1), NOW)
    current = file.current(NOW)
    assert current is not None
    assert current.text == "灯又亮了"

    file.clear()
    file.clear()

    assert file.current(NOW) is None


def test_a_day_means_its_end_in_china() -> None:
    assert parse_until("2026-11-24") == datetime(2026, 11, 25, tzinfo=CHINA)
    assert parse_until("2026-11-24 22:00") == datetime(2026, 11, 24, 22, tzinfo=CHINA)


@pytest.mark.parametrize("until", ["明天", "", "22:00", "2026-13-01"])
def test_an_end_that_is_no_time_is_explained(until: str) -> None:
    with pytest.raises(IncidentInvalid, match="北京时间"):
        parse_until(until)


@pytest.mark.parametrize("text", ["", "  ", "灯" * 81, "灯\n坏了", "灯\u202e坏了"])
def test_a_text_that_is_no_announcement_is_refused(tmp_path: Path, text: str) -> None:
    file = IncidentFile(tmp_path / "incident.json")

    with pytest.raises(IncidentInvalid):
        file.set(text, NOW + timedelta(hours=1), NOW)
    assert file.current(NOW) is None


def test_an_end_in_the_past_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IncidentInvalid, match="已经过了"):
        IncidentFile(tmp_path / "incident.json").set("灯不亮", NOW, NOW)


def test_a_broken_file_announces_nothing(tmp_path: Path) -> None:
    (tmp_path / "incident.json").write_text("{", encoding="utf-8")

    assert IncidentFile(tmp_path / "incident.json").current(NOW) is None


def test_the_command_sets_shows_and_clears(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("KB_STATE_DIR", str(tmp_path))
    until = (datetime.now(UTC).astimezone(CHINA) + timedelta(days=2)).date().isoformat()
    said = []
    for arguments in (["set", "灯不亮", "--until", until], ["show"], ["clear"], ["show"]):
        monkeypatch.setattr(sys, "argv", ["kb", "incident", *arguments])
        cli.main()
        said.append(capsys.readouterr().out.strip())

    assert said[0].startswith("已发布：灯不亮（到 ")
    assert said[1] == said[0].removeprefix("已发布：")
    assert said[2:] == ["公告已撤下。", "现在没有公告。"]


@given(st.one_of(st.text(max_size=30), st.datetimes().map(str), st.dates().map(str)))
@example("9999-12-31")
@example("9999-12-31T23:59:59+00:00")
@example("0001-01-01T00:00:00+14:00")
def test_any_end_is_a_moment_in_a_zone_or_refused(written: str) -> None:
    try:
        moment = parse_until(written)
    except IncidentInvalid:
        return
    assert moment.tzinfo is not None
    assert moment.astimezone(CHINA)


def test_a_pipe_or_a_large_file_announces_nothing_and_nobody_waits_for_it(tmp_path: Path) -> None:
    file = tmp_path / "incident.json"
    os.mkfifo(file)
    assert IncidentFile(file).current(NOW) is None
    file.unlink()
    file.write_bytes(b'{"text": "' + b" " * 1_000_000)
    assert IncidentFile(file).current(NOW) is None
