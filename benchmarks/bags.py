"""What every engine is given: the terms our own index holds, passage by passage.

Peers with one field get each (field, term) pair as one word of letters and digits, so that no
tokeniser of theirs can cut or drop it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np

from search_service.analysis.chains import FIELDS
from search_service.asking.query import WeightedTerm
from search_service.engines.postings import Postings

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


class Bags:
    """The postings turned round: for each passage its terms, each as often as it stands there."""

    def __init__(self, postings: Postings) -> None:
        self.passage_count = postings.passage_count
        self._names = [term for field in FIELDS for term in postings.terms[field]]
        counts = [len(postings.terms[field]) for field in FIELDS]
        self._field_of = np.repeat(np.arange(len(FIELDS)), counts)
        self._numbers = {
            (FIELDS[self._field_of[number]], term): number
            for number, term in enumerate(self._names)
        }
        rows = np.repeat(np.arange(len(self._names)), np.diff(postings.starts))
        order = np.argsort(postings.passages, kind="stable")
        self._rows, self._frequencies = rows[order], postings.frequencies[order]
        sizes = np.bincount(postings.passages, minlength=self.passage_count)
        self._bounds = np.concatenate([[0], np.cumsum(sizes)])

    def _terms(self) -> Iterator[np.ndarray]:
        """For each passage its term numbers, repeated as often as they stand in it."""
        for start, end in zip(self._bounds, self._bounds[1:], strict=False):
            yield np.repeat(self._rows[start:end], self._frequencies[start:end])

    def by_field(self) -> Iterator[Mapping[str, Sequence[str]]]:
        """For each passage the terms of each field."""
        for numbers in self._terms():
            fields: dict[str, list[str]] = {field: [] for field in FIELDS}
            for number, field in zip(
                numbers.tolist(), self._field_of[numbers].tolist(), strict=True
            ):
                fields[FIELDS[field]].append(self._names[number])
            yield fields

    def as_words(self) -> Iterator[str]:
        """For each passage all its terms as words with spaces between."""
        words = [_word(number) for number in range(len(self._names))]
        for numbers in self._terms():
            yield " ".join(words[number] for number in numbers.tolist())

    def query_words(self, terms: Iterable[WeightedTerm]) -> dict[str, float]:
        """The words of a query with their weights; terms that no passage holds are left out."""
        known = ((self._numbers.get((term.field, term.term)), term.weight) for term in terms)
        return {_word(number): weight for number, weight in known if number is not None}


def _word(number: int) -> str:
    digits = []
    while True:
        number, digit = divmod(number, 36)
        digits.append(_DIGITS[digit])
        if not number:
            return "t" + "".join(digits[::-1])
