"""Pinyin with a slip of the fingers: one letter wrong, missing, doubled, or two exchanged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from string import ascii_lowercase
from typing import NamedTuple

from search_service.analysis.pinyin import all_syllables
from search_service.asking.sound_tables import SoundTables

# Chosen on queries with one slip each: docs/relevance-experiments.md, "Robustness".
_SLIP_COST = 8.0
# Of the same word, before and after the syllable with the slip.
_MOST_SYLLABLES_BESIDE = 2
# How far from the letters that mean nothing the slip may be: they may be read into others.
_NEAR = 6
_MOST_LETTERS = 6
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


class SlippedWord(NamedTuple):
    """A stretch of letters and a word that they may be with a slip."""

    start: int
    end: int
    cost: float
    word: str


def words_with_slips(
    letters: str, unread: Collection[int], tables: SoundTables
) -> Iterator[SlippedWord]:
    """Words of two or more characters that stand, with a slip, around letters that mean nothing.

    Two of them where letters are exchanged across both: huadnengpao.

    Args:
        letters: Pinyin without spaces.
        unread: Places of letters that no word of the index holds.
        tables: The words of the index by sound.
    """
    near = {n for place in unread for n in range(place - _NEAR, place + _NEAR + 1)}
    places = sorted(near.intersection(range(len(letters))))
    by_sound = tables.by_sound
    for start, end, meant in _slipped_syllables(letters, places):
        for first in _beside(letters, start, -1):
            for last in _beside(letters, end, 1):
                found = by_sound.get(letters[first:start] + meant + letters[end:last])
                if found and len(found[0][1]) > 1:
                    yield SlippedWord(first, last, found[0][0] + _SLIP_COST, found[0][1])
    for start, end, one, other in _exchanged(letters, places):
        for first in _beside(letters, start, -1):
            for last in _beside(letters, end, 1):
                before, after = letters[first:start] + one, other + letters[end:last]
                for sounds in ((before + after,), (before, after)):
                    words = [by_sound[sound][0] for sound in sounds if sound in by_sound]
                    meant = "".join(word for _, word in words)
                    if len(words) == len(sounds) and len(meant) > len(words):
                        cost = sum(cost for cost, _ in words) + _SLIP_COST
                        yield SlippedWord(first, last, cost, meant)


def _slipped_syllables(letters: str, places: Sequence[int]) -> Iterator[tuple[int, int, str]]:
    meant_by = _syllables_by_slip()
    for start in places:
        for end in range(start + 1, min(len(letters), start + _MOST_LETTERS + 1) + 1):
            for meant in meant_by.get(letters[start:end], ()):
                yield start, end, meant


def _exchanged(letters: str, places: Sequence[int]) -> Iterator[tuple[int, int, str, str]]:
    """Two letters exchanged where syllables meet: where these stand, and the syllables."""
    for place in places:
        pair = letters[place : place + 2]
        if not pair[1:] or pair[0] == pair[1]:
            continue
        for start in range(max(0, place - _MOST_LETTERS + 1), place):
            first = letters[start:place] + pair[1]
            if first not in all_syllables():
                continue
            for end in range(place + 2, min(len(letters), place + _MOST_LETTERS) + 1):
                second = pair[0] + letters[place + 2 : end]
                if second in all_syllables():
                    yield start, end, first, second


def _beside(letters: str, place: int, step: int) -> list[int]:
    """Where a word may begin (step -1) or end (step 1) that has whole syllables up to a place."""
    found, reached = [place], [place]
    for _ in range(_MOST_SYLLABLES_BESIDE):
        reached = [
            other
            for one in reached
            for other in range(one + step, one + step * (_MOST_LETTERS + 1), step)
            if 0 <= other <= len(letters)
            and letters[min(one, other) : max(one, other)] in all_syllables()
        ]
        found += reached
    return list(dict.fromkeys(found))


@cache
def _syllables_by_slip() -> Mapping[str, Sequence[str]]:
    """What may be typed for a syllable by one slip, where it is no syllable itself."""
    meant: dict[str, list[str]] = defaultdict(list)
    for syllable in sorted(all_syllables()):
        for typed in sorted(_slips(syllable) - all_syllables()):
            meant[typed].append(syllable)
    return dict(meant)


def _slips(syllable: str) -> set[str]:
    cuts = [(syllable[:place], syllable[place:]) for place in range(len(syllable) + 1)]
    missing = {a + b[1:] for a, b in cuts if b and syllable[2:]}
    exchanged = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    doubled = {a + b[0] + b for a, b in cuts if b}
    wrong = {a + key + b[1:] for a, b in cuts if b for key in _neighbours()[b[0]]}
    return missing | exchanged | doubled | wrong


@cache
def _neighbours() -> Mapping[str, str]:
    """The keys around each: those beside it, and those above and below."""
    at = {key: (row, column) for row, keys in enumerate(_ROWS) for column, key in enumerate(keys)}
    around = {}
    for key in ascii_lowercase:
        row, column = at[key]
        near = [(row, -1), (row, 1), (row - 1, 0), (row - 1, 1), (row + 1, -1), (row + 1, 0)]
        around[key] = "".join(
            other for other in ascii_lowercase if (at[other][0], at[other][1] - column) in near
        )
    return around
