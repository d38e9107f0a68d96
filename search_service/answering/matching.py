"""How near a question comes to those that writers gave to an article and to its units."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from search_service.answering.article_units import ArticleUnits
from search_service.answering.asked_places import Given
from search_service.answering.term_sums import Floats, Sums
from search_service.answering.wanted import Kind


class HeadlineAgreement(NamedTuple):
    """How much a question is one of an article's own.

    Attributes:
        nearest: Dice's coefficient of the nearest headline.
        held: What of the question stands in any headline, as a share.
    """

    nearest: float
    held: float


def headline_agreement(sums: Sums, article: ArticleUnits, mass: float) -> HeadlineAgreement:
    """How much the question is one of the article's own.

    Args:
        sums: Of the question's terms in the article.
        article: Its headlines are compared.
        mass: What the question weighs, a character `CHARACTER_SHARE` of a word.
    """
    held = sums.held / mass
    if not len(sums.headlines):
        return HeadlineAgreement(0.0, held)
    nearest = float((2 * sums.headlines / (mass + article.headline_masses)).max())
    return HeadlineAgreement(min(1.0, nearest), held)


class AskedAgreement(NamedTuple):
    """How much a question is one that writers gave to a unit, one number a unit.

    Attributes:
        own: With the unit's own questions.
        section: With those of its section.
    """

    own: Floats
    section: Floats


def asked_agreement(sums: Sums, wanted: frozenset[Kind], article: ArticleUnits) -> AskedAgreement:
    """Dice's coefficient of the nearest question of each unit.

    Args:
        sums: Of the question's terms in the article.
        wanted: The kinds of answer it wants; with others, an agreement counts less.
        article: The units.
    """
    asked, count = article.asked, len(article.units)
    if not sums.asked_mass:
        return AskedAgreement(np.zeros(count), np.zeros(count))
    agreement = np.minimum(1.0, 2 * sums.asked / (sums.asked_mass + asked.masses))
    agreement *= asked.shares_of(wanted)
    own, section = (_nearest(agreement, given, count) for given in (asked.own, asked.section))
    return AskedAgreement(own, section)


def _nearest(agreement: Floats, given: Given, count: int) -> Floats:
    nearest = np.zeros(count)
    if len(given.units):
        nearest[given.units] = np.maximum.reduceat(agreement[given.questions], given.starts)
    return nearest
