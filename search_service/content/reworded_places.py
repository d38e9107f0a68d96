"""Of a place that a head names in words the page has no longer: the words that are there now.

Only where one phrase of the page is clearly nearest; it decides no place whose words are there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from search_service.analysis.normalise import normalised_text
from search_service.content.units import Unit

# Shares of common pairs of characters, measured on the places of all articles, see
# docs/relevance-experiments.md, "Questions of sections and rows".
_NEAR = 0.7
# Of shorter words another thing altogether is as near: before and after something.
_SHORTEST = 5
_CLEARLY = 0.1
_PHRASE = re.compile(r"[^。！？；，：!?;,:|]+")


def phrases_of(units: Iterable[Unit]) -> list[str]:
    """What a place can be named by: headings, labels, sentences and their parts, once each."""
    phrases: dict[str, None] = {}
    for unit in units:
        phrases |= dict.fromkeys(name for name in (unit.heading, unit.label) if name)
        # A row is its cells with spaces between them; its first cell names it.
        if unit.kind != "row":
            phrases |= dict.fromkeys(part.strip() for part in _PHRASE.findall(unit.text))
    return [phrase for phrase in phrases if phrase]


def reworded(phrases: Sequence[str], place: str) -> str | None:
    """The phrase that a place has become; None where none is near, or two are about as near."""
    wanted = _plain(place)
    if len(wanted) < _SHORTEST:
        return None
    near = sorted(((_likeness(wanted, _plain(one)), one) for one in phrases), reverse=True)[:2]
    if not near or near[0][0] < _NEAR:
        return None
    if near[1:] and near[0][0] - near[1][0] < _CLEARLY:
        return None
    return near[0][1]


def _plain(text: str) -> str:
    return normalised_text(text).replace(" ", "")


def _likeness(wanted: str, phrase: str) -> float:
    """Dice of the pairs of characters: of all, or of the stretch as long as what is wanted."""
    size = len(wanted)
    stretches = [phrase[at : at + size] for at in range(max(1, len(phrase) - size + 1))]
    return max(_dice(wanted, one) for one in (phrase, *stretches))


def _dice(one: str, other: str) -> float:
    pairs, others = (
        Counter(text[at : at + 2] for at in range(len(text) - 1)) for text in (one, other)
    )
    total = pairs.total() + others.total()
    return 2 * (pairs & others).total() / total if total else 0.0
