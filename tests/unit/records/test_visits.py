"""From notes of what happened to whole visits, and from those to what failed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from search_service.records.visit_folding import fold
from search_service.records.visit_log import VisitLog, safe
from search_service.records.visit_reading import read_counts
from search_service.records.visit_store import VisitStore
from search_service.records.visit_window import (
    DESK_IDLE_SECONDS,
    IDLE_SECONDS,
    STAYED_SECONDS,
    QuestionNote,
    ReadingNote,
    Visitor,
    VisitWindow,
)
from search_service.records.visits import Asked, Opened, Shown, Side, Visit

DAY = date(2026, 3, 10)
KEPT = 5
READER = Visitor("site", "192.0.2.1", "lamp browser")
SHOWN = Shown(("L-101", "L-102"), "articles", "灯不亮")


def question(text: str, visitor: Visitor = READER) -> QuestionNote:
    return QuestionNote(visitor, text, SHOWN)


def reading(text: str, article: str, seconds: float, **other: bool) -> ReadingNote:
    return ReadingNote(READER, text, article, seconds, **other)


def visits_of(*notes: QuestionNote | ReadingNote) -> list[Visit]:
    window = VisitWindow()
    for now, note in enumerate(notes):
        assert window.take(note, DAY, float(now)) == []
    return window.all()


def test_notes_of_one_visitor_become_one_visit() -> None:
    [visit] = visits_of(
        question("灯不亮"), reading("灯不亮", "L-102", 3), question("灯坏了"), question("灯不亮")
    )

    assert [one.text for one in visit.asked] == ["灯不亮", "灯坏了"]
    assert visit.asked[0].opened == (Opened("L-102", 2, stayed=False),)
    assert visit.asked[0].answer == "L-101"


def test_two_visitors_are_two_visits() -> None:
    others = [READER._replace(network="192.0.2.2"), READER._replace(browser="other")]
    assert len(visits_of(*(question("灯", one) for one in (READER, *others)))) == 3


def test_silence_ends_a_visit() -> None:
    window = VisitWindow()
    window.take(question("灯不亮"), DAY, 0.0)

    assert window.ended(IDLE_SECONDS - 1) == []
    assert len(window.ended(IDLE_SECONDS)) == 1
    assert window.take(reading("灯不亮", "L-101", 30), DAY, IDLE_SECONDS + 1) == []
    assert len(window) == 0


def test_the_window_is_bounded_and_the_oldest_visit_ends_early() -> None:
    window = VisitWindow(most_visits=2)
    ended = [
        window.take(question("灯", READER._replace(network=str(n))), DAY, float(n))
        for n in range(5)
    ]

    assert len(window) == 2
    assert [visit.network for visits in ended for visit in visits] == ["0", "1", "2"]


def test_a_network_that_changes_its_browser_ends_nobody_elses_visit() -> None:
    window, most = VisitWindow(most_visits=100), 100 // 20
    window.take(question("灯不亮"), DAY, 0.0)
    ended = []
    for number in range(1_000):
        flood = Visitor("site", "192.0.2.66", f"browser {number}")
        ended += window.take(question("灯", flood), DAY, 1.0)
        assert len(window) <= most + 1

    assert {visit.network for visit in ended} == {"192.0.2.66"}
    assert window.take(reading("灯不亮", "L-102", 3), DAY, 2.0) == []
    [own] = [visit for visit in window.all() if visit.network == READER.network]
    assert own.asked[0].opened


def test_at_the_desk_a_text_that_goes_on_is_one_question() -> None:
    agent = READER._replace(side="desk")
    window = VisitWindow()
    for now, text in enumerate(["灯", "灯不", "灯不亮", "快递"]):
        window.take(question(text, agent), DAY, float(now))

    [visit] = window.all()
    assert [one.text for one in visit.asked] == ["灯不亮", "快递"]


def test_what_an_agent_opens_answers_what_he_asked_last() -> None:
    agent = READER._replace(side="desk")
    window = VisitWindow()
    window.take(question("灯不亮", agent), DAY, 0.0)
    window.take(question("灯坏了", agent), DAY, 1.0)
    window.take(ReadingNote(agent, "", "L-102", STAYED_SECONDS), DAY, 2.0)

    [visit] = window.all()
    assert [one.opened for one in visit.asked] == [(), (Opened("L-102", 2, stayed=True),)]
    assert [one.failed for one in fold(visit)] == [True, False]


def test_at_the_desk_a_pause_is_the_next_caller() -> None:
    agent = READER._replace(side="desk")
    window = VisitWindow()
    window.take(question("灯不亮", agent), DAY, 0.0)
    [visit] = window.take(question("快递", agent), DAY, DESK_IDLE_SECONDS)

    assert [one.failed for one in fold(visit)] == [False]


def asked(text: str, *opened: Opened, contact: bool = False) -> Asked:
    return Asked(text, text, "L-101", "articles", opened, contact)


READ, LEFT = Opened("L-101", 1, stayed=True), Opened("L-101", 1, stayed=False)
LOWER = Opened("L-102", 2, stayed=True)


@pytest.mark.parametrize(
    ("questions", "failed"),
    [
        ((asked("灯"),), [False]),  # no click is no failure
        ((asked("灯", READ),), [False]),
        ((asked("灯", LEFT),), [True]),
        ((asked("灯", LEFT, READ),), [False]),
        ((asked("灯", LOWER),), [True]),
        ((asked("灯", READ, contact=True),), [True]),
        ((asked("灯", Opened("L-101", 1, stayed=True, helpful=False)),), [True]),
        ((asked("灯"), asked("灯泡")), [True, False]),
        ((asked("灯", READ), asked("快递")), [False, False]),
        ((asked("灯"), asked("灯")), [False]),  # the same text once more
    ],
)
def test_what_failing_means(questions: tuple[Asked, ...], failed: list[bool]) -> None:
    outcomes = fold(Visit(DAY, "site", "n", questions))
    assert [one.failed for one in outcomes] == failed


@pytest.mark.parametrize(
    ("side", "failed"),
    [("desk", [True, False]), ("frame", [True, True]), ("site", [True, True])],
)
def test_agents_fail_only_where_they_ask_again(side: Side, failed: list[bool]) -> None:
    outcomes = fold(Visit(DAY, side, "n", (asked("灯", LEFT), asked("灯泡", LOWER))))
    assert [one.failed for one in outcomes] == failed


@pytest.mark.parametrize(
    ("texts", "failed"),
    [
        ((asked("灯不亮"), asked("灯不亮了")), [True, False]),  # once more, in like words
        ((asked("冻结"), asked("快递"), asked("发票")), [False, False, False]),  # tries the desk
        ((asked("灯不亮"), asked("熄了", READ)), [True, False]),  # in other words, and found
    ],
)
def test_trying_one_matter_after_another_at_the_desk_is_no_failure(
    texts: tuple[Asked, ...], failed: list[bool]
) -> None:
    outcomes = fold(Visit(DAY, "desk", "agent", texts))

    assert [one.failed for one in outcomes] == failed
    assert [one.moved_to is not None for one in outcomes] == failed


def test_where_a_visit_read_in_the_end_is_told_of_the_text_that_missed() -> None:
    [missed, found] = fold(Visit(DAY, "site", "n", (asked("熄了"), asked("灯不亮", READ))))

    assert (missed.moved_to, missed.ended_at) == ("灯不亮", "L-101")
    assert (found.moved_to, found.ended_at) == (None, "")


def test_private_parts_are_gone_before_a_note_is_kept() -> None:
    shown = Shown((), "none", "我的手机 13800138000")
    kept = safe(QuestionNote(READER, "我的手机 13800138000", shown))

    assert isinstance(kept, QuestionNote)
    assert "13800138000" not in kept.text + kept.shown.reading


def test_leaving_counts_the_visits_that_are_under_way(tmp_path: Path) -> None:
    store = VisitStore(tmp_path / "queries.sqlite")
    with VisitLog(store, 90) as log:
        log.note(question("灯不亮"))
        log.note(reading("灯不亮", "L-101", 60))

    counts = read_counts(VisitStore(tmp_path / "queries.sqlite"), date.min)
    assert [(counts.texts[row.text_id], row.visits) for row in counts.asked] == [("灯不亮", 1)]
    assert [(row.article, row.stayed) for row in counts.landed] == [("L-101", True)]
    assert log.levels == {"articles": 1}


@pytest.mark.parametrize("seed", range(5))
def test_a_clock_that_is_ahead_for_less_than_an_hour_deletes_no_count_that_is_still_needed(
    tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - clocks, no secrets
    store = VisitStore(tmp_path / "queries.sqlite")
    log = VisitLog(store, KEPT)  # its turns are taken here
    days = [DAY + timedelta(number) for number in range(12)]
    now = 0.0
    for number, day in enumerate(days):
        asked = Asked("灯不亮", "灯不亮", "L-101", "articles")
        store.add([Visit(day, "site", f"192.0.2.{number}", (asked,))])
        for _ in range(6):  # a day in pieces, now and then a wrong one for less than an hour
            now += 4 * 3_600
            log.turn(day, now)
            log.turn(day, now + 3_600)
            ahead = day + timedelta(chance.choice([1, 30, 90, 400]))
            for minutes in sorted(chance.sample(range(60), chance.randrange(4))):
                log.turn(ahead, now + 3_600 + 60 * minutes)

        kept = [row.day for row in read_counts(store, date.min).asked]
        assert kept == [one.isoformat() for one in days[max(0, number - KEPT) : number + 1]]


def test_what_comes_too_fast_is_dropped_and_counted_instead_of_waiting(tmp_path: Path) -> None:
    log = VisitLog(VisitStore(tmp_path / "queries.sqlite"), 90)  # nobody writes

    for number in range(1_500):
        log.note(question(str(number)))

    assert log.dropped == 500
