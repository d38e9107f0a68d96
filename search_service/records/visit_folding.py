"""A visit to what is counted of it: text by text, whether it failed, where it landed or moved to.

A text counts once a visit, however often it was sent off. What failing means is said here and
nowhere else; docs/learning.md says how each part of it was measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from search_service.records.visits import Asked, Opened, Visit


@dataclass(frozen=True)
class Landing:
    """An article opened from a text; votes are of the same visit."""

    article: str
    rank: int
    stayed: bool
    helpful: bool
    unhelpful: bool


@dataclass(frozen=True)
class Outcome:
    """What a visit adds to the counts of one text.

    Attributes:
        text: Redacted and normalised.
        reading: As it was understood.
        answer: Code of the first hit, or empty.
        level: What was said of the answer.
        failed: Whether the visit failed with this text.
        landed: Each article once.
        moved_to: The text that was asked next, when nothing of this one was read; else None.
        ended_at: The article that was read after moving; empty when none was.
    """

    text: str
    reading: str
    answer: str
    level: str
    failed: bool
    landed: tuple[Landing, ...]
    moved_to: str | None = None
    ended_at: str = ""


def fold(visit: Visit) -> list[Outcome]:
    """The outcome of each text of a visit, in the order in which they were first asked."""
    texts = _merged(visit.asked)
    return [_outcome(visit, texts, place) for place in range(len(texts))]


def _merged(asked: Sequence[Asked]) -> list[Asked]:
    """Each text once, with all that was opened from it."""
    merged: dict[str, Asked] = {}
    for one in asked:
        first = merged.get(one.text)
        merged[one.text] = (
            one
            if first is None
            else Asked(
                first.text,
                first.reading,
                first.answer,
                first.level,
                (*first.opened, *one.opened),
                first.contact or one.contact,
            )
        )
    return list(merged.values())


def _outcome(visit: Visit, texts: Sequence[Asked], place: int) -> Outcome:
    one = texts[place]
    is_read = any(opened.stayed for opened in one.opened)
    later = () if is_read else texts[place + 1 :]
    if visit.side == "desk":
        later = [other for other in later if other.opened or _are_alike(one, other)]
    return Outcome(
        text=one.text,
        reading=one.reading,
        answer=one.answer,
        level=one.level,
        failed=_failed(visit, one, is_read=is_read, asked_again=bool(later)),
        landed=_landings(one.opened),
        moved_to=later[0].text if later else None,
        ended_at=_read_later(later),
    )


def _failed(visit: Visit, one: Asked, *, is_read: bool, asked_again: bool) -> bool:
    """Whether a text did not lead a visit to what it wanted.

    No click is no failure: who reads the answer on the results page opens nothing. At the desk an
    agent looks at several articles and leaves them quickly, so only asking again counts there: in
    like words, or with something opened from it.
    """
    if visit.side == "api":
        return False
    if visit.side == "desk":
        return asked_again
    return (
        asked_again
        or one.contact
        or any(opened.helpful is False for opened in one.opened)
        or (bool(one.opened) and not is_read)
        or (bool(one.opened) and one.opened[0].rank > 1)
    )


def _are_alike(one: Asked, other: Asked) -> bool:
    """Whether two texts have a pair of neighbouring characters in common.

    Who tries the desk types one matter after another and opens nothing.
    """
    return not set(pairwise(one.text)).isdisjoint(pairwise(other.text))


def _landings(opened: Sequence[Opened]) -> tuple[Landing, ...]:
    """Each article once, at the rank it was first opened from; it was read if it ever was."""
    landed: dict[str, Landing] = {}
    for one in opened:
        known = landed.get(one.article)
        landed[one.article] = Landing(
            article=one.article,
            rank=known.rank if known else one.rank,
            stayed=one.stayed or (known is not None and known.stayed),
            helpful=one.helpful is True or (known is not None and known.helpful),
            unhelpful=one.helpful is False or (known is not None and known.unhelpful),
        )
    return tuple(landed.values())


def _read_later(later: Sequence[Asked]) -> str:
    """The article of the first later text of which something was read, the last one read there."""
    for one in later:
        read = [opened.article for opened in one.opened if opened.stayed]
        if read:
            return read[-1]
    return ""
