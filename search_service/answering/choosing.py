"""Which unit answers: a weighted sum of what a question and a unit have in common.

Every feature has a name, lies between 0 and about 1, and has a whole-number weight in `WEIGHTS`.
How much each is worth is in docs/relevance.md, "Answers".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from typing import NamedTuple

from search_service.answering.matching import (
    CHARACTER_SHARE,
    asked_agreement,
    headline_agreement,
    matches_of,
)
from search_service.answering.unit_index import AnalysedUnit, ArticleUnits, Term
from search_service.answering.wanted import VALUES, Kind

# Trained on the tuning half of content/judgements/answers.tsv and rounded.
WEIGHTS: Mapping[str, int] = {
    "characters": 16,
    "title characters": 20,
    "beyond the title": 32,
    "only here": 19,
    "heading": 53,
    "lead": 38,
    "label precision": 22,
    "label agreement": 26,
    "opening agreement": 38,
    "opening": -13,
    "box": 19,
    "box headlines": 71,
    "box misses": -44,
    "box for a first step": 20,
    "value": 24,
    "no value": -24,
    "verdict": 14,
    "definition": 72,
    "quote not asked for": -5,
    "first in its list": 39,
    "reason": 20,
    "pointer": -71,
    "row": 7,
    "named": 18,
    "article": 39,
    "first article": 16,
    "own question": 58,
    "section's question": 42,
    "section's question opening": 17,
    "named in label": 9,
}
_VALUES = tuple(WEIGHTS.values())
# A rest of function characters would count for everything, divided by its own weight.
_SMOOTHING = 0.2


@dataclass(frozen=True)
class Asked:
    """A question as choosing reads it.

    Attributes:
        weights: Its terms without question words, and what each weighs: weight × idf.
        wanted: The kinds of answer it wants.
    """

    weights: Mapping[Term, float]
    wanted: frozenset[Kind]


class Place(NamedTuple):
    """Units that may answer: those of a hit, or named ones of another article.

    Attributes:
        article: Its units.
        share: Score of the article, as a share of the best one's; 0 when it was not found.
        is_first: Whether it is the first hit.
        among: Places of the units in question; all when None.
    """

    article: ArticleUnits
    share: float
    is_first: bool
    among: Sequence[int] | None = None


class Scored(NamedTuple):
    """A unit and how well it answers; only comparable within one question."""

    score: float
    unit: AnalysedUnit
    place: Place


def features(asked: Asked, place: Place) -> list[tuple[AnalysedUnit, tuple[float, ...]]]:
    """What the question has in common with each unit, in the order of `WEIGHTS`."""
    article = place.article
    words = sum(weight for (field, _), weight in asked.weights.items() if field == "w") or 1.0
    characters = sum(weight for (field, _), weight in asked.weights.items() if field == "u") or 1.0
    mass = words + CHARACTER_SHARE * characters
    sums = matches_of(asked.weights, article)
    beyond_title = sums.beyond_characters + _SMOOTHING * characters
    headlines = headline_agreement(asked.weights, article, mass)
    given = asked_agreement(asked.weights, asked.wanted, article)
    rows = []
    beyond_both = sums.beyond_words + CHARACTER_SHARE * sums.beyond_characters + _SMOOTHING * mass
    for at in range(sums.count) if place.among is None else place.among:
        one = article.units[at]
        kind, label_mass = one.unit.kind, article.label_masses[at]
        precision = min(1.0, sums.label[at] / label_mass) if label_mass else 0.0
        agreement = min(1.0, 2 * sums.label[at] / (mass + label_mass)) if label_mass else 0.0
        is_box, is_opening = kind == "box", kind == "opening"
        missed = sums.beyond_words + sums.beyond_characters - sums.words[at] - sums.characters[at]
        row = (
            sums.characters[at] / characters,
            sums.titled[at] / characters,
            sums.characters[at] / beyond_title,
            sums.rare[at] / sums.most_rare if sums.most_rare else 0.0,
            sums.heading[at] / mass,
            sums.lead[at] / (words + characters),
            precision,
            agreement,
            agreement * is_opening,
            is_opening,
            is_box,
            headlines * is_box,
            missed / (words + characters) * is_box,
            *_kind_features(asked, one),
            one.unit.pointer,
            kind == "row",
            place.among is not None,
            place.share,
            place.is_first,
            given.own[at],
            given.section[at],
            given.section[at] * is_opening,
            sums.named[at] / beyond_both,
        )
        rows.append((one, row))
    return rows


def _kind_features(asked: Asked, one: AnalysedUnit) -> tuple[float, ...]:
    """What kind of answer is wanted, against what the unit is.

    From "box for a first step" to "reason", in the order of `WEIGHTS`.
    """
    wanted, held, kind = asked.wanted, one.held, one.unit.kind
    values = wanted & VALUES
    has_value = bool(values & held)
    is_how = "how" in wanted
    is_first = "first" in wanted
    starts = kind in {"step", "row"} and one.unit.place == 0
    return (
        kind == "box" and (is_first or is_how),
        has_value,
        bool(values) and not has_value,
        "yesno" in wanted and "yesno" in held,
        "meaning" in wanted and kind == "definition",
        kind == "quote" and "say" not in wanted,
        is_first and starts,
        "why" in wanted and "why" in held,
    )


def choose(asked: Asked, places: Sequence[Place]) -> list[Scored]:
    """All candidates, the best first; equal ones in reading order."""
    scored = [
        Scored(sum(map(mul, _VALUES, row)), one, place)
        for place in places
        for one, row in features(asked, place)
    ]
    scored.sort(key=lambda one: -one.score)
    return scored
