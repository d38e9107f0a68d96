"""Visits to the rows that they add to the database, each network counted as often as is fair."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeVar

from search_service.records.fair_counting import (
    FIRST_FEW,
    MOST_ALIKE,
    MOST_MOVES,
    MOST_NEW_TEXTS,
    MOST_PROMOTIONS,
    MOST_REJECTIONS,
    MOST_WITNESSES,
    MonthKey,
    month_of,
)
from search_service.records.visit_folding import Landing, Outcome, fold
from search_service.records.visits import Visit

Tag = tuple[str, int]
_Key = TypeVar("_Key")
_TEXT, _ARTICLE, _REJECTED, _FIRST_HIT = "text", "article", "rejected", "first hit"
_NEW_TEXT, _WITNESS, _MOVE, _ALIKE = "new text", "witness", "move", "alike"
# An agent has signed in: he is no crowd behind an address.
_DESK = "desk"


class AskedKey(NamedTuple):
    """What a row of `asked` counts for."""

    day: str
    text: str
    side: str
    answer: str
    level: str


class LandedKey(NamedTuple):
    """What a row of `landed` counts for."""

    day: str
    text: str
    article: str
    rank: int
    stayed: bool


class MovedKey(NamedTuple):
    """What a row of `moved` counts for: from `text` to `to`, where `article` was read."""

    day: str
    text: str
    to: str
    article: str


@dataclass
class Rows:
    """What a batch adds, summed.

    Attributes:
        day: The newest day in it.
        readings: Of each text.
        tags: How often more each tag of a month has counted.
        left_out: Questions in new texts of networks that had made up enough of them.
    """

    day: str = ""
    readings: dict[str, str] = field(default_factory=dict)
    asked: dict[AskedKey, Counter[str]] = field(default_factory=dict)
    landed: dict[LandedKey, Counter[str]] = field(default_factory=dict)
    moved: dict[MovedKey, Counter[str]] = field(default_factory=dict)
    tags: Counter[Tag] = field(default_factory=Counter)
    left_out: int = 0


@dataclass(frozen=True)
class _Counting:
    """An outcome with the tags that decide whether it counts."""

    day: str
    side: str
    outcome: Outcome
    text_tag: Tag
    new_text_tag: Tag
    first_hit_tag: Tag
    witness_tag: Tag
    alike_tag: Tag
    move_tag: Tag
    article_tags: Mapping[str, Tag]
    rejected_tags: Mapping[str, Tag]


def rows_of(
    visits: Sequence[Visit],
    keys: MonthKey,
    times: Callable[[Iterable[Tag]], Mapping[Tag, int]],
    known: Callable[[Iterable[str]], Collection[str]],
) -> Rows:
    """What a batch adds.

    Args:
        visits: Whole visits.
        keys: The keys of the months.
        times: How often each tag has counted before.
        known: Which texts are kept already.

    Raises:
        OSError: The key of the month cannot be read or written.
    """
    countings = [one for visit in visits for one in _countings(visit, keys)]
    tags: set[Tag] = set()
    for one in countings:
        tags |= {one.text_tag, one.new_text_tag, one.first_hit_tag, one.witness_tag}
        tags |= {one.alike_tag, one.move_tag}
        tags.update(one.article_tags.values(), one.rejected_tags.values())
    fair = _Fair(times(tags))
    kept = set(known({one.outcome.text for one in countings}))
    for one in countings:
        text = one.outcome.text
        if text not in kept and fair.takes(one.new_text_tag, MOST_NEW_TEXTS):
            kept.add(text)
    rows = Rows(day=max((one.day for one in countings), default=""), tags=fair.added)
    for one in countings:
        if one.outcome.text not in kept:
            rows.left_out += 1
        elif fair.takes_both((one.text_tag, 1), (one.alike_tag, _most_alike(one))):
            _add(rows, one, fair, kept)
    return rows


class _Fair:
    """How often tags have counted, and count now."""

    def __init__(self, before: Mapping[Tag, int]) -> None:
        self._before = before
        self.added: Counter[Tag] = Counter()

    def takes(self, tag: Tag, most: int) -> bool:
        """Whether a tag counts once more; then it has."""
        if not self._has_room(tag, most):
            return False
        self.added[tag] += 1
        return True

    def takes_both(self, one: tuple[Tag, int], other: tuple[Tag, int]) -> bool:
        """Whether two tags count once more; neither has where one of them does not."""
        if not all(self._has_room(tag, most) for tag, most in (one, other)):
            return False
        self.added.update((one[0], other[0]))
        return True

    def _has_room(self, tag: Tag, most: int) -> bool:
        return self._before.get(tag, 0) + self.added[tag] < most


def _countings(visit: Visit, keys: MonthKey) -> Iterable[_Counting]:
    month = month_of(visit.day)
    tag = keys.tagger(month)
    for outcome in fold(visit):
        promoted = [one.article for one in outcome.landed if one.stayed and one.rank > 1]
        promoted += [outcome.ended_at] if outcome.ended_at else []
        rejected = [one.article for one in outcome.landed if _is_rejection(one)]
        yield _Counting(
            day=visit.day.isoformat(),
            side=visit.side,
            outcome=outcome,
            text_tag=(month, tag(_TEXT, visit.network, outcome.reading or outcome.text)),
            new_text_tag=(month, tag(_NEW_TEXT, visit.network, "")),
            first_hit_tag=(month, tag(_FIRST_HIT, visit.network, outcome.answer)),
            witness_tag=(month, tag(_WITNESS, visit.network, "")),
            alike_tag=(month, tag(_ALIKE, visit.network, outcome.answer)),
            move_tag=(month, tag(_MOVE, visit.network, "")),
            article_tags={a: (month, tag(_ARTICLE, visit.network, a)) for a in promoted},
            rejected_tags={a: (month, tag(_REJECTED, visit.network, a)) for a in rejected},
        )


def _most_alike(one: _Counting) -> int:
    return sys.maxsize if one.side == _DESK else MOST_ALIKE


def _is_rejection(one: Landing) -> bool:
    return not one.stayed or one.unhelpful


def _add(rows: Rows, one: _Counting, fair: _Fair, kept: Collection[str]) -> None:
    def may_promote(article: str) -> bool:
        return fair.takes(one.article_tags[article], MOST_PROMOTIONS)

    def is_fair(landing: Landing) -> bool:
        if _is_rejection(landing) and not fair.takes(
            one.rejected_tags[landing.article], MOST_REJECTIONS
        ):
            return False
        return not (landing.stayed and landing.rank > 1) or may_promote(landing.article)

    outcome = one.outcome
    rows.readings[outcome.text] = outcome.reading
    asked = AskedKey(one.day, outcome.text, one.side, outcome.answer, outcome.level)
    early = one.side == _DESK or fair.takes_both(
        (one.first_hit_tag, FIRST_FEW), (one.witness_tag, MOST_WITNESSES)
    )
    failed = outcome.failed
    _count(rows.asked, asked, failed=failed, early=early, early_failed=early and failed)
    for landing in outcome.landed:
        if is_fair(landing):
            _count_landing(rows, one.day, outcome.text, landing, early=early)
    may_move = outcome.moved_to in kept and (
        one.side == _DESK or fair.takes(one.move_tag, MOST_MOVES)
    )
    if outcome.moved_to is not None and may_move:
        ended_at = outcome.ended_at
        if ended_at and not may_promote(ended_at):
            ended_at = ""
        rows.readings.setdefault(outcome.moved_to, outcome.moved_to)
        _count(rows.moved, MovedKey(one.day, outcome.text, outcome.moved_to, ended_at))


def _count_landing(rows: Rows, day: str, text: str, one: Landing, *, early: bool) -> None:
    key = LandedKey(day, text, one.article, one.rank, one.stayed)
    _count(rows.landed, key, helpful=one.helpful, unhelpful=one.unhelpful, early=early)


def _count(rows: dict[_Key, Counter[str]], key: _Key, **also: bool) -> None:
    rows.setdefault(key, Counter())
    rows[key].update({"visits": 1, **{name: int(value) for name, value in also.items()}})
