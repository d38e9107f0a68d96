"""How likely a unit answers the question, and what may be said of it.

A logistic of what speaks for it (`Evidence`): its score, how much of the question the first article
explains, how long the question is, the heaviest word that the unit's article does not have; fitted
with cross-validation by `python -m benchmarks.answers`, whose table is in docs/relevance.md. A
second one tells right units from those of questions that no article is on, and decides whether
there is a card at all: a wrong row of the right article is no reason for none.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from operator import mul
from typing import NamedTuple

from search_service.answering.article_units import ArticleUnits
from search_service.answering.candidates import Scored
from search_service.answering.choosing import MATCHED, Asked
from search_service.answering.extracts import Level
from search_service.asking.products import Names
from search_service.asking.query import Query
from search_service.content.units import Unit

# What each sign weighs, by its name in `Evidence`; fitted on all of content/judgements but the
# held-out and the sealed half. First, that a unit is right.
RIGHT: Mapping[str, float] = {
    "score": 0.01802,
    "explained": 0.6293,
    "defines": 3.0,  # a term that was asked for is its answer; too few are judged to fit it
    "mass": 0.2798,
    "missing": -6.428,
    "nearest": 0.2698,
    "characters": 0.1016,
    "gap": 0.00957,
    "likely": 0.4491,
}
RIGHT_BIAS = -10.33
# Then, that any article is on the question.
SUBJECT: Mapping[str, float] = {
    "score": 0.02747,
    "explained": 1.523,
    "defines": 8.0,
    "mass": 0.899,
    "missing": -3.815,
    "nearest": -1.178,
    "lead": 0.6473,
    "piece": -1.12,
    "within": -1.026,
    "characters": 0.2494,
    "beyond": -1.187,
    "only": -1.992,
    "about": 0.1472,
    "likely": -0.4607,
    "worded": 6.48,
}
SUBJECT_BIAS = -18.83
# The first article explains more than this only where it has the very question.
MOST_EXPLAINED = 4.0
# What a score may stand before the next one.
MOST_GAP = 60.0
# A question that weighs less has no words to spare: 怎么贷款 stands whole in a row on whom to
# complain to. It must be nearly one that the article is known to answer, or it gets no card.
SHORT_BELOW = math.log(13.5)
LEAST_NEAREST = 0.53
# A question given to a single piece says more than its words where it is as near as this, and the
# article has all of what was asked: 怎么看账单, 多久给我回复.
LEAST_OF_A_PIECE = 0.8
SURE_FROM = 0.855
POSSIBLE_FROM = 0.86
_LESS_THAN_POSSIBLE = 0.6
# Whoever is in trouble reads what to do now rather than an answer less likely than this.
LEAST_IN_TROUBLE = 0.8
# The same of what another article says.
LEAST_ELSEWHERE = 0.95
# Below this the first article explains so little that there is no card.
NOTHING_BELOW = 1.0
# Below this belief in the best unit no article is on the question: docs/relevance.md, "Answers".
NO_SUBJECT_BELOW = 0.05


class Evidence(NamedTuple):
    """What speaks for a unit.

    Attributes:
        score: Of the unit.
        explained: Score of the first article as a multiple of the query's mass, at most
            `MOST_EXPLAINED`.
        defines: Whether it explains a term whose meaning was asked for.
        mass: Logarithm of what the question weighs: two short questions are alike by chance.
        missing: Share of the heaviest word of the question that its article does not have.
        nearest: How near a question given to its article comes to the one asked, from 0 to 1.
        lead: How far the first article stands before the second, as a share of its score. On what
            we know several articles are; a word that a foreign question shares has only one.
        piece: How near a question of a single piece of it comes. Such a question says little away
            from its article, so that what is only like one is likelier on nothing.
        within: What of the question a question given to its article says, as a share. Beside an
            equal `nearest`, a longer one with more of it says less.
        characters: How many different ones the question has: the more, the less is alike by chance.
        gap: How far the unit's score stands before that of the best other one.
        beyond: What it has in common with the question beyond the title; `choosing.MATCHED`.
        only: The same of what stands in it alone.
        about: The same of characters, with its section and title.
        likely: How likely the question is one of the unit, by how people ask for it.
        worded: Share of its pairs of characters that stand in what people ask of the article.
        known: How near a question given to any of the articles found comes to the one asked.
        is_whole: Whether its title, or a question of its article, is nearly the one asked and has
            all of it: 销户, 闪退; or a short one is what a writer put down.
    """

    score: float
    explained: float
    defines: bool
    mass: float
    missing: float
    nearest: float
    lead: float
    piece: float
    within: float
    characters: int
    gap: float
    beyond: float
    only: float
    about: float
    likely: float
    worded: float
    known: float
    is_whole: bool

    @property
    def is_asked(self) -> bool:
        """Whether nearly this question was given to the article, or to a piece of it."""
        return self.is_whole or (self.piece >= LEAST_OF_A_PIECE and not self.missing)

    @property
    def is_by_chance(self) -> bool:
        """Whether a short question merely consists of words that the article has."""
        is_near = max(self.nearest, self.known) >= LEAST_NEAREST
        return self.mass < SHORT_BELOW and not (is_near or self.defines)


@dataclass(frozen=True)
class Findings:
    """What was found, whichever unit is looked at.

    Attributes:
        explained: Score of the first article as a multiple of the query's mass.
        lead: How far it stands before the second, as a share of its score.
        known: How near a question given to any of the articles comes to the one asked.
        best: The best score of a unit.
        second: The second best, or 0.
    """

    explained: float
    lead: float
    known: float
    best: float
    second: float


# Weights in the order of `Evidence`.
_RIGHT, _SUBJECT = (
    tuple(weights.get(name, 0.0) for name in Evidence._fields) for weights in (RIGHT, SUBJECT)
)
_BEYOND, _ONLY, _ABOUT, _LIKELY = map(
    [*MATCHED].index, ("beyond the title", "only here", "about", "asked in such words")
)


class OfArticle(NamedTuple):
    """What speaks for every unit of an article; as in `Evidence`."""

    missing: float
    nearest: float
    piece: float
    within: float
    worded: float
    is_whole: bool


def of_article(article: ArticleUnits, asked: Asked) -> OfArticle:
    """What speaks for every unit of an article."""
    like = asked.likeness(article.units[0].unit.article_id, article.phrasings)
    is_near = like.nearest >= LEAST_NEAREST and article.has_headline_with(asked.weights)
    is_given = asked.logarithm < SHORT_BELOW and asked.subject in article.subjects
    missing = asked.missing(article)
    worded = article.wordings.share_of(asked.grams)
    return OfArticle(missing, like.nearest, like.piece, like.within, worded, is_near or is_given)


def evidence_of(best: Scored, of: OfArticle, found: Findings, asked: Asked) -> Evidence:
    """What speaks for a scored unit of an article."""
    unit, score = best.unit.unit, best.score
    missing, nearest, piece, within, worded, is_whole = of
    of_all, column = best.matched.item, best.column
    row = (  # in the order of `Evidence`; NumPy's own numbers take twice as long to add up
        score,
        min(found.explained, MOST_EXPLAINED),
        unit.kind == "definition" and "meaning" in asked.wanted,
        asked.logarithm,
        missing,
        nearest,
        found.lead,
        piece,
        within,
        asked.length,
        min(MOST_GAP, score - (found.second if score >= found.best else found.best)),
        of_all(_BEYOND, column),
        of_all(_ONLY, column),
        of_all(_ABOUT, column),
        of_all(_LIKELY, column),
        worded,
        found.known,
        is_whole,
    )
    return tuple.__new__(Evidence, row)


class Belief(NamedTuple):
    """How far a unit is believed.

    Attributes:
        confidence: How likely it is right, from 0 to 1.
        subject: How likely it is none of a question that no article is on, from 0 to 1; fitted
            without units that are wrong, so that only its order and its threshold mean something.
    """

    confidence: float
    subject: float

    @property
    def level(self) -> Level:
        """What may be said of it."""
        if self.subject < POSSIBLE_FROM:
            return "none"
        return "sure" if self.confidence >= SURE_FROM else "possible"


def belief_in(evidence: Evidence, query: Query) -> Belief:
    """How far a unit is believed; initials, and what no article is on, say too little for it."""
    if query.by_initials:
        return Belief(0.0, 0.0)
    right = sum(map(mul, _RIGHT, evidence)) + RIGHT_BIAS
    subject = sum(map(mul, _SUBJECT, evidence)) + SUBJECT_BIAS
    belief = tuple.__new__(Belief, (_logistic(right), _logistic(subject)))
    is_explained = evidence.explained >= NOTHING_BELOW or evidence.defines
    if evidence.is_asked and is_explained:
        return belief._replace(subject=max(belief.subject, POSSIBLE_FROM))
    if evidence.is_by_chance or not is_explained:
        return Belief(*(min(one, _LESS_THAN_POSSIBLE) for one in belief))
    return belief


def is_of_a_rival(rivals: Names, unit: Unit) -> bool:
    """Whether a question is about a wallet or loan of others that a unit says nothing of."""
    if not rivals:
        return False
    said = " ".join((unit.text, unit.label, unit.heading or "")).lower()
    return not any(name in said for name in rivals)


def _logistic(amount: float) -> float:
    return 1.0 / (1.0 + math.exp(-amount))


def is_on_nothing(explained: float, query: Query, subject: float | None = None) -> bool:
    """Whether no article is on what was asked; initials and single characters say too little.

    Args:
        explained: Score of the first article as a multiple of the query's mass.
        query: What was asked.
        subject: How far the best unit is believed to be on it; None where none was looked for.
    """
    if query.rivals:
        return True
    if query.length < 2 or query.by_initials:  # noqa: PLR2004
        return False
    return explained < NOTHING_BELOW if subject is None else subject < NO_SUBJECT_BELOW
