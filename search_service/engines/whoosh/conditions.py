"""Which articles meet what an agent typed with operators: Whoosh's queries over the arrays.

A condition is about a whole article: what stands in any of its passages counts. Phrases are looked
up by their characters first; only articles that hold all of them are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import lru_cache

import numpy as np
from whoosh import query
from whoosh.matching import ListMatcher, Matcher
from whoosh.scoring import Frequency
from whoosh.searching import SearchContext, Searcher

from search_service.analysis.chains import UNIT, Analyser
from search_service.analysis.normalise import is_han, normalised_text
from search_service.analysis.synonyms import CONCEPT_MARK
from search_service.answering.documents import Documents
from search_service.asking.operators import (
    AllOf,
    AnyOf,
    Condition,
    Phrase,
    Prefix,
    Without,
    Words,
)
from search_service.engines.postings import Postings
from search_service.engines.whoosh.array_reader import ArrayReader
from search_service.errors import QueryRejected

# A prefix that begins more terms than this says too little, and would take too long.
MOST_TERMS = 1_000
# Articles whose normalised text is kept.
_REMEMBERED = 5_000
# Blanks mean something between Latin words only.
_BLANKS = re.compile(r"(?<![a-z0-9])\s+|\s+(?![a-z0-9])")


class ArrayConditions:
    """Immutable after construction, so that threads may share it."""

    def __init__(self, postings: Postings, documents: Documents, analyser: Analyser) -> None:
        self._owners = documents.owners
        self._reader = ArrayReader(postings, self._owners)
        self._analyser = analyser
        self._holding = _Texts(documents).holding

    def meeting(self, condition: Condition) -> Collection[int]:
        """Ordinals of the passages of all articles that meet a condition.

        Raises:
            QueryRejected: A prefix begins too many words.
        """
        searcher = Searcher(self._reader, weighting=Frequency())  # nothing is scored
        articles = list(searcher.docs_for_query(self._query(condition)))
        return np.flatnonzero(np.isin(self._owners, articles)).tolist()

    def _query(self, condition: Condition) -> query.Query:
        if isinstance(condition, AllOf):
            return query.And([self._query(one) for one in condition.conditions])
        if isinstance(condition, AnyOf):
            return query.Or([self._query(one) for one in condition.conditions])
        if isinstance(condition, Without):
            return query.And([query.Every(), query.Not(self._excluded(condition.condition))])
        if isinstance(condition, Prefix):
            return self._prefix(condition.text)
        if isinstance(condition, Phrase):
            return self._phrase(condition.text)
        return query.Or([self._phrase(condition.text), self._concepts(condition.text)])

    def _excluded(self, condition: Words | Phrase | Prefix) -> query.Query:
        """What must not be there; words that are no word of the lists, only as they are written."""
        if isinstance(condition, Words):
            concept = self._analyser.synonyms.concepts.get(condition.text)
            other_names = [query.Term("w", concept)] if concept else []
            return query.Or([self._phrase(condition.text), *other_names])
        return self._query(condition)

    def _phrase(self, text: str) -> query.Query:
        units = dict.fromkeys(UNIT.findall(text))
        if not units:
            return query.NullQuery
        return _Holding(query.And([query.Term("u", unit) for unit in units]), self._holding(text))

    def _concepts(self, text: str) -> query.Query:
        words = self._analyser.content_words(text)
        concepts = dict.fromkeys(map(self._analyser.synonyms.concept, words))
        if not concepts:
            return query.NullQuery
        return query.And([query.Term("w", concept) for concept in concepts])

    def _prefix(self, text: str) -> query.Query:
        fields = [("w", text), ("w", CONCEPT_MARK + text)]
        if not is_han(text[0]):
            fields.append(("u", text))  # codes and Latin words stand whole among the characters
        count = sum(len(self._reader.starting_with(field, begun)) for field, begun in fields)
        if count > MOST_TERMS:
            raise QueryRejected(f"「{text}*」开头的词太多（{count} 个）。请多写一个字再查。")
        concepts = {
            concept
            for word, concept in self._analyser.synonyms.concepts.items()
            if word.startswith(text)
        }
        return query.Or(
            [
                *(query.Prefix(field, begun) for field, begun in fields),
                *(query.Term("w", concept) for concept in sorted(concepts)),
            ]
        )


class _Texts:
    """What articles say, normalised when first asked for."""

    def __init__(self, documents: Documents) -> None:
        order = np.argsort(documents.owners, kind="stable")
        owners = documents.owners[order]

        @lru_cache(maxsize=_REMEMBERED)
        def text_of(place: int) -> str:
            article = documents.articles[place]
            lines = [article.title, *article.questions]
            first, last = np.searchsorted(owners, (place, place + 1))
            for ordinal in order[first:last].tolist():
                passage = documents.passages[ordinal]
                lines += [passage.heading or "", *passage.text.split("\n")]
            return "\n".join(map(_folded, lines))

        self._text_of = text_of

    def holding(self, text: str) -> Callable[[int], bool]:
        """Whether an article holds exactly this; Latin words and numbers are not cut."""
        pattern = _folded(text)
        before = r"(?<![a-z0-9])" if pattern[:1].isascii() and pattern[:1].isalnum() else ""
        after = r"(?![a-z0-9])" if pattern[-1:].isascii() and pattern[-1:].isalnum() else ""
        found = re.compile(before + re.escape(pattern) + after).search
        return lambda place: found(self._text_of(place)) is not None


class _Holding(query.Query):  # type: ignore[misc] # Whoosh is untyped
    """Those documents of a query that pass a test."""

    def __init__(self, inner: query.Query, test: Callable[[int], bool]) -> None:
        self._inner, self._test = inner, test

    def matcher(self, searcher: Searcher, context: SearchContext | None = None) -> Matcher:  # noqa: ARG002
        """Every document that the inner query finds is tested once."""
        return ListMatcher([place for place in self._inner.docs(searcher) if self._test(place)])

    def estimate_size(self, ixreader: ArrayReader) -> int:
        """At most as many as the inner query finds."""
        return int(self._inner.estimate_size(ixreader))


def _folded(text: str) -> str:
    return _BLANKS.sub("", " ".join(normalised_text(text).split()))
