"""Typed initials (tkdz) to the words they may be the initials of, each with how likely it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from search_service.analysis.synonyms import CONCEPT_MARK
from search_service.asking.sound_tables import SoundTables

# Chosen on ths and on the judged queries with every character as its initial: docs/relevance.md.
_LONGEST_WORD = 5
# A letter that is a character by itself, or belongs to no word of the index.
_LETTER_ALONE = 0.01
_LIKELIHOOD_POWER = 0.6
_LEAST_WEIGHT = 0.02


class _Stretch(NamedTuple):
    """Letters that may be the initials of a word, with the share of each term; "" is none."""

    start: int
    end: int
    shares: Mapping[str, float]


def words_of_initials(letters: str, tables: SoundTables) -> dict[str, float]:
    """Index terms of field w whose initials stand in `letters`, with their weights.

    All ways to cut the letters into words are weighed by how often these words stand in the index,
    and a word counts by the share of the ways in which it is read (forward-backward algorithm).
    """
    stretches = list(_stretches(letters, tables))
    size = len(letters)
    before, after = [1.0] + [0.0] * size, [0.0] * size + [1.0]
    for start, end, shares in stretches:
        before[end] += before[start] * sum(shares.values())
    for start, end, shares in reversed(stretches):
        after[start] += after[end] * sum(shares.values())
    weights: dict[str, float] = {}
    for start, end, shares in stretches:
        around = before[start] * after[end] / before[size]
        for term, share in shares.items():
            weight = (around * share) ** _LIKELIHOOD_POWER
            if term and weight > max(weights.get(term, 0.0), _LEAST_WEIGHT):
                weights[term] = weight
    return weights


def read_initials(letters: str, tables: SoundTables) -> str:
    """The likeliest words for a row of initials: tkdz → 退款 到账.

    Letters that begin no known word are passed over.
    """
    best: list[tuple[float, tuple[str, ...]]] = [(1.0, ())] + [(0.0, ())] * len(letters)
    for start, end, shares in _stretches(letters, tables):
        so_far, words = best[start]
        term = max(shares, key=lambda term: (shares[term], term))
        if so_far * shares[term] > best[end][0]:
            best[end] = so_far * shares[term], (*words, term) if term else words
    return " ".join(word.removeprefix(CONCEPT_MARK) for word in best[-1][1])


def _stretches(letters: str, tables: SoundTables) -> Iterator[_Stretch]:
    """By where they begin."""
    size = len(letters)
    for start in range(size):
        yield _Stretch(start, start + 1, {"": _LETTER_ALONE})
        for end in range(start + 2, min(size, start + _LONGEST_WORD) + 1):
            found = tables.by_initials.get(letters[start:end])
            if found:
                shares = {term: count / tables.total for term, count in found.items()}
                yield _Stretch(start, end, shares)
