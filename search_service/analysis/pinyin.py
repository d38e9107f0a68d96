"""Chinese characters to tone-less pinyin syllables, and typed pinyin back to syllables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from pypinyin import Style, lazy_pinyin
from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

from search_service.analysis.normalise import is_han

_LONGEST_SYLLABLE = 6


@lru_cache(maxsize=1)
def all_syllables() -> frozenset[str]:
    """Every tone-less syllable of Mandarin that a Chinese character can have (ü written v)."""
    syllables: set[str] = set()
    for code, readings in PINYIN_DICT.items():
        if 0x4E00 <= code <= 0x9FA5:  # noqa: PLR2004 - the common characters
            for reading in readings.split(","):
                plain = to_normal(reading).replace("ü", "v")
                if plain.isascii() and plain.isalpha() and (len(plain) > 1 or plain in "aoe"):
                    syllables.add(plain)
    # Interjections that no customer types as a word, but that break up real syllables.
    return frozenset(syllables - {"hm", "hng", "ng", "m", "n"})


class PinyinReader:
    """Reads words aloud; each word once, because the reading of a word does not change."""

    def __init__(self, readings: Mapping[str, tuple[str, ...]] | None = None) -> None:
        """Take the project's own readings (word → syllables) for words read wrongly otherwise."""
        self._cache: dict[str, tuple[str, ...]] = dict(readings or {})
        self._cache_limit = 200_000

    def syllables(self, word: str) -> tuple[str, ...]:
        """One tone-less syllable for each Chinese character of `word`; other characters none."""
        known = self._cache.get(word)
        if known is None:
            han = "".join(c for c in word if is_han(c))
            known = tuple(
                syllable for syllable in lazy_pinyin(han, style=Style.NORMAL) if syllable.isascii()
            )
            if len(self._cache) < self._cache_limit:
                self._cache[word] = known
        return known


def split_syllables(letters: str) -> list[str] | None:
    """Typed pinyin such as `tuikuan` as syllables, or None when it is not pinyin.

    The fewest syllables win; among equals the one with the longer syllables first
    (`xian` is one syllable, `tuikuan` is tui + kuan).
    """
    syllables = all_syllables()
    best: list[list[str] | None] = [None] * (len(letters) + 1)
    best[len(letters)] = []
    for start in range(len(letters) - 1, -1, -1):
        for length in range(min(_LONGEST_SYLLABLE, len(letters) - start), 0, -1):
            rest = best[start + length]
            piece = letters[start : start + length]
            if rest is None or piece not in syllables:
                continue
            current = best[start]
            if current is None or len(rest) + 1 < len(current):
                best[start] = [piece, *rest]
    return best[0]


def initials(syllables: Iterable[str]) -> str:
    """The first letter of each syllable: tui kuan → tk."""
    return "".join(syllable[0] for syllable in syllables)
