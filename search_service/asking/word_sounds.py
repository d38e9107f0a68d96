"""How a word may be typed by its sound: letter for letter, nearly so, and by its initials."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from search_service.analysis.chains import reading
from search_service.analysis.pinyin import WordReader, blurred, initials


class Sounds(NamedTuple):
    """How a word may be typed by its sound."""

    exact: tuple[str, ...]
    alike: tuple[str, ...]
    initials: tuple[str, ...]


@lru_cache(maxsize=200_000)
def sounds_of(word: str, reader: WordReader) -> Sounds:
    """Remembered: a new generation has nearly the words of the one before."""
    # As single characters sound, and as the word is said: yinxing and yinhang for 银行.
    readings = {tuple(reading(word)), reader.syllables(word)}
    exact = {"".join(syllables) for syllables in readings}
    alike = {"".join(map(blurred, syllables)) for syllables in readings} - exact
    letters = set(map(initials, readings))
    # In one order in every process: what is made of them is compared byte for byte.
    return Sounds(*(tuple(sorted(one)) for one in (exact, alike, letters)))
