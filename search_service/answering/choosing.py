"""Which unit answers: a weighted sum of what a question and a unit have in common.

Every feature has a name, lies between 0 and about 1, and has a whole-number weight in `WEIGHTS`.
How much each is worth is in docs/relevance-experiments.md, "Answers".
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from operator import mul

import numpy as np

from search_service.answering.article_units import AnalysedUnit, ArticleUnits
from search_service.answering.asked_places import MOST_KINDS
from search_service.answering.candidates import Candidates, Place
from search_service.answering.coverage import CHARACTER_SHARE
from search_service.answering.matching import (
    agreements,
    nearest_headline,
    put_asked_agreement,
)
from search_service.answering.naive_bayes import Grams, pieces_likely
from search_service.answering.opposites import behind_opposites
from search_service.answering.phrasings import NO_LIKENESS, Likeness, Phrasings, likenesses
from search_service.answering.term_sums import Floats, Weighed, added
from search_service.answering.unit_terms import Term
from search_service.answering.wanted import VALUES, Kind

# Trained on content/judgements/answers.tsv without its held-out and sealed questions, taken three
# quarters of the way from the weights before, and rounded: docs/relevance-experiments.md, "Which
# piece is first".
# What a unit has in common with the question.
MATCHED: Mapping[str, int] = {
    "beyond the title": 9,
    "only here": 39,
    "lead": 56,
    "label precision": 66,
    "label agreement": 20,
    "box headlines": 103,
    "box of the matter": 39,
    "own question": 53,
    "section's question": 49,
    "section's question opening": 86,
    "named in label": 24,
    "said": 88,
    "about": 75,
    "asked in such words": 85,
}
# What it is, and what kind of answer is wanted.
FIXED: Mapping[str, int] = {
    "opening": 26,
    "box": 43,
    "box for a short question": 57,
    "value": 35,
    "no value": -35,
    "definition": 183,
    "quote not asked for": -19,
    "first in its list": 18,
    "pointer": -88,
    "row": 6,
    "step": 23,
    "row for a verdict": 9,
    "paragraph for a verdict": 27,
    "entry": 58,
}
# Where it stands among what was found.
PLACED: Mapping[str, int] = {
    "named": 73,
    "article": 122,
    "first article": 26,
}
WEIGHTS: Mapping[str, int] = {**MATCHED, **FIXED, **PLACED}
_FIXED, _PLACED = tuple(FIXED.values()), tuple(PLACED.values())
_MATCHED = np.array([*MATCHED.values()], np.float64)[:, None]
# Rows of "own question" and "section's question".
_GIVEN = slice(7, 9)
# Characters of a question that leaves open which part of a matter it is on: 扫码付不了.
_SHORT = 5
_OPEN: frozenset[Kind] = frozenset({"how", "first"})
# Where the title and the questions of the first article together have this share of a question, it
# asks for nothing more special than the article itself, which its first paragraph answers.
_ALL_OF_IT = 0.9
# A rest of function characters would count for everything, divided by its own weight.
_SMOOTHING = 0.2


@dataclass  # never changed; nearly every question needs all of it
class Asked:
    """A question as choosing reads it.

    Attributes:
        weights: Its terms without question words, and what each weighs: weight × idf.
        wanted: The kinds of answer it wants.
        subject: The question without question words.
        text: The question.
        grams: Its characters and pairs of them.
        known: By the code of an article, what `likeness` found before.
        weighed: Its terms as the sums of an article are asked for.
        mass: What it weighs, a character `CHARACTER_SHARE` of a word.
        logarithm: Of what it weighs.
        length: How many different characters it has.
        is_short: Whether it names a matter and asks for nothing of it but what to do.
    """

    weights: Mapping[Term, float]
    wanted: frozenset[Kind]
    subject: str = ""
    text: str = ""
    grams: Grams = field(default_factory=lambda: Grams(()), compare=False)
    known: dict[str, Likeness] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Work the rest out."""
        self.weighed = Weighed(self.weights)
        self.mass = self.weighed.words + CHARACTER_SHARE * self.weighed.characters
        self.logarithm = math.log(self.mass)
        self.length = self.weighed.kinds.count("u")
        self.is_short = self.length <= _SHORT and self.wanted <= _OPEN

    @cached_property
    def heaviest(self) -> Sequence[tuple[float, int]]:
        """Its words, the heaviest first: what they weigh, and their places among its terms."""
        kinds = self.weighed.kinds
        words = [
            (weight, at) for at, weight in enumerate(self.weights.values()) if kinds[at] == "w"
        ]
        return sorted(words, reverse=True)

    def likeness(self, code: str, given: Phrasings) -> Likeness:
        """How far the questions given to an article speak for it; remembered by its code."""
        if code not in self.known:
            self.compare({code: given})
        return self.known[code]

    def compare(self, given: Mapping[str, Phrasings | None]) -> None:
        """Find `likeness` for all of some articles at once; None has no questions."""
        self.known.update(dict.fromkeys(given, NO_LIKENESS))
        with_any = {code: one for code, one in given.items() if one is not None}
        if with_any:
            found = likenesses(self.weighed, self.mass, [*with_any.values()])
            self.known.update(zip(with_any, found, strict=True))

    def missing(self, article: ArticleUnits) -> float:
        """The heaviest word that stands nowhere in an article, as a share of all."""
        known = article.sums.known(self.weighed)
        return next((weight for weight, at in self.heaviest if not known[at]), 0.0) / self.mass


def features(asked: Asked, place: Place) -> list[tuple[AnalysedUnit, tuple[float, ...]]]:
    """What the question has in common with each unit, in the order of `WEIGHTS`."""
    article = place.article
    matched, placed = _matched_features(asked, [place]).T.tolist(), _placed_features(place)
    return [
        (
            article.units[at],
            (*matched[at], *_fixed_features(asked, article.units[at]), *placed),
        )
        for at in _places(place)
    ]


def choose(asked: Asked, places: Sequence[Place]) -> Candidates:
    """All candidates, the best first; equal ones in reading order."""
    matched = _matched_features(asked, places) if places else np.empty((len(MATCHED), 0))
    return Candidates([*zip(places, _scores(asked, places, matched), strict=True)], matched)


def _scores(asked: Asked, places: Sequence[Place], matched: Floats) -> list[Floats]:
    """Of the units in question of each place, in reading order."""
    if not places:
        return []
    sizes = [len(place.article.units) for place in places]
    placed = [sum(map(mul, _PLACED, _placed_features(place))) for place in places]
    scores = np.concatenate([_fixed_scores(asked, place.article) for place in places])
    scores += np.array(placed, np.float64).repeat(sizes)
    scores += added(_MATCHED * matched)
    ends = [*accumulate(sizes)]
    parts = [scores[first:end] for first, end in zip([0, *ends], ends, strict=False)]
    behind_opposites(asked.text, [place.article.opposites for place in places], parts)
    return [
        part if place.among is None else part[[*place.among]]
        for place, part in zip(places, parts, strict=True)
    ]


def _places(place: Place) -> Sequence[int]:
    return range(len(place.article.units)) if place.among is None else place.among


def _placed_features(place: Place) -> tuple[float, ...]:
    """In the order of `PLACED`."""
    return place.among is not None, place.share, place.is_first


def _fixed_scores(asked: Asked, article: ArticleUnits) -> Floats:
    """The part of each unit's score that no term of the question changes; remembered."""
    key = asked.wanted, asked.is_short
    known = article.fixed_scores.get(key)
    if known is None:
        rows = (map(mul, _FIXED, _fixed_features(asked, one)) for one in article.units)
        known = np.array([*map(sum, rows)], np.float64)
        if len(article.fixed_scores) >= MOST_KINDS:
            article.fixed_scores.clear()
        article.fixed_scores[key] = known
    return known


def _fixed_features(asked: Asked, one: AnalysedUnit) -> tuple[float, ...]:
    """What a unit is, and what kind of answer is wanted; in the order of `FIXED`."""
    wanted, held, kind = asked.wanted, one.held, one.unit.kind
    values = wanted & VALUES
    has_value = bool(values & held)
    is_first = "first" in wanted
    starts = kind in {"step", "row"} and one.unit.place == 0
    return (
        kind == "opening",
        kind == "box",
        kind == "box" and asked.is_short,
        has_value,
        bool(values) and not has_value,
        "meaning" in wanted and kind == "definition",
        kind == "quote" and "say" not in wanted,
        is_first and starts,
        one.unit.pointer,
        kind == "row",
        kind == "step",
        "yesno" in wanted and kind == "row",
        "yesno" in wanted and kind == "paragraph",
        "where" in wanted and one.is_entry,
    )


def _matched_features(asked: Asked, places: Sequence[Place]) -> Floats:
    """What each unit has in common with the question, in the order of `MATCHED`.

    Worked out feature by feature for all units of all places, one place after the other: a row for
    each unit took ten times as long, and place after place twice.
    """
    mass, words, characters = asked.mass, asked.weighed.words, asked.weighed.characters
    articles = [place.article for place in places]
    sums = [article.sums.of(asked.weighed) for article in articles]
    sizes = [len(article.units) for article in articles]
    found: Floats = np.empty((len(MATCHED), sum(sizes)))
    beyond, only, lead, precise, like, box, matter, _, section, opening, named, said, on, likely = (
        found
    )
    singles: list[tuple[float, ...]] = []
    first = 0
    near = agreements(sums, articles, mass)
    for place, one, agreement, size in zip(places, sums, near, sizes, strict=True):
        article, is_matter = place.article, place.is_first and one.held / mass >= _ALL_OF_IT
        put_asked_agreement(agreement, asked.wanted, article, found[_GIVEN, first : first + size])
        first += size
        singles.append(
            (
                one.beyond_characters + _SMOOTHING * characters,
                one.beyond_words + CHARACTER_SHARE * one.beyond_characters + _SMOOTHING * mass,
                one.most_rare or 1.0,
                one.titled,
                one.titled_characters,
                nearest_headline(agreement, article),
                is_matter,
            )
        )
    beyond_title, beyond_both, most_rare, titled, titled_characters, nearest, is_matter = np.array(
        singles
    ).T.repeat(sizes, 1)
    masses, boxes, openings = np.concatenate([article.facts for article in articles], 1)
    own, rare, leading, label, own_label, saying, about = np.concatenate(
        [one.units for one in sums], 1
    )
    np.divide(own, beyond_title, out=beyond)
    np.divide(rare, most_rare, out=only)
    np.divide(leading, words + characters, out=lead)
    np.minimum(1.0, label / masses, out=precise)
    np.minimum(1.0, 2 * label / (mass + masses), out=like)
    np.multiply(nearest, boxes, out=box)
    np.multiply(boxes, is_matter, out=matter)
    np.multiply(section, openings, out=opening)
    np.divide(own_label, beyond_both, out=named)
    np.divide(titled + saying, mass, out=said)
    np.divide(titled_characters + about, characters, out=on)
    likely[:] = pieces_likely(asked.grams, [article.wordings for article in articles])
    return found
