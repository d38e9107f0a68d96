"""Typed initials (tkdz) to the words they may be the initials of, each with how likely it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from search_service.asking.sound_tables import HEADLINE_START, SoundTables

# Chosen on ths and on the judged queries with every character as its initial:
# docs/relevance-experiments.md, "Robustness".
_MOST_INITIALS = 5
# How much a word's neighbour in headlines says, against how often the word stands in the index.
_NEIGHBOUR_TRUST = 0.5
# A letter that belongs to no word of the index.
_NO_WORD = ""
_NO_WORD_SHARE = 0.001


class _Option(NamedTuple):
    """A word that may stand in the letters up to `end`, and its share of all words."""

    end: int
    word: str
    share: float


class Likely(NamedTuple):
    """A word that may stand in the letters, and how likely it does."""

    start: int
    end: int
    word: str
    likelihood: float


class Initials:
    """A row of letters as initials of words.

    All ways to cut the letters into words are weighed, by how often the words stand in the index
    and follow each other in headlines; how likely a word is, is its share of the ways (the
    forward-backward algorithm on a bigram model, interpolated with the unigrams).
    """

    def __init__(self, letters: str, tables: SoundTables) -> None:
        self._size = len(letters)
        self._neighbours = tables.neighbours
        self._options = [_options(letters, start, tables) for start in range(self._size)]
        # Of each place how much leads there, in all and by the last word.
        self._before: list[dict[str, float]] = [{} for _ in range(self._size + 1)]
        self._before[0][HEADLINE_START] = 1.0
        self._leading = [self._lead(start) for start in range(self._size)]

    def _lead(self, start: int) -> list[float]:
        """How much leads to each option at a place and through it."""
        before = self._before[start]
        total, through = sum(before.values()), []
        for end, word, share in self._options[start]:
            mass = total * share
            if word in self._neighbours:
                known = self._neighbours[word]
                told = [before[one] * known[one] for one in _in_both(known, before)]
                mass += _NEIGHBOUR_TRUST * sum(told)
            through.append(mass)
            self._before[end][word] = self._before[end].get(word, 0.0) + mass
        return through

    @cached_property
    def likely(self) -> Sequence[Likely]:
        """All words of two or more characters that may stand in the letters."""
        total = sum(self._before[-1].values())
        # Of each place how much leads from there to the end: after any word, and more after some.
        after = [0.0] * self._size + [1.0]
        more: list[dict[str, float]] = [{} for _ in range(self._size + 1)]
        found = []
        for start in range(self._size - 1, -1, -1):
            before = self._before[start]
            for (end, word, share), through in zip(
                self._options[start], self._leading[start], strict=True
            ):
                rest = after[end] + more[end].get(word, 0.0)
                after[start] += share * rest
                if word in self._neighbours:
                    known = self._neighbours[word]
                    for one in _in_both(known, before):
                        told = _NEIGHBOUR_TRUST * known[one] * rest
                        more[start][one] = more[start].get(one, 0.0) + told
                if len(word) > 1:
                    found.append(Likely(start, end, word, through * rest / total))
        return found

    def words(self) -> list[str]:
        """The cut in which most letters are expected to belong to the right word."""
        best: list[tuple[float, list[str]]] = [(0.0, [])] * (self._size + 1)
        by_start: dict[int, list[Likely]] = {}
        for one in self.likely:
            by_start.setdefault(one.start, []).append(one)
        for start in range(self._size):
            best[start + 1] = max(best[start + 1], best[start], key=lambda way: way[0])
            for _, end, word, likelihood in by_start.get(start, ()):
                right = best[start][0] + likelihood * (end - start)
                if right > best[end][0]:
                    best[end] = right, [*best[start][1], word]
        return best[-1][1]


def _in_both(first: Mapping[str, float], second: Mapping[str, float]) -> list[str]:
    """In one order in every process, so that sums are the same."""
    few, many = (first, second) if len(first) < len(second) else (second, first)
    return [one for one in few if one in many]


def _options(letters: str, start: int, tables: SoundTables) -> list[_Option]:
    found = [_Option(start + 1, _NO_WORD, _NO_WORD_SHARE)]
    trust = (1 - _NEIGHBOUR_TRUST) / tables.total
    for end in range(start + 1, min(len(letters), start + _MOST_INITIALS) + 1):
        words = tables.by_initials.get(letters[start:end])
        if words:
            found += [_Option(end, word, trust * count) for word, count in words.items()]
    return found
