"""An article as it stood on a day, from a small repository made for the test."""

from __future__ import annotations

import subprocess
from datetime import date, timedelta
from pathlib import Path

import pytest

from search_service.desk.history import version_on
from search_service.desk.nodes import plain_text
from search_service.desk.status import today
from search_service.errors import HistoryUnavailable
from tests.builders import article_file, write_agents, write_content


def git(folder: Path, *arguments: str, at: str = "2026-03-01T12:00:00+08:00") -> str:
    who = {"GIT_AUTHOR_NAME": "灯铺", "GIT_AUTHOR_EMAIL": "lamp@example.com"}
    who |= {"GIT_COMMITTER_NAME": "灯铺", "GIT_COMMITTER_EMAIL": "lamp@example.com"}
    dates = {"GIT_AUTHOR_DATE": at, "GIT_COMMITTER_DATE": at}
    done = subprocess.run(
        ["git", *arguments],  # noqa: S607 - the system's git
        cwd=folder,
        env={"PATH": "/usr/bin:/bin:/usr/local/bin", "HOME": str(folder), **who, **dates},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def save(folder: Path, at: str) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "-m", "改灯", at=at)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """The article changes on 10 March, its data on 20 March, and it moves on 30 March."""
    first = article_file(body='等{{ refund_time("shell_money") }}。\n')
    content = write_content(tmp_path / "content", {"lamps/a.md": first})
    git(tmp_path, "init", "-q", "-b", "main")
    save(tmp_path, "2026-03-01T12:00:00+08:00")
    second = first.replace("等{{", "再等{{").replace("2026-03-01", "2026-03-10")
    (content / "pages/lamps/a.md").write_text(second, encoding="utf-8")
    save(tmp_path, "2026-03-10T23:30:00+08:00")
    times = content / "data/refund_times.yml"
    longer = times.read_text(encoding="utf-8").replace(
        "latest_working_days: 3", "latest_working_days: 9", 1
    )
    times.write_text(longer, encoding="utf-8")
    save(tmp_path, "2026-03-20T12:00:00+08:00")
    git(tmp_path, "mv", "content/pages/lamps/a.md", "content/pages/lamps/moved.md")
    save(tmp_path, "2026-03-30T12:00:00+08:00")
    return tmp_path


@pytest.mark.parametrize(
    ("day", "text", "path"),
    [
        (date(2026, 3, 9), "等1–3 个工作日（示例，待核实）。", "content/pages/lamps/a.md"),
        (date(2026, 3, 10), "再等1–3 个工作日（示例，待核实）。", "content/pages/lamps/a.md"),
        (date(2026, 3, 25), "再等1–9 个工作日（示例，待核实）。", "content/pages/lamps/a.md"),
        (date(2026, 4, 1), "再等1–9 个工作日（示例，待核实）。", "content/pages/lamps/moved.md"),
    ],
)
def test_an_article_is_shown_with_the_facts_of_its_day(
    repository: Path, day: date, text: str, path: str
) -> None:
    old = version_on(repository, "L-101", day)

    assert plain_text(old.body) == text
    assert old.path == path
    assert old.title == "灯不亮怎么办"
    assert old.complete


def test_the_newest_version_of_the_day_counts_by_the_time_in_china(repository: Path) -> None:
    old = version_on(repository, "L-101", date(2026, 3, 10))

    assert old.committed_at.isoformat() == "2026-03-10T23:30:00+08:00"
    assert old.updated == "2026-03-10"


def test_before_the_first_version_there_is_none(repository: Path) -> None:
    with pytest.raises(HistoryUnavailable, match="2020-01-01"):
        version_on(repository, "L-101", date(2020, 1, 1))


def test_a_day_that_is_to_come_has_no_version(repository: Path) -> None:
    with pytest.raises(HistoryUnavailable, match="还没到，最晚是今天"):
        version_on(repository, "L-101", today() + timedelta(days=1))


def test_an_article_that_was_not_there_yet_is_said_to_be_missing(repository: Path) -> None:
    with pytest.raises(HistoryUnavailable, match="还没有编号为 L-102"):
        version_on(repository, "L-102", date(2026, 4, 1))


def test_a_shallow_copy_says_that_it_is_one(
    repository: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    copy = tmp_path_factory.mktemp("copy") / "shallow"
    git(repository, "clone", "-q", "--depth", "1", f"file://{repository}", str(copy))

    with pytest.raises(HistoryUnavailable, match="只有最近的历史"):
        version_on(copy, "L-101", date(2026, 3, 5))


def test_without_a_repository_that_is_said(tmp_path: Path) -> None:
    with pytest.raises(HistoryUnavailable, match="没有 git 历史"):
        version_on(tmp_path, "L-101", date(2026, 3, 5))


@pytest.mark.parametrize("code", ["L-101; ls", "--help", "L-10", "l-101", ""])
def test_only_a_code_reaches_git(repository: Path, code: str) -> None:
    with pytest.raises(HistoryUnavailable, match="编号"):
        version_on(repository, code, date(2026, 3, 5))


def test_a_fact_that_is_gone_leaves_the_text_as_it_was_written(repository: Path) -> None:
    file = repository / "content/pages/lamps/moved.md"
    file.write_text(article_file(body="{{ no_such_macro() }}\n"), encoding="utf-8")
    save(repository, "2026-04-10T12:00:00+08:00")

    old = version_on(repository, "L-101", date(2026, 4, 11))

    assert not old.complete
    assert "no_such_macro" in plain_text(old.body)


def test_the_words_to_say_are_those_of_that_day_with_that_days_facts(repository: Path) -> None:
    written = """say:
  - when: 等多久
    text: 要{{ refund_time("shell_money") }}。
"""
    write_agents(repository / "content", {"scripts/L-101.yml": written})
    save(repository, "2026-04-01T12:00:00+08:00")
    words = repository / "content/agents/scripts/L-101.yml"
    words.write_text(written.replace("要{{", "现在要{{"), encoding="utf-8")
    save(repository, "2026-04-02T12:00:00+08:00")
    words.write_text(written.replace("shell_money", "gone"), encoding="utf-8")
    save(repository, "2026-04-03T12:00:00+08:00")

    said = [version_on(repository, "L-101", date(2026, 4, day)).scripts for day in (1, 2, 3)]

    assert version_on(repository, "L-101", date(2026, 3, 30)).scripts is None
    assert [one.say[0].text if one else None for one in said] == [
        "要1–9 个工作日（示例，待核实）。",
        "现在要1–9 个工作日（示例，待核实）。",
        None,  # a line that lacks a fact is not read out
    ]
