"""Chinese characters to tone-less pinyin syllables, and which letters make a syllable."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise

from search_service.analysis.character_readings import character_readings
from search_service.analysis.sayings import KeptSayings


def all_syllables() -> frozenset[str]:
    """Every tone-less syllable of Mandarin that a Chinese character can have (ü written v)."""
    return character_readings().syllables


@cache
def syllable(character: str) -> str:
    """The commonest reading of one Chinese character, without regard to its neighbours.

    Passages and queries are both read this way, so that the same characters always sound the
    same, wherever a word is thought to end.
    """
    return character_readings().of(character)


class WordReader:
    """Reads whole words as people say them: 银行 is yin hang, 重置 is chong zhi."""

    def __init__(
        self, readings: Mapping[str, tuple[str, ...]] | None = None, said: KeptSayings | None = None
    ) -> None:
        """Take over readings.

        Args:
            readings: The project's own (word → syllables), which win over pypinyin's.
            said: How words are said by pypinyin, as far as an earlier run has asked it.
        """
        self._readings = readings or {}
        self._said = said or KeptSayings()

    def syllables(self, word: str) -> tuple[str, ...]:
        """One tone-less syllable for each Chinese character; other characters have none."""
        return self._readings.get(word) or self._said(word)

    def keep(self) -> None:
        """Keep for later runs how the words that were asked for are said."""
        self._said.keep()


@cache
def blurred(syllable_: str) -> str:
    """One spelling for sounds that are often confused: zh/z ch/c sh/s, l/n, -ng/-n."""
    without_h = re.sub("^([zcs])h", r"\1", syllable_)
    return re.sub("ng$", "n", re.sub("^l", "n", without_h))


_CONFUSED = re.compile("[zcs]h|ng|l")


class FoldedLetters:
    """Typed letters with confused sounds spelt alike, for any stretch of them.

    As `blurred`, but without knowing where syllables end: congzhuan is found for chongzhuang,
    because both fold to the same.
    """

    def __init__(self, letters: str) -> None:
        pieces: list[str] = []
        self._place: dict[int, int] = {}  # where a stretch may begin or end → place when folded
        position = 0
        for match in _CONFUSED.finditer(letters):
            pieces += letters[position : match.start()]
            for place in range(position, match.start() + 1):
                self._place[place] = len(pieces) - (match.start() - place)
            pieces.append("n" if match[0] == "l" else match[0][0])
            position = match.end()
        pieces += letters[position:]
        for place in range(position, len(letters) + 1):
            self._place[place] = len(pieces) - (len(letters) - place)
        self._folded = "".join(pieces)

    def between(self, start: int, end: int) -> str | None:
        """The folded stretch; None when it would begin or end inside one sound."""
        first, last = self._place.get(start), self._place.get(end)
        return None if first is None or last is None else self._folded[first:last]


@lru_cache(maxsize=100_000)
def folded(letters: str) -> str:
    """The whole of `letters` folded."""
    return _CONFUSED.sub(lambda match: "n" if match[0] == "l" else match[0][0], letters)


def syllable_pairs(syllables: Sequence[str]) -> list[str]:
    """Neighbouring syllables joined: tui kuan → tui_kuan."""
    return [f"{first}_{second}" for first, second in pairwise(syllables)]


def initials(syllables: Iterable[str]) -> str:
    """The first letter of each syllable: tui kuan → tk."""
    return "".join(one[0] for one in syllables)


def letter_grams(letters: str, sizes: Iterable[int] = (2, 3)) -> list[str]:
    """Pairs and triples of neighbouring letters: tkdz → tk kd dz tkd kdz."""
    return [letters[i : i + n] for n in sizes for i in range(len(letters) - n + 1)]
