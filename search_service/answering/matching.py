"""Where the terms of a question stand in the units of one article: one pass over its postings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from search_service.answering.article_units import (
    HEADING,
    LABEL,
    LEAD,
    OWN,
    PLACE,
    TITLE_SHARE,
    ArticleUnits,
)
from search_service.answering.coverage import CHARACTER_SHARE
from search_service.answering.unit_terms import Term
from search_service.answering.wanted import Kind

# What an agreement counts with a question that wants another kind of answer.
OTHER_KIND = 0.9
# From how near a question given to the first paragraph counts as one of the article: a short one
# (提现几天) is not far from what asks for more (周末提现几天), which some row answers.
NEARLY_THE_SAME = 0.8


_SUMS = ("words", "characters", "rare", "label", "named", "lead")


@dataclass
class Matches:
    """Sums of what matching terms weigh, one number a unit of the article unless said otherwise.

    Attributes:
        count: How many units there are.
        words: Words of the text, those of the article's title left out.
        characters: Characters of the text, those of the title left out.
        rare: Terms of the text, each the less the more units of the article have it.
        label: Terms of the label.
        named: Terms of the label that the title does not have.
        lead: Terms of the lead that stand neither in the text nor in the heading.
        most_rare: What `rare` would be with all terms; one number.
        beyond_words: What the words weigh that the title does not have; one number.
        beyond_characters: The same of characters; one number.
    """

    count: int
    words: list[float] = field(init=False)
    characters: list[float] = field(init=False)
    rare: list[float] = field(init=False)
    label: list[float] = field(init=False)
    named: list[float] = field(init=False)
    lead: list[float] = field(init=False)
    most_rare: float = 0.0
    beyond_words: float = 0.0
    beyond_characters: float = 0.0

    def __post_init__(self) -> None:
        """All sums begin at nothing."""
        for name in _SUMS:
            setattr(self, name, [0.0] * self.count)


def matches_of(weights: Mapping[Term, float], article: ArticleUnits) -> Matches:
    """Visit the postings of each term of a question; `weights` is what each term weighs."""
    sums = Matches(len(article.units))
    title, postings = article.title, article.postings
    for term, weight in weights.items():
        is_word, in_title = term[0] == "w", term in title
        if not in_title and is_word:
            sums.beyond_words += weight
        elif not in_title:
            sums.beyond_characters += weight
        found = postings.get(term)
        if not found:
            continue
        scaled = weight if is_word else CHARACTER_SHARE * weight
        rarity = scaled * (1.0 - len(found) / (sums.count + 1)) ** 2
        sums.most_rare += rarity
        own = None if in_title else sums.words if is_word else sums.characters
        _add(sums, found, own, (weight, scaled, rarity), in_title=in_title)
    return sums


def _add(
    sums: Matches,
    found: tuple[int, ...],
    own: list[float] | None,
    amounts: tuple[float, float, float],
    *,
    in_title: bool,
) -> None:
    """Add one term to the sums of every unit that it stands in."""
    weight, scaled, rarity = amounts
    rare = sums.rare
    for posting in found:
        at = posting // PLACE
        if posting & OWN:
            rare[at] += rarity
            if own is not None:
                own[at] += weight
        elif posting & LEAD and (in_title or not posting & HEADING):
            sums.lead[at] += weight
        if posting & LABEL:
            sums.label[at] += scaled
            if not in_title:
                sums.named[at] += scaled


class HeadlineAgreement(NamedTuple):
    """How much a question is one of an article's own.

    Attributes:
        nearest: Dice's coefficient of the nearest headline, or of a question given to the first
            paragraph that is nearly the one asked.
        held: What of the question stands in any of them, as a share.
    """

    nearest: float
    held: float


def headline_agreement(
    weights: Mapping[Term, float], article: ArticleUnits, mass: float
) -> HeadlineAgreement:
    """How much the question is one of the article's own.

    Args:
        weights: Terms of the question and what each weighs.
        article: Its headlines are compared.
        mass: What the question weighs, a character `CHARACTER_SHARE` of a word.
    """
    masses, postings = article.headline_masses, article.headline_postings
    sums = [0.0] * len(masses)
    held = 0.0
    for term, weight in weights.items():
        if numbers := postings.get(term):
            scaled = weight if term[0] == "w" else CHARACTER_SHARE * weight
            held += scaled
            for number in numbers:
                sums[number] += scaled
    agreements = [2 * both / (mass + own) for both, own in zip(sums, masses, strict=True)]
    own = article.own_headlines
    nearest = max(agreements[:own], default=0.0)
    further = max(agreements[own:], default=0.0)
    if further >= NEARLY_THE_SAME:
        nearest = max(nearest, further)
    return HeadlineAgreement(min(1.0, nearest), held / mass)


@dataclass(frozen=True)
class AskedAgreement:
    """How much a question is one that writers gave to a unit, one number a unit.

    Attributes:
        own: With the unit's own questions.
        section: With those of its section.
    """

    own: Sequence[float]
    section: Sequence[float]


def asked_agreement(
    weights: Mapping[Term, float], wanted: frozenset[Kind], article: ArticleUnits
) -> AskedAgreement:
    """Dice's coefficient of the nearest question of each unit.

    Args:
        weights: Terms of the question and what each weighs.
        wanted: The kinds of answer it wants; with others, an agreement counts less.
        article: The units.
    """
    asked, count = article.asked, len(article.units)
    postings, title = asked.postings, article.title
    sums = [0.0] * len(asked.masses)
    mass = 0.0
    for term, weight in weights.items():
        scaled = weight if term[0] == "w" else CHARACTER_SHARE * weight
        if term in title:
            scaled *= TITLE_SHARE
        mass += scaled
        if numbers := postings.get(term):
            for number in numbers:
                sums[number] += scaled
    own, section = [0.0] * count, [0.0] * count
    of_section, kinds, masses, places = asked.of_section, asked.kinds, asked.masses, asked.places
    for number, both in enumerate(sums):
        if not both:
            continue
        agreement = min(1.0, 2 * both / (mass + masses[number]))
        if kinds[number] != wanted:
            agreement *= OTHER_KIND
        of = section if of_section[number] else own
        for place in places[number]:
            if agreement > of[place]:  # noqa: PLR1730 - max takes three times as long
                of[place] = agreement
    return AskedAgreement(own, section)
