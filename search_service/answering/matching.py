"""How near a question comes to those that writers gave to an article and to its units."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from search_service.answering.article_units import ArticleUnits
from search_service.answering.term_sums import Floats, Sums
from search_service.answering.wanted import Kind

# From how near a question given to the first paragraph counts as one of the article: a short one
# (提现几天) is not far from what asks for more (周末提现几天), which some row answers.
NEARLY_THE_SAME = 0.8


class HeadlineAgreement(NamedTuple):
    """How much a question is one of an article's own.

    Attributes:
        nearest: Dice's coefficient of the nearest headline, or of a question given to the first
            paragraph that is nearly the one asked.
        held: What of the question stands in any of them, as a share.
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
    both, own = sums.headlines, article.own_headlines
    agreements: list[float] = (2 * both / (mass + article.headline_masses)).tolist()
    nearest, further = max(agreements[:own], default=0.0), max(agreements[own:], default=0.0)
    if further >= NEARLY_THE_SAME:
        nearest = max(nearest, further)
    return HeadlineAgreement(min(1.0, nearest), sums.held / mass)


def put_asked_agreement(
    sums: Sums, wanted: frozenset[Kind], article: ArticleUnits, own: Floats, section: Floats
) -> None:
    """How much a question is one that writers gave to a unit: Dice's coefficient of the nearest.

    Args:
        sums: Of the question's terms in the article.
        wanted: The kinds of answer it wants; with others, an agreement counts less.
        article: The units.
        own: Takes of each unit how near its own questions come.
        section: The same of those of its section.
    """
    asked = article.asked
    own.fill(0.0)
    section.fill(0.0)
    if not sums.asked_mass:
        return
    agreement = np.minimum(1.0, 2 * sums.asked / (sums.asked_mass + asked.masses))
    agreement *= asked.shares_of(wanted)
    for nearest, given in ((own, asked.own), (section, asked.section)):
        if len(given.units):
            nearest[given.units] = np.maximum.reduceat(agreement[given.questions], given.starts)
