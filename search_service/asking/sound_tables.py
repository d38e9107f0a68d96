"""The words of an index by how they sound, as `Lexicon` looks them up.

What letters can mean is worked out when they are looked up, and remembered: a release that is
replaced after the next save is asked for few of them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar, overload

from search_service.analysis.chains import Analyser
from search_service.analysis.normalise import only_han
from search_service.asking.words_by_sound import BLURRED_COST, words_by_sound

__all__ = ["BLURRED_COST", "HEADLINE_START", "SoundTables", "sound_tables"]

HEADLINE_START = "^"
_CANDIDATES_A_SOUND = 5
_Value = TypeVar("_Value")
_Default = TypeVar("_Default")


@dataclass(frozen=True)
class SoundTables:
    """What can be looked up by sound.

    Attributes:
        by_sound: Letters → (cost, word), the likeliest first.
        by_folded_sound: Folded letters → cost and word, the likeliest only.
        by_initials: Initials → word → count.
        longest: How many letters the longest sound has.
        total: What all counts come to.
        neighbours: Word → word before it in headlines, or `HEADLINE_START` → the share of what
            comes after that one.
    """

    by_sound: Mapping[str, Sequence[tuple[float, str]]]
    by_folded_sound: Mapping[str, tuple[float, str]]
    by_initials: Mapping[str, Mapping[str, int]]
    longest: int
    total: int
    neighbours: Mapping[str, Mapping[str, float]]


class _WorkedOut(Mapping[str, _Value]):
    """Values worked out when they are looked up; threads may share it.

    Args:
        keys: All keys.
        value: Of a key; it may be worked out more than once.
    """

    def __init__(self, keys: Mapping[str, object], value: Callable[[str], _Value]) -> None:
        self._keys, self._value = keys, value
        self._known: dict[str, _Value] = {}

    def __getitem__(self, key: str) -> _Value:
        if key in self._known:
            return self._known[key]
        if key not in self._keys:
            raise KeyError(key)
        value = self._known[key] = self._value(key)
        return value

    @overload
    def get(self, key: str, /) -> _Value | None: ...
    @overload
    def get(self, key: str, /, default: _Value | _Default) -> _Value | _Default: ...
    def get(self, key: str, /, default: object = None) -> object:
        """As of any mapping, but most keys are not there."""
        return self[key] if key in self._keys else default

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def sound_tables(
    counts: Mapping[str, int],
    analyser: Analyser,
    neighbours: Mapping[str, Mapping[str, float]] | None = None,
) -> SoundTables:
    """Of words, how often each counts, and what stands before each in headlines."""
    words = words_by_sound(only_han(list(counts)), analyser.reader)
    total = sum(counts.values()) or 1

    def options(sound: str) -> Sequence[tuple[float, str]]:
        found = [
            (-math.log(counts[word] / total) + more, word) for more, word in words.sounds[sound]
        ]
        found.sort()
        return found[:_CANDIDATES_A_SOUND]

    by_sound = _WorkedOut(words.sounds, options)

    def likeliest(key: str) -> tuple[float, str]:
        firsts = (by_sound[sound][0] for sound in words.folded[key])
        return min((cost + BLURRED_COST, word) for cost, word in firsts)

    def counted(letters: str) -> Mapping[str, int]:
        return {word: counts[word] for word in words.initials[letters]}

    return SoundTables(
        by_sound,
        _WorkedOut(words.folded, likeliest),
        _WorkedOut(words.initials, counted),
        max(map(len, words.sounds), default=0),
        total,
        neighbours or {},
    )
