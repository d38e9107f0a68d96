"""The macros of the refund estimator, the guide and the cards: their data as lists and tables.

They are what these pages say without JavaScript, on paper, and what the search reads of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from search_service.content.data.cards import Cards
from search_service.content.data.guide_trees import GuideTree, Outcome
from search_service.content.data.operator_data import OperatorData
from search_service.content.data.refund_dates import HolidayCalendar, RefundCase
from search_service.content.macros.markdown_parts import NO_DATA, badged, plain, table

_INDENT = "    "
# Room to write in, on paper: a line of ideographic spaces.
_BLANK = "　" * 12


def _day(day: date) -> str:
    return f"{day.month} 月 {day.day} 日"


def _runs(days: tuple[date, ...]) -> str:
    """Days as people write them: 2 月 15 日–2 月 23 日."""
    runs: list[list[date]] = []
    for day in days:
        if runs and (day - runs[-1][-1]).days == 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return "、".join("–".join(dict.fromkeys((_day(run[0]), _day(run[-1])))) for run in runs)


def _holidays(calendar: HolidayCalendar) -> str:
    year, days = list(calendar.years.items())[-1]
    rows = [(plain(name), _runs(off)) for name, off in days.holidays.items()]
    rows.append(("调休上班的周末", _runs(days.worked_weekends) or "没有"))
    return table((f"{year} 年", "哪几天"), rows)


def _case_row(case: RefundCase) -> tuple[str, ...]:
    first, last = case.working_days
    days = f"{first}–{last} 个工作日" if first != last else f"{first} 个工作日"
    unknown = f"算不出（没有 {case.unknown_year} 年的放假安排）"
    ends = [str(end) if end else unknown for end in (case.earliest, case.latest)]
    return (str(case.confirmed_on), days, *ends, plain(case.why))


def _outcome(outcome: Outcome, data: OperatorData, link: Callable[[str], str]) -> str:
    """One line: what to do, where to read on, whom to call."""
    parts = [f"**{plain(outcome.title)}**。{plain(outcome.do)}看 {link(outcome.article)}。"]
    if outcome.channel:
        channel = data.channels[outcome.channel]
        parts.append(f"{plain(channel.name)}：{badged(plain(channel.value), channel.status)}。")
    if outcome.hotline:
        hotline = data.hotlines[outcome.hotline]
        parts.append(f"{plain(hotline.name)}：{plain(hotline.value)}。")
    return "".join(parts)


def _tree_lines(
    tree: GuideTree, key: str, depth: int, data: OperatorData, link: Callable[[str], str]
) -> list[str]:
    lines: list[str] = []
    for answer in tree.questions[key].answers:
        if answer.go in tree.outcomes:
            said = _outcome(tree.outcomes[answer.go], data, link)
            lines.append(f"{_INDENT * depth}- {plain(answer.say)} → {said}")
        else:
            lines.append(f"{_INDENT * depth}- {plain(answer.say)} → {_asked(tree, answer.go)}")
            lines += _tree_lines(tree, answer.go, depth + 1, data, link)
    return lines


def _asked(tree: GuideTree, key: str) -> str:
    question = tree.questions[key]
    asked = plain(question.ask)
    return f"{asked}（{plain(question.hint)}）" if question.hint else asked


def _blank_cards(cards: Cards, link: Callable[[str], str]) -> str:
    parts = []
    for card in cards.cards.values():
        fields = [cards.fields[key] for key in card.fields]
        rows = [(plain(field.name), plain(field.where), _BLANK) for field in fields]
        form = table(("栏目", "在哪里找", "填写"), rows)
        when = f"{plain(card.when)}详细说明看 {link(card.article)}。"
        parts.append(f"## {plain(card.title)}\n\n{when}\n\n{form}")
    return "\n\n".join(parts)


def guided_macros(data: OperatorData, link: Callable[[str], str]) -> dict[str, Callable[..., str]]:
    """The macros by name, each returning Markdown.

    Args:
        data: What they show. Empty parts, whose files are broken, say that there are no data.
        link: A link to the article of an id.
    """

    def holidays_table() -> str:
        return _holidays(data.calendar) if data.calendar else NO_DATA

    def calendar_source() -> str:
        calendar = data.calendar
        if not calendar:
            return NO_DATA
        years = "–".join(dict.fromkeys((min(calendar.years), max(calendar.years))))
        taken_from = f"{plain(calendar.library)} {plain(calendar.version)}"
        return f"{plain(calendar.source)}（{years} 年，取自 {taken_from}）"

    def counting_rule() -> str:
        rule = data.counting_rule
        return badged(plain(rule.note), rule.status) if rule else NO_DATA

    def refund_cases_table() -> str:
        rows = [_case_row(case) for case in data.refund_cases]
        return table(("确认退款", "要几天", "最早", "最晚", "说明"), rows)

    def guide_trees() -> str:
        return "\n\n".join(
            f"## {plain(tree.title)}\n\n"
            f"{plain(tree.when)}。先想：**{_asked(tree, tree.start)}**\n\n"
            + "\n".join(_tree_lines(tree, tree.start, 0, data, link))
            for tree in data.trees.values()
        )

    def blank_cards() -> str:
        return _blank_cards(data.cards, link) if data.cards else NO_DATA

    functions = (
        holidays_table,
        calendar_source,
        counting_rule,
        refund_cases_table,
        guide_trees,
        blank_cards,
    )
    return {function.__name__: function for function in functions}
