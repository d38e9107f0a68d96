"""How near a question comes to an alias of an article: one that readers asked for it before.

Aliases lead to an article and answer nothing: they lift it among the first hits as a known question
of its own does, and no piece of it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from search_service.answering.answers import Answering
from search_service.answering.asked_places import asked_text
from search_service.answering.choosing import Asked
from search_service.answering.coverage import CHARACTER_SHARE
from search_service.answering.documents import Documents
from search_service.answering.known_question import compared_of
from search_service.answering.naive_bayes import Wordings
from search_service.answering.phrasings import Likeness
from search_service.answering.ranking import RankedPassage
from search_service.answering.unit_terms import Terms


class AliasLikeness:
    """Compares questions with aliases, which it reads when their article is first found.

    Args:
        documents: Hold the aliases.
        answering: Reads texts, and knows what terms weigh.
    """

    def __init__(self, documents: Documents, answering: Answering) -> None:
        self._documents, self._answering = documents, answering
        self._read: dict[str, Sequence[tuple[Terms, float]]] = {}

    def among(
        self, asked: Asked, ranked: Sequence[RankedPassage]
    ) -> Callable[[RankedPassage], Likeness]:
        """`likeness` of hits, the first of which are compared at once."""
        codes, compared = self._documents.article_ids, compared_of(ranked, asked.mass)
        given = self._answering.index.articles
        found = dict.fromkeys(codes[hit.passage] for hit in compared)
        asked.compare({code: given.phrasings(code) for code in found})
        return partial(self.likeness, asked)

    def likeness(self, asked: Asked, hit: RankedPassage) -> Likeness:
        """How far the questions and aliases of a hit's article speak for it."""
        code = self._documents.article_ids[hit.passage]
        like, aliases = self._answering.likeness(asked, code), self._aliases(code)
        if not aliases:
            return like
        near = max((_agreement(asked, terms, mass) for terms, mass in aliases))
        return like._replace(nearest=near) if near > like.nearest else like

    def wordings(self, hit: RankedPassage) -> Wordings | None:
        """How people ask for a hit's article; None where nobody knows."""
        code = self._documents.article_ids[hit.passage]
        return self._answering.index.articles.wordings(code)

    def _aliases(self, code: str) -> Sequence[tuple[Terms, float]]:
        """The terms of each alias of an article, and what they weigh."""
        read = self._read.get(code)
        if read is None:
            aliases = self._documents.articles_by_id[code].aliases
            read = self._read[code] = [self._terms(text) for text in aliases]
        return read

    def _terms(self, text: str) -> tuple[Terms, float]:
        terms = self._answering.terms(asked_text(text))
        return terms, self._answering.index.weights.mass(terms)


def _agreement(asked: Asked, terms: Terms, mass: float) -> float:
    """Dice's coefficient of a question and an alias, from 0 to 1."""
    both = sum(
        asked.weights[term] * (1.0 if term[0] == "w" else CHARACTER_SHARE)
        for term in terms & asked.weights.keys()
    )
    return min(1.0, 2 * both / (mass + asked.mass))
