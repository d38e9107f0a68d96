"""What a simulated visitor does with an answer. Invented, not observed: real people will differ."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from search_service.learning.simulation.intents import Intent
from search_service.records.visits import Opened

_MOST_OPENED = 3
_HELPFUL_BELOW = 0.06


@dataclass(frozen=True)
class Behaviour:
    """Chances, each from 0 to 1.

    Attributes:
        reads_on_page: Opens nothing although the first hit is right.
        quick_when_right: Seems to come straight back from an article that answered.
        quick_when_wrong: Comes straight back from one that did not.
        opens_right: Opens a hit that is right.
        opens_wrong_first: Opens the first hit although it is wrong.
        opens_wrong: Opens another wrong one.
        looks_further: Looks at the next hit at all.
        contacts: Takes a way to reach people after failing.
        asks_again: Asks again in other words after failing.
        another_matter: Asks about something else afterwards.
    """

    reads_on_page: float = 0.25
    quick_when_right: float = 0.12
    quick_when_wrong: float = 0.70
    opens_right: float = 0.75
    opens_wrong_first: float = 0.22
    opens_wrong: float = 0.12
    looks_further: float = 0.92
    contacts: float = 0.16
    asks_again: float = 0.40
    another_matter: float = 0.12


# Half read without opening, good articles look quick more often, fewer ask again.
NOISY = Behaviour(reads_on_page=0.5, quick_when_right=0.3, asks_again=0.2)


@dataclass(frozen=True)
class Reaction:
    """What one visitor did with one answer."""

    opened: tuple[Opened, ...]
    contact: bool
    satisfied: bool


def react(intent: Intent, hits: Sequence[str], how: Behaviour, chance: random.Random) -> Reaction:
    """One visitor before one answer; a flood opens nothing."""
    if intent.kind == "flood":
        return Reaction((), contact=False, satisfied=True)
    if intent.kind == "testing":
        return Reaction((), contact=False, satisfied=chance.random() < 0.5)  # noqa: PLR2004 - half
    helps = 0.15 if intent.kind == "unhelpful" else 0.86
    is_right_first = bool(hits) and hits[0] in intent.right and intent.kind != "unhelpful"
    if is_right_first and chance.random() < how.reads_on_page:
        return Reaction((), contact=False, satisfied=True)
    opened, satisfied = _open(intent, hits, how, chance, helps)
    upset = 0.03 if satisfied else 0.02 if intent.kind == "odd" else how.contacts
    return Reaction(tuple(opened), chance.random() < upset, satisfied)


def _open(
    intent: Intent, hits: Sequence[str], how: Behaviour, chance: random.Random, helps: float
) -> tuple[list[Opened], bool]:
    opened: list[Opened] = []
    for rank, code in enumerate(hits, 1):
        if chance.random() > how.looks_further ** (rank - 1):
            break
        if chance.random() >= _opens(intent, rank, code, intent.right, how):
            continue
        good = code in intent.right and chance.random() < helps
        quick = chance.random() < (how.quick_when_right if good else how.quick_when_wrong)
        helpful = None
        if chance.random() < _HELPFUL_BELOW:
            helpful = chance.random() < (0.93 if good else 0.15)
        opened.append(Opened(code, rank, not quick, helpful))
        if good or len(opened) == _MOST_OPENED:
            return opened, good
    return opened, False


def _opens(intent: Intent, rank: int, code: str, right: Collection[str], how: Behaviour) -> float:
    if intent.kind == "odd":
        return 0.06
    if code in right:
        return how.opens_right
    return how.opens_wrong_first if rank == 1 else how.opens_wrong
