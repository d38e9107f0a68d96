from __future__ import annotations

import sqlite3
import sys
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import orjson
import pytest

from search_service.answering.search import Search
from search_service.cli import main as cli
from search_service.errors import QueryLogUnavailable
from search_service.records import query_log
from search_service.records.feedback import Feedback, FeedbackStore
from search_service.records.query_log import LoggedQuery, QueryCount, QueryLog, QueryLogFile
from search_service.settings import Settings
from tests.builders import SHOP

DAY = date(2026, 3, 10)


def nothing(text: str) -> LoggedQuery:
    return LoggedQuery(text, hits=0, confident=False)


def test_counts_of_several_days_are_summed_by_text(tmp_path: Path) -> None:
    file = QueryLogFile(tmp_path / "state" / "queries.sqlite")
    sure = LoggedQuery("灯", hits=3, confident=True)
    file.add(Counter({nothing("发票"): 2, sure: 1}), DAY, 90)
    file.add(Counter({nothing("发票"): 1}), DAY, 90)
    file.add(
        Counter({LoggedQuery("发票", hits=1, confident=False): 4}), DAY + timedelta(days=1), 90
    )

    assert file.read(DAY, 1) == (QueryCount("发票", 7, 3, 4), QueryCount("灯", 1, 0, 0))
    assert file.read(DAY + timedelta(days=1), 1) == (QueryCount("发票", 4, 0, 4),)


def test_what_was_asked_too_seldom_is_not_shown(tmp_path: Path) -> None:
    file = QueryLogFile(tmp_path / "queries.sqlite")
    file.add(Counter({nothing("发票"): 5, nothing("王小明"): 4}), DAY, 90)

    assert [one.text for one in file.read(DAY, 5)] == ["发票"]


def test_personal_data_never_reaches_the_file(tmp_path: Path) -> None:
    file = tmp_path / "queries.sqlite"
    QueryLogFile(file).add(Counter({nothing("我的手机 13800138000 登不上"): 1}), DAY, 90)

    assert b"13800138000" not in b"".join(part.read_bytes() for part in tmp_path.iterdir())
    assert QueryLogFile(file).read(DAY, 1)[0].text == "我的手机 【手机号已隐去】 登不上"


def test_texts_that_are_alike_once_redacted_are_one(tmp_path: Path) -> None:
    file = QueryLogFile(tmp_path / "queries.sqlite")
    file.add(Counter({nothing("查 13800138000"): 3, nothing("查 13900139000"): 2}), DAY, 90)

    assert file.read(DAY, 5) == (QueryCount("查 【手机号已隐去】", 5, 5, 0),)


def test_only_text_day_hits_and_sureness_are_kept(tmp_path: Path) -> None:
    QueryLogFile(tmp_path / "queries.sqlite").add(Counter([nothing("灯")]), DAY, 90)

    with sqlite3.connect(tmp_path / "queries.sqlite") as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(queries)")]
    connection.close()
    assert columns == ["day", "text", "hits", "confident", "count"]


def test_old_days_are_deleted_by_the_next_write(tmp_path: Path) -> None:
    file = QueryLogFile(tmp_path / "queries.sqlite")
    file.add(Counter([nothing("旧")]), DAY - timedelta(days=91), 90)
    file.add(Counter([nothing("边")]), DAY - timedelta(days=90), 90)
    file.add(Counter([nothing("新")]), DAY, 90)

    assert {one.text for one in file.read(date.min, 1)} == {"边", "新"}


def test_a_flood_of_different_texts_fills_a_day_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(query_log, "_ENTRIES_A_DAY", 10)
    file = QueryLogFile(tmp_path / "queries.sqlite")
    for batch in range(4):
        file.add(Counter(nothing(f"灯{batch}{'一二三四五六'[n]}") for n in range(6)), DAY, 90)

    assert len(file.read(DAY, 1)) == 10


def test_a_file_that_cannot_be_read_or_written_is_named(tmp_path: Path) -> None:
    broken = tmp_path / "queries.sqlite"
    broken.write_bytes(b"lantern" * 1000)

    with pytest.raises(QueryLogUnavailable, match=r"queries\.sqlite"):
        QueryLogFile(broken).read(DAY, 1)
    with pytest.raises(QueryLogUnavailable, match=r"queries\.sqlite"):
        QueryLogFile(broken).add(Counter([nothing("灯")]), DAY, 90)


def test_leaving_writes_what_is_still_waiting(tmp_path: Path) -> None:
    with QueryLog(tmp_path / "queries.sqlite", 90) as log:
        for _ in range(7):
            log.note(nothing("发票"))

    today = datetime.now(UTC).date() - timedelta(days=1)
    assert QueryLogFile(tmp_path / "queries.sqlite").read(today, 7) == (
        QueryCount("发票", 7, 7, 0),
    )


def test_what_comes_too_fast_is_dropped_and_counted_instead_of_waiting(tmp_path: Path) -> None:
    log = QueryLog(tmp_path / "queries.sqlite", 90)  # nobody writes

    for number in range(1_500):
        log.note(nothing(str(number)))

    assert log.dropped == 500


def report(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *options: str
) -> tuple[str, str]:
    monkeypatch.setattr(sys, "argv", ["kb", "--project", str(SHOP), "report", *options])
    cli.main()
    said = capsys.readouterr()
    return said.out, said.err


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, shop_settings: Settings, shop_search: Search) -> None:
    """The shop's index is in service; 发票 finds nothing, 灯泡 an article that does not help."""
    assert shop_search.generation
    monkeypatch.setenv("KB_STATE_DIR", str(shop_settings.state_dir))
    monkeypatch.setenv("KB_QUERY_LOG", "true")
    shop_settings.query_log_file.unlink(missing_ok=True)
    shop_settings.feedback_file.unlink(missing_ok=True)
    found = LoggedQuery("灯泡怎么换", hits=1, confident=True)
    fine = LoggedQuery("遥控器没反应", hits=1, confident=True)
    vague = LoggedQuery("灯", hits=3, confident=False)
    queries = Counter({nothing("猫"): 6, vague: 7, found: 5, fine: 9, nothing("偶尔"): 4})
    today = datetime.now(UTC)
    QueryLogFile(shop_settings.query_log_file).add(queries, today.date(), 90)
    store = FeedbackStore(shop_settings.feedback_file)
    for helpful in (False, False, True):
        store.add(Feedback("L-102", helpful, None, None, today))


@pytest.mark.usefixtures("asked")
def test_the_report_lists_what_failed_and_nothing_else(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, err = report(monkeypatch, capsys)

    assert out.splitlines() == [
        "没查到的（最近 90 天，至少问过 5 次）：",
        "  6 次，其中 6 次没查到  猫：现在也查不到",
        "查到了，但搜索没有把握的：",
        "  7 次，其中 7 次没把握  灯：现在第 1 名是 L-101 灯不亮怎么办",
        "查到了，但读者多半说没帮助的：",
        "  5 次  灯泡怎么换：L-102 怎么换灯泡（有帮助 1，没帮助 2）",
        "",
        '该由哪篇回答，就把问法加给它：kb alias add 编号 "问法"',
    ]
    assert err == ""


@pytest.mark.usefixtures("asked")
def test_the_report_as_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    out, _ = report(monkeypatch, capsys, "--json", "--since", "4w")

    queries = {one["text"]: one for one in orjson.loads(out)["queries"]}
    assert set(queries) == {"猫", "灯", "灯泡怎么换"}
    assert (queries["猫"]["without_hits"], queries["猫"]["first"]) == (6, None)
    assert queries["灯"]["unsure"] == 7
    unhelpful = queries["灯泡怎么换"]
    assert (unhelpful["first"], unhelpful["helpful"], unhelpful["unhelpful"]) == ("L-102", 1, 2)


def test_a_report_without_a_log_says_how_to_get_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("KB_STATE_DIR", str(tmp_path))

    out, err = report(monkeypatch, capsys)

    assert "没有问到 5 次以上" in out
    assert "KB_QUERY_LOG" in err
