"""Rules that compare: sums, cells of a column, words that sound alike, offices, other wallets."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import Analyser
from search_service.checks.content_view import view_content
from search_service.checks.findings import findings_of
from search_service.checks.sound_alikes import Neighbourhoods
from search_service.checks.sums import faults_of
from search_service.checks.swapped_cells import swapped_in
from tests.builders import internal_file, line_of, sound_project, write_agents

PLACE = "灯丝断了会发黑，"
AMOUNTS = st.integers(min_value=1, max_value=90_000)


def found_after(
    tmp_path: Path, analyser: Analyser, path: str, old: str, new: str
) -> tuple[str, list[tuple[str, str, int]]]:
    """The changed text; rule, file and line of each finding."""
    project = sound_project(tmp_path / "project")
    write_agents(project / "content", {"articles/night.md": internal_file()})
    file = project / "content" / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    text = text.replace(old, new, 1)
    file.write_text(text, encoding="utf-8")
    problems = [
        one.problem
        for one in findings_of(view_content(project / "content", analyser, date(2026, 3, 10)))
    ]
    return text, [(one.rule, one.path.removeprefix("content/"), one.line) for one in problems]


def bill(amounts: list[int], told: int) -> list[tuple[int, str]]:
    rows = [f"| 第 {place} 样 | {amount} 元 |" for place, amount in enumerate(amounts)]
    return list(enumerate(["| 买的 | 价钱 |", "| --- | --- |", *rows, f"| 合计 | {told} 元 |"], 1))


@given(st.lists(AMOUNTS, min_size=2, max_size=6))
def test_a_sum_that_adds_up_is_silent(amounts: list[int]) -> None:
    assert not [*faults_of(bill(amounts, sum(amounts)))]
    assert not [*faults_of(bill(amounts, abs(amounts[0] - sum(amounts[1:]))))]


@given(st.lists(AMOUNTS, min_size=2, max_size=6), AMOUNTS)
def test_a_sum_that_nothing_makes_is_named_at_its_row(amounts: list[int], more: int) -> None:
    told = sum(amounts) + more

    assert [line for line, _ in faults_of(bill(amounts, told))] == [len(amounts) + 3]


@pytest.mark.parametrize(
    ("text", "is_sound"),
    [
        ("买了 105 元，减了 8 元。剩 97 元，不够。", True),
        ("买了 105 元，减了 8 元。剩 93 元，不够。", False),
        ("3 个灯泡，每个 20 元，送货 5 元，一共 60 元。", True),
        ("3 个灯泡，每个 20 元，送货 5 元，一共 70 元。", False),
        ("退了 20 元，还剩 300 元的额度。", True),
    ],
)
def test_what_is_left_is_reckoned_from_what_stands_before(text: str, *, is_sound: bool) -> None:
    assert (not [*faults_of([(1, text)])]) == is_sound


@given(
    st.lists(st.integers(1, 99), min_size=3, max_size=8),
    st.data(),
)
def test_cells_are_named_where_they_stand_in_each_others_columns(
    numbers: list[int], data: st.DataObject
) -> None:
    words = ["书桌上的台灯", "床头的小夜灯", "门口的吊灯", "楼道里的声控灯"]
    rows = [(line, [str(number), words[line % 4]]) for line, number in enumerate(numbers, 3)]
    assert not [*swapped_in(rows)]

    at = data.draw(st.integers(0, len(rows) - 1))
    line, cells = rows[at]
    rows[at] = line, cells[::-1]

    assert [found[0] for found in swapped_in(rows)] == [line]


@pytest.mark.parametrize(
    ("meant", "typed"), [("退回柜台", "退会柜台"), ("拧下来", "宁下来"), ("灯座", "登座")]
)
def test_a_word_that_only_sounds_like_the_usual_one_is_told(
    shop_analyser: Analyser, meant: str, typed: str
) -> None:
    line = f"旧的灯都可以{typed}，不收钱"
    known = [f"旧的灯都可以{meant}，不收钱"] * 5

    told = [*Neighbourhoods([*known, line]).slips(shop_analyser.segmenter)]

    assert [one[0] for one in told] == [len(known)]
    assert told[0][1] in line
    assert told[0][2] in known[0]


def test_a_word_used_elsewhere_too_is_sound(shop_analyser: Analyser) -> None:
    known = ["旧的灯都可以退回柜台"] * 9 + ["明天就可以退会柜台不收钱"] * 2

    assert not [*Neighbourhoods(known).slips(shop_analyser.segmenter)]


HOTLINES = """  police:
    name: 报警电话
    value: "110"
    use: 灯被偷了
    source: 公告
    checked_on: 2026-03-01
  lamps:
    name: 灯具质量热线
    value: "12399"
    use: 灯泡炸裂
    source: 公告
    checked_on: 2026-03-01
"""


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ('灯被偷了，打 {{ hotline("lamps") }} 报警。', "wrong-office"),
        ('灯泡炸裂，打 {{ hotline("lamps") }}。', None),
        ('灯泡炸裂，打 {{ hotline("lamps") }}，伤了人再打 {{ hotline("police") }} 报警。', None),
        ('发邮件到 {{ channel("counter") }}。', "wrong-office"),
        ('拨打 {{ channel("counter") }}。', None),
    ],
)
def test_an_office_is_the_one_that_the_sentence_means(
    tmp_path: Path, shop_analyser: Analyser, sentence: str, rule: str | None
) -> None:
    project = sound_project(tmp_path / "project")
    data = project / "content" / "data" / "public_hotlines.yml"
    data.write_text(f"hotlines:\n{HOTLINES}", encoding="utf-8")
    page = project / "content" / "pages" / "lamps" / "a.md"
    text = page.read_text(encoding="utf-8").replace(PLACE, f"{sentence}\n\n{PLACE}", 1)
    page.write_text(text, encoding="utf-8")
    view = view_content(project / "content", shop_analyser, date(2026, 3, 10))

    found = [(one.problem.rule, one.problem.line) for one in findings_of(view)]

    assert found == ([(rule, line_of(text, sentence))] if rule else [])


@pytest.mark.parametrize(
    ("path", "old", "new", "rule"),
    [
        ("pages/lamps/a.md", "summary: 先", "summary: 本文介绍换灯，先", "duplicate-summary"),
        ("pages/lamps/a.md", "  - 按了没反应", "  - 按「开关没反应", "signs"),
        ("pages/lamps/a.md", PLACE, "此处填写正文内容。\n\n灯丝断了会发黑，", "unfinished"),
        ("pages/lamps/a.md", PLACE, f"灯座换了一律免费。{PLACE}", "typed-fact"),
        ("pages/lamps/a.md", PLACE, f"三天内给您答复。{PLACE}", "typed-fact"),
        ("agents/teams.yml", "hours: null", "hours: 9:00-25:00", "data-value"),
        ("agents/teams.yml", "reach: null", "reach: 待定", "data-value"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_once_at_its_line(  # noqa: PLR0913
    tmp_path: Path, shop_analyser: Analyser, path: str, old: str, new: str, rule: str
) -> None:
    text, found = found_after(tmp_path, shop_analyser, path, old, new)

    assert found == [(rule, path, line_of(text, new.split("\n", maxsplit=1)[0].strip()))]


def test_two_sections_pasted_again_are_one_mistake(tmp_path: Path, shop_analyser: Analyser) -> None:
    old = '问客服 {{ channel("counter") }}。'
    again = "## 再看灯泡\n\n灯丝断了会发黑，换下来看一看。\n\n## 还没解决？\n\n再问一次。"
    text, found = found_after(tmp_path, shop_analyser, "pages/lamps/a.md", old, f"{old}\n\n{again}")

    assert len(found) == 1
    assert found[0][2] == len(text[: text.rindex("## 再看灯泡")].split("\n"))


def test_above_an_open_fence_lines_are_still_judged(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    new = f"灯丝断了！！！\n\n```\n{PLACE}"
    text, found = found_after(tmp_path, shop_analyser, "pages/lamps/a.md", PLACE, new)

    assert {(rule, line) for rule, _, line in found} == {
        ("signs", line_of(text, "！！！")),
        ("fence-not-closed", line_of(text, "```")),
    }
