"""What a text tells of itself, and what is shown of it: properties, whatever words stand there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import Analyser
from search_service.checks import (
    fallen_out,
    layout,
    odd_signs,
    repeated_text,
    sentence_ends,
    structure,
    told_counts,
)
from search_service.checks.content_view import ContentView, view_content
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.refund_cases import YearUnknown, day_after
from search_service.checks.rule import Rule
from search_service.checks.rules import RULES
from search_service.content.data.refund_dates import CalendarYear, HolidayCalendar
from search_service.content.macros.renderer import ContentRenderer
from tests.builders import sound_project

HAN = "一二三四五六七八九十"
Found = Callable[[Rule, str], list[int]]
WORDS = st.text(alphabet="灯丝插座泡开关亮暗换拧垫布凉", min_size=4, max_size=12)
NUMBERING = next(rule for rule in structure.RULES if rule.id == "numbering")
RUN_ON, BOX_LEFT = fallen_out.RULES


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory, shop_analyser: Analyser) -> Found:
    """Lines of the body, from 1, that a rule finds fault with."""
    content = sound_project(tmp_path_factory.mktemp("told") / "project") / "content"
    view = view_content(content, shop_analyser, date(2026, 3, 10))
    renderer = ContentRenderer(content, view.corpus.data)

    def lines(rule: Rule, body: str) -> list[int]:
        page = MarkdownFile(
            "lamps/x.md",
            "content/pages/lamps/x.md",
            f"---\nid: L-1\n---\n{body}",
            is_article=False,
            article=None,
            renderer=renderer,
        )
        some = SimpleNamespace(
            markdown_files=(page,), data_files=(), agent_files=(), question_files=()
        )
        return [problem.line - 3 for problem in rule.find(cast("ContentView", some))]

    return lines


def steps(count: int) -> str:
    return "".join(f"{number}. 做第{HAN[number - 1]}件。\n" for number in range(1, count + 1))


@given(told=st.integers(3, 9), real=st.integers(1, 9), digits=st.booleans())
def test_a_told_count_is_the_count(found: Found, told: int, real: int, *, digits: bool) -> None:
    said = f" {told} " if digits else HAN[told - 1]
    heading = found(told_counts.RULE, f"## 照做{said}步\n\n{steps(real)}")
    colon = found(told_counts.RULE, f"先看{said}样：\n\n{steps(real)}")
    rows = "".join(f"| 甲{HAN[n]} | 乙 |\n" for n in range(real))
    table = found(told_counts.RULE, f"## 分清{said}种\n\n| 种类 | 做法 |\n| --- | --- |\n{rows}")
    row = found(told_counts.RULE, f"备好{said}样：{'、'.join('灯座插头开关泡'[:real] or '灯')}。")

    assert (heading, colon, table) == (([], [], []) if told == real else ([1], [1], [1]))
    assert row == ([] if told == min(real, 7) or min(real, 7) == 1 else [1])


@given(step=st.integers(2, 12), real=st.integers(3, 7))
def test_a_step_that_is_named_is_there(found: Found, step: int, real: int) -> None:
    body = f"{steps(real)}\n第 {step} 步最要紧。\n"
    assert found(told_counts.RULE, body) == ([real + 2] if step > real else [])


@given(words=st.lists(WORDS, min_size=2, max_size=6, unique=True), data=st.data())
def test_a_sentence_stands_once(found: Found, words: list[str], data: st.DataObject) -> None:
    lines = [f"先把{one}看清楚再说。" for one in words]
    again = data.draw(st.integers(0, len(lines) - 1))

    assert found(repeated_text.RULE, "\n\n".join(lines)) == []
    assert found(repeated_text.RULE, "\n\n".join([*lines, lines[again]])) == [2 * len(lines) + 1]


@given(words=st.lists(WORDS, min_size=1, max_size=4), end=st.sampled_from("。！？：」……"))
def test_a_paragraph_has_an_end(found: Found, words: list[str], end: str) -> None:
    whole = "，".join(f"把{one}看清楚" for one in words)

    assert found(sentence_ends.RULE, f"{whole}{end}") == []
    assert found(sentence_ends.RULE, f"好。\n\n{whole}") == [3]


@given(count=st.integers(3, 7), data=st.data())
def test_a_step_is_missed_at_its_place_once(found: Found, count: int, data: st.DataObject) -> None:
    lines = steps(count).splitlines()
    at = data.draw(st.integers(1, count - 2))
    gone = [*lines[:at], *lines[at + 1 :]]
    unnumbered = [*lines[:at], lines[at].partition(" ")[2], *lines[at + 1 :]]
    glued = [*lines[: at - 1], lines[at - 1] + lines[at], *lines[at + 1 :]]

    assert found(NUMBERING, "\n".join(lines)) == []
    assert found(NUMBERING, "\n".join(["1." + one.partition(".")[2] for one in lines])) == []
    assert found(NUMBERING, "\n".join(gone)) == [at + 1]
    assert found(NUMBERING, "\n".join(unnumbered)) == [at + 1]
    assert found(NUMBERING, "\n".join(glued)) == [at]
    assert found(RUN_ON, "\n".join(unnumbered)) == [at + 1]


@given(words=st.lists(WORDS, min_size=2, max_size=5), data=st.data())
def test_a_line_stays_in_its_box(found: Found, words: list[str], data: st.DataObject) -> None:
    lines = ['!!! note "小心"', *(f"    {one}。" for one in words)]
    at = data.draw(st.integers(2, len(lines) - 1))
    out = [*lines[:at], lines[at].strip(), *lines[at + 1 :]]

    assert found(BOX_LEFT, "\n".join(lines)) == []
    assert found(BOX_LEFT, "\n".join([*lines, "", "后面的一段。"])) == []
    assert found(BOX_LEFT, "\n".join(out))[:1] == [at + 1]


@given(word=WORDS)
def test_no_word_is_lost(found: Found, word: str) -> None:
    table = f"| {word} | 好 |\n| --- | --- |\n| {word} | 坏 |\n"
    shown = f"先看**{word}**，再看[{word}](a.md)。\n\n- {word}\n\n{table}"
    swallowed = f"先看灯。\n\n再看<?见{word}?>一看。\n"

    assert found(layout.RULE, shown) == []
    assert found(layout.RULE, swallowed) == [3]


@given(
    sign=st.sampled_from("\uff5b\uff5d〖〗〝〞\ufe30﹐﹒\u2236\uff20\uff1d\uff06ァ가"), word=WORDS
)
def test_a_sign_of_another_script_is_named(found: Found, sign: str, word: str) -> None:
    assert found(odd_signs.RULE, f"先看「{word}」——再看 3–5 个（约 20%）……好吗？") == []
    assert found(odd_signs.RULE, f"好。\n\n先看{sign}{word}。") == [3]


@given(days=st.integers(0, 40), start=st.dates(date(2026, 1, 1), date(2026, 10, 1)))
def test_working_days_are_counted_past_days_off(days: int, start: date) -> None:
    off = (date(2026, 5, 1), date(2026, 5, 4), date(2026, 5, 5))
    year = CalendarYear(holidays={"劳动节": off}, worked_weekends=(date(2026, 5, 9),))
    calendar = HolidayCalendar(library="a", version="1", source="a", years={"2026": year})
    try:
        end = day_after(start, days, calendar, exchanged=True)
    except YearUnknown:
        pytest.fail("the year is known")
    passed = [start.fromordinal(n) for n in range(start.toordinal() + 1, end.toordinal() + 1)]
    worked = [
        one for one in passed if (one.weekday() < 5 and one not in off) or one == date(2026, 5, 9)
    ]
    assert len(worked) == days
    assert end == start or end == worked[-1]


def test_a_year_that_is_not_announced_is_named() -> None:
    year = CalendarYear(holidays={"元旦": (date(2026, 1, 1),)}, worked_weekends=())
    calendar = HolidayCalendar(library="a", version="1", source="a", years={"2026": year})
    with pytest.raises(YearUnknown, match="2027"):
        day_after(date(2026, 12, 30), 5, calendar, exchanged=False)


@pytest.mark.parametrize(
    ("rule", "body", "line"),
    [
        ("heading-text", "## [换灯泡](a.md)\n\n好。", 1),
        ("heading-text", "## **换灯泡**\n\n好。", 1),
        ("heading-text", "## 2. 换灯泡\n\n好。", 1),
        ("machine-talk", "好。\n\n王敏 14:32\n先看灯。", 3),
        ("machine-talk", "Please note: 先看灯。", 1),
        ("link-not-made", "先看灯。\n\n不要急着换[1]。", 3),
        ("attributes-left", '先看灯。{ style="color:red" }', 1),
        ("sentence-end", "好。\n\n，先看灯再说。", 3),
        ("unfinished", "【小李：这句太凶】先看灯。", 1),
        ("box-not-made", '!! warning "小心"\n    烫。', 1),
        ("box-title", '!!! 警告 "小心"\n    烫。', 1),
        ("bold-not-made", "- ***灯泡**：烫。", 1),
        ("list-not-made", "先看灯。\n2. 再换灯泡。\n3. 再开灯。", 1),
        ("run-on", "- 先看灯。\n---", 2),
        ("run-on", "- - 先看灯。", 1),
        ("typed-fact", "超过 24 小时自动退回。", 1),
        ("typed-fact", "安卓要 8.0 以上。", 1),
    ],
)
def test_a_mistake_is_named_at_its_line(found: Found, rule: str, body: str, line: int) -> None:
    named = next(one for one in RULES if one.id == rule)
    assert found(named, body) == [line]


@pytest.mark.parametrize(
    "body",
    [
        "隔 2 小时再试。前后 3 天都查。第 5 天再问。",
        "晚上 9:30 以后再看。\n\n比一比再说，不着急。",
        "1. 关灯。\n    - 等一等。\n2. 拧下来。\n\n再开灯。",
        "三样东西先备好。\n\n- 灯\n- 布\n\n两处都看：\n\n- 灯\n- 布\n- 座",
        "- 看[灯的说明][灯]。\n\n[灯]: https://lamp.example/a\n\n- 再开灯。",
    ],
)
def test_what_is_sound_is_silent(found: Found, body: str) -> None:
    rules = ("typed-fact", "machine-talk", "run-on", "numbering", "count", "sentence-end", "layout")
    assert [rule for rule in RULES if rule.id in rules and found(rule, body)] == []
