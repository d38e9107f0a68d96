"""How near a question comes to those that writers gave to an article and to its units."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search_service.answering.article_units import ArticleUnits
from search_service.answering.term_sums import Floats, Sums
from search_service.answering.wanted import Kind

# From how near a question given to the first paragraph counts as one of the article: a short one
# (提现几天) is not far from what asks for more (周末提现几天), which some row answers.
NEARLY_THE_SAME = 0.8


def agreements(sums: Sequence[Sums], articles: Sequence[ArticleUnits], mass: float) -> list[Floats]:
    """How near a question comes to those given to each article: Dice's coefficient, from 0.

    Args:
        sums: Of the question's terms in each article.
        articles: Their headlines are compared, and then the questions given to their units.
        mass: What the question weighs, a character `CHARACTER_SHARE` of a word.
    """
    masses: list[float] = []
    sizes: list[int] = []
    ends: list[int] = []
    for one, article in zip(sums, articles, strict=True):
        masses += (mass, one.asked_mass or 1.0)
        sizes += (len(article.headline_masses), len(article.asked.masses))
        ends.append(len(one.given) + (ends[-1] if ends else 0))
    weighed = np.concatenate([article.given_masses for article in articles])
    weighed += np.array(masses).repeat(sizes)
    found = np.concatenate([one.given for one in sums])
    found *= 2
    found /= weighed
    np.minimum(1.0, found, out=found)
    return [found[first:end] for first, end in zip([0, *ends], ends, strict=False)]


def nearest_headline(agreement: Floats, article: ArticleUnits) -> float:
    """How near the nearest headline comes, or a question given to the first paragraph.

    The latter only where it is nearly the one asked.
    """
    own = article.own_headlines
    near = agreement[: len(article.headline_masses)].tolist()
    nearest, further = max(near[:own], default=0.0), max(near[own:], default=0.0)
    return max(nearest, further) if further >= NEARLY_THE_SAME else nearest


def put_asked_agreement(
    agreement: Floats, wanted: frozenset[Kind], article: ArticleUnits, rows: Floats
) -> None:
    """How much a question is one that writers gave to a unit, by the nearest of them.

    Args:
        agreement: With each question given to the article; as `agreements` gives it.
        wanted: The kinds of answer it wants; with others, an agreement counts less.
        article: The units.
        rows: Two rows: of each unit how near its own questions come, and those of its section.
    """
    asked, given = article.asked, article.given
    found = np.zeros(rows.size)
    if len(given.units):
        near = agreement[len(article.headline_masses) :] * asked.shares_of(wanted)
        found[given.units] = np.maximum.reduceat(near[given.questions], given.starts)
    rows[:] = found.reshape(rows.shape)
