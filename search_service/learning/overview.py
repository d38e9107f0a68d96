"""Everything that a team lead wants to know of a period, in one object; nothing is printed here."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from search_service.learning.findings import Group
from search_service.learning.questions import Questions

_MOST_ROWS = 60
_MOST_ARTICLES = 10
_SHOWN_QUESTIONS = 4


@dataclass(frozen=True)
class Row:
    """A group as it is shown.

    Attributes:
        questions: The most asked ones; the first stands for all.
        visits: All of them.
        failed: Those that failed.
        step: What to do next, as in `Decision`.
        article: With which article; None for a new one.
        title: Its title.
        shown_first: Title of what most of them saw first.
    """

    questions: tuple[str, ...]
    visits: int
    failed: int
    step: str
    article: str | None
    title: str
    shown_first: str


@dataclass(frozen=True)
class Week:
    """Visits of the week that begins on a Monday."""

    monday: date
    visits: int
    failed: int


@dataclass(frozen=True)
class Unhelpful:
    """An article that more readers call unhelpful than helpful."""

    article: str
    title: str
    helpful: int
    unhelpful: int
    reasons: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Relied:
    """An article that visits read, and something that is amiss with it."""

    article: str
    title: str
    read: int
    note: str = ""


@dataclass(frozen=True)
class Overview:
    """The report.

    Attributes:
        first: Day from which on.
        visits: Questions that were counted, each once a visit.
        failed: Of these, those that failed.
        rows: What fails, most failures first.
        wrong_first: What is found, but not first.
        unhelpful: Articles that do not help.
        stale: Articles that people rely on, not reviewed in time.
        unscripted: Read articles without 话术, when there is a desk.
        scripted_share: Share of what is read that has 话术; None without a desk.
        weeks: In order.
        set_aside: Questions marked as none of ours.
    """

    first: date
    visits: int
    failed: int
    rows: Sequence[Row]
    wrong_first: Sequence[Row]
    unhelpful: Sequence[Unhelpful]
    stale: Sequence[Relied]
    unscripted: Sequence[Relied]
    scripted_share: float | None
    weeks: Sequence[Week]
    set_aside: Sequence[str]


@dataclass(frozen=True)
class Known:
    """What is known of articles and readers beside the counts.

    Attributes:
        titles: Of articles, by code.
        overdue: Of articles that should have been reviewed, since when.
        scripted: Codes with 话术; None for a project without a desk.
        votes: Helpful and unhelpful by code.
        reasons: Why it did not help, by code.
    """

    titles: Mapping[str, str]
    overdue: Mapping[str, date]
    scripted: Collection[str] | None
    votes: Mapping[str, Counter[bool]]
    reasons: Mapping[str, Counter[str]]


def overview(  # noqa: PLR0913 - the parts of a report
    first: date,
    questions: Questions,
    failing: Sequence[Group],
    wrong_first: Sequence[Group],
    known: Known,
    *,
    set_aside: Sequence[str],
    least: int,
) -> Overview:
    """The report; a question that fewer than `least` visits asked is not shown."""
    read = _read(questions)
    scripted = known.scripted
    return Overview(
        first=first,
        visits=sum(one.visits for one in questions.all),
        failed=sum(one.failed for one in questions.all),
        rows=list(_rows(failing, known.titles, least)),
        wrong_first=list(_rows(wrong_first, known.titles, least)),
        unhelpful=_unhelpful(known),
        stale=_relied(read, known, {c: f"该在 {d} 前复核" for c, d in known.overdue.items()}),
        unscripted=[]
        if scripted is None
        else _relied(read, known, {c: "" for c in read if c not in scripted}),
        scripted_share=None
        if scripted is None
        else sum(n for c, n in read.items() if c in scripted) / max(1, read.total()),
        weeks=_weeks(questions),
        set_aside=set_aside,
    )


def _rows(groups: Iterable[Group], titles: Mapping[str, str], least: int) -> Iterable[Row]:
    for group in list(groups)[:_MOST_ROWS]:
        asked = tuple(one.reading for one in group.questions if one.visits >= least)
        if not asked:
            continue
        article = group.decision.article
        shown = next((code for code, _ in group.first.most_common(1)), "")
        yield Row(
            questions=asked[:_SHOWN_QUESTIONS],
            visits=group.visits,
            failed=group.failed,
            step=group.decision.step,
            article=article,
            title=titles.get(article or "", ""),
            shown_first=f"{shown} {titles.get(shown, '')}".strip(),
        )


def _read(questions: Questions) -> Counter[str]:
    read: Counter[str] = Counter()
    for opened in questions.opened:
        for code, one in opened.items():
            read[code] += one.read
    return read


def _relied(read: Counter[str], known: Known, notes: Mapping[str, str]) -> list[Relied]:
    found = [(code, count) for code, count in read.most_common() if code in notes and count]
    return [
        Relied(code, known.titles.get(code, ""), count, notes[code])
        for code, count in found[:_MOST_ARTICLES]
    ]


def _unhelpful(known: Known) -> list[Unhelpful]:
    found = [
        Unhelpful(
            code,
            known.titles.get(code, ""),
            said[True],
            said[False],
            tuple(known.reasons.get(code, Counter[str]()).most_common()),
        )
        for code, said in known.votes.items()
        if said[False] > said[True]
    ]
    return sorted(found, key=lambda one: (-one.unhelpful, one.article))[:_MOST_ARTICLES]


def _weeks(questions: Questions) -> list[Week]:
    sums: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    for one in questions.all:
        for day, (visits, failed) in one.days.items():
            when = date.fromisoformat(day)
            week = sums[when - timedelta(when.weekday())]
            week[0] += visits
            week[1] += failed
    return [Week(monday, visits, failed) for monday, (visits, failed) in sorted(sums.items())]
