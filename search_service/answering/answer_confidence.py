"""How likely a unit answers the question, and what may be said of it.

A logistic of the unit's score, of how much of the question the first article explains, of how much
was asked, and of the heaviest word that the unit's article does not have; fitted with
cross-validation by `python -m benchmarks.answers`, whose table is in docs/relevance.md. A second
one, of nearly the same, tells right units from those of questions that no article is on, and
decides whether there is a card at all: a wrong row of the right article is no reason for none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

from search_service.answering.article_units import ArticleUnits
from search_service.answering.candidates import Scored
from search_service.answering.choosing import Asked
from search_service.answering.extracts import Level
from search_service.asking.products import Names
from search_service.asking.query import Query
from search_service.content.units import Unit

# Fitted on all of content/judgements but the held-out and the sealed half.
SCORE_WEIGHT = 0.0213
EXPLAINED_WEIGHT = 0.245
MASS_WEIGHT = 1.98
MISSING_WEIGHT = -5.4
NEAREST_WEIGHT = 0.932
# A term of the glossary that was asked for is its answer; too few are judged to fit it.
DEFINES_WEIGHT = 3.0
BIAS = -13.61
# The same for whether any article is on the question.
SUBJECT_SCORE_WEIGHT = 0.021
SUBJECT_EXPLAINED_WEIGHT = 2.72
SUBJECT_MASS_WEIGHT = 3.35
SUBJECT_MISSING_WEIGHT = -8.23
SUBJECT_NEAREST_WEIGHT = 7.37
SUBJECT_LEAD_WEIGHT = -0.809
SUBJECT_PIECE_WEIGHT = -2.22
SUBJECT_WITHIN_WEIGHT = -5.87
SUBJECT_DEFINES_WEIGHT = 6.0
SUBJECT_BIAS = -19.87
# The first article explains more than this only where it has the very question.
MOST_EXPLAINED = 4.0
# A question that weighs less has no words to spare: 怎么贷款 stands whole in a row on whom to
# complain to. It must be nearly one that the article is known to answer, or it gets no card.
SHORT_BELOW = math.log(13.5)
LEAST_NEAREST = 0.53
# A question given to a single piece says more than its words where it is as near as this, and the
# article has all of what was asked: 怎么看账单, 多久给我回复.
LEAST_OF_A_PIECE = 0.8
SURE_FROM = 0.85
POSSIBLE_FROM = 0.86
_LESS_THAN_POSSIBLE = 0.6
# Whoever is in trouble reads what to do now rather than an answer less likely than this.
LEAST_IN_TROUBLE = 0.67
# Below this the first article explains so little that none is on the question: said of 52 % of the
# questions that no article answers, and of 4 % of the judged queries whose article stands first.
NOTHING_BELOW = 1.0


class Evidence(NamedTuple):
    """What speaks for a unit.

    Attributes:
        score: Of the unit.
        explained: Score of the first article as a multiple of the query's mass.
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
    """

    explained: float
    lead: float
    known: float


class OfArticle(NamedTuple):
    """What speaks for every unit of an article; as in `Evidence`."""

    missing: float
    nearest: float
    piece: float
    within: float
    is_whole: bool


def of_article(article: ArticleUnits, asked: Asked) -> OfArticle:
    """What speaks for every unit of an article."""
    like = asked.likeness(article.units[0].unit.article_id, article.phrasings)
    is_near = like.nearest >= LEAST_NEAREST and article.has_headline_with(asked.weights)
    is_given = asked.logarithm < SHORT_BELOW and asked.subject in article.subjects
    missing = asked.missing(article)
    return OfArticle(missing, like.nearest, like.piece, like.within, is_near or is_given)


def evidence_of(best: Scored, of: OfArticle, found: Findings, asked: Asked) -> Evidence:
    """What speaks for a scored unit of an article."""
    defines = best.unit.unit.kind == "definition" and "meaning" in asked.wanted
    missing, nearest, piece, within, is_whole = of
    explained, lead, known = found.explained, found.lead, found.known
    return Evidence(  # in the order of its fields: by their names takes half as long again
        best.score,
        explained,
        defines,
        asked.logarithm,
        missing,
        nearest,
        lead,
        piece,
        within,
        known,
        is_whole,
    )


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
    if any(applied.kind == "initials" for applied in query.applied):
        return Belief(0.0, 0.0)
    score, explained, defines, mass, missing, nearest, lead, piece, within, _, _ = evidence
    if explained < NOTHING_BELOW and not defines:
        return Belief(0.0, 0.0)
    explained = min(explained, MOST_EXPLAINED)
    right = (
        SCORE_WEIGHT * score
        + EXPLAINED_WEIGHT * explained
        + DEFINES_WEIGHT * defines
        + MASS_WEIGHT * mass
        + MISSING_WEIGHT * missing
        + NEAREST_WEIGHT * nearest
        + BIAS
    )
    subject = (
        SUBJECT_SCORE_WEIGHT * score
        + SUBJECT_EXPLAINED_WEIGHT * explained
        + SUBJECT_DEFINES_WEIGHT * defines
        + SUBJECT_MASS_WEIGHT * mass
        + SUBJECT_MISSING_WEIGHT * missing
        + SUBJECT_NEAREST_WEIGHT * nearest
        + SUBJECT_LEAD_WEIGHT * lead
        + SUBJECT_PIECE_WEIGHT * piece
        + SUBJECT_WITHIN_WEIGHT * within
        + SUBJECT_BIAS
    )
    belief = Belief(_logistic(right), _logistic(subject))
    if evidence.is_asked:
        return belief._replace(subject=max(belief.subject, POSSIBLE_FROM))
    if evidence.is_by_chance:
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


def is_on_nothing(explained: float, query: Query) -> bool:
    """Whether no article is on what was asked; initials and single characters say too little."""
    if query.rivals:
        return True
    is_short = query.length < 2 or any(one.kind == "initials" for one in query.applied)  # noqa: PLR2004
    return explained < NOTHING_BELOW and not is_short
