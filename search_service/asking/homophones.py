"""Wrong characters of the right sound put right: 推款 → 退款.

The likeliest row of words is found by dynamic programming over what each stretch of the characters
may mean; most stretches mean nothing, and nothing longer that begins with them does either.
"""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Iterator, Sequence

from search_service.analysis.pinyin import blurred, syllable
from search_service.analysis.segment import ChineseSegmenter
from search_service.asking.full_pinyin import Piece, path
from search_service.asking.sound_tables import BLURRED_COST, SoundTables

# Every number here was chosen on the development judgements: docs/relevance.md.
_UNKNOWN_CHARACTER_COST = 16.0
_CHANGE_COST = 5.0
_OUTSIDE_TRUST = 0.2
LONGEST = 6
# Stretches of text, most of which mean nothing themselves, some 200 bytes each.
_MOST_REMEMBERED = 50_000
# More sounds than these are not read when they are opened.
_FEW_SOUNDS = 20_000
# What a stretch may mean, each with its cost, and whether anything longer that begins with it may.
_Stretch = tuple[Sequence[tuple[float, str]], bool]
# Of most, so that it is at hand.
_NOTHING: tuple[_Stretch, _Stretch] = (((), False), ((), True))


class Stretches(dict[str, _Stretch]):
    """Stretches of characters by what they may mean; the same ones are typed again and again.

    Args:
        tables: The words of the index by sound.
        segmenter: Knows words that the index does not have.
        few: Of more sounds it is not looked up which ones begin so.
    """

    def __init__(
        self, tables: SoundTables, segmenter: ChineseSegmenter, few: int = _FEW_SOUNDS
    ) -> None:
        super().__init__()
        self._by_sound, self._segmenter = tables.by_sound, segmenter
        is_few = len(self._by_sound) <= few
        self._sounds = sorted(self._by_sound) if is_few else None

    def __missing__(self, own: str) -> _Stretch:
        """Worked out now."""
        syllables = list(map(syllable, own))
        sound, alike = "".join(syllables), "".join(map(blurred, syllables))
        is_known = self._segmenter.knows(own)
        options: Sequence[tuple[float, str]] = ()
        if len(own) == 1 or is_known or sound in self._by_sound or alike in self._by_sound:
            options = [
                (cost + _CHANGE_COST * sum(a != b for a, b in zip(word, own, strict=True)), word)
                for cost, word in self._options(own, sound, alike)
            ]
        goes_on = len(own) < LONGEST and (is_known or self._begin(sound) or self._begin(alike))
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        found = self[own] = (options, goes_on) if options else _NOTHING[goes_on]
        return found

    def _begin(self, sound: str) -> bool:
        """Whether longer sounds of words may begin so."""
        if self._sounds is None:
            return True
        at = bisect(self._sounds, sound)
        return at < len(self._sounds) and self._sounds[at].startswith(sound)

    def _options(self, own: str, sound: str, alike: str) -> Iterator[tuple[float, str]]:
        """What `own` may mean, with costs: words of the index that sound alike, and itself."""
        candidates = list(self._by_sound.get(sound, ()))
        if alike != sound:
            nearly = self._by_sound.get(alike, ())
            candidates += [(cost + BLURRED_COST, word) for cost, word in nearly]
        for cost, word in candidates:
            if len(word) == len(own) and (word == own or len(own) > 1):
                yield cost, word
        known = self._segmenter.probability(own)
        if known:
            yield -math.log(_OUTSIDE_TRUST * known), own
        elif len(own) == 1:
            yield _UNKNOWN_CHARACTER_COST, own


def corrected(run: str, stretches: Stretches) -> list[Piece]:
    """A run of Chinese characters with wrong characters of the right sound put right.

    Only inside words of two or more characters, and at a cost for each character changed.
    """
    size = len(run)
    best: list[tuple[float, int, str]] = [(0.0, 0, "")] + [(math.inf, 0, "")] * size
    for start in range(size):
        so_far, end, goes_on = best[start][0], start, True
        while goes_on and end < size:
            end += 1
            options, goes_on = stretches[run[start:end]]
            for cost, word in options:
                if so_far + cost < best[end][0]:
                    best[end] = (so_far + cost, start, word)
    return path(run, best)
